import type { FasterHypothesis } from '../../../src/kinds/comparison/types'
import { studyChoices } from '../../../src/sensitivity/studyChoices'
import { classificationExperiment, FASTER, LOWER } from '../../support/builders'
import { CHOICES } from './studies'

const experiment = classificationExperiment({ profiles: { quick: { departure: 'shorter', epochs: 1 } } })
const request = {
  hypothesis: LOWER,
  experiment,
  profile: 'quick',
  settings: 'base',
  numPairsOf: (numMembers: number) => 10 * numMembers
} as const

describe('studyChoices', () => {
  it('every option at the profile, in order; the claim as it is is one of the rows', () => {
    const { options, leftOut, numPairs } = studyChoices(CHOICES, request)
    expect(options.map(({ topic, name }) => [topic, name])).toEqual([
      ['loss function', 'binary'],
      ['batch size', '64'],
      ['batch size', '256']
    ])
    for (const option of options) expect(option.experiment).toMatchObject({ training: { epochs: 1 } })
    expect(numPairs).toBe(40)
    expect(leftOut).toEqual([])
  })

  const margin = { relative: 0.01, epsilon: 0 }
  it.each([
    ['a threshold', FASTER],
    ['an absolute margin', { ...LOWER, margin: { absolute: 0.1 } }],
    ['a floor', { ...LOWER, margin: { ...margin, epsilon: 0.01 } }]
  ])('another loss function is left out where the claim states a number of the loss: %s', (_what, hypothesis) => {
    const { options, leftOut } = studyChoices(CHOICES, { ...request, hypothesis })
    expect(options.map(({ topic }) => topic)).toEqual(['batch size', 'batch size'])
    expect(leftOut).toEqual([
      { topic: 'loss function', option: 'binary', why: expect.stringMatching(/unit of train.loss/) }
    ])
  })

  it.each([
    ['a share of the loss', { ...LOWER, margin }],
    ['an accuracy', { ...LOWER, metric: 'test.accuracy', margin: { absolute: 0.01 } }],
    ['the area under a curve', { ...FASTER, by: { kind: 'auc' }, margin } as FasterHypothesis]
  ])('not where it states none: %s', (_what, hypothesis) => {
    expect(studyChoices(CHOICES, { ...request, hypothesis }).leftOut).toEqual([])
  })
})

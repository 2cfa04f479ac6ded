import { collectEvidence } from '../../../../src/judge/collectEvidence'
import { type Claim, KINDS } from '../../../../src/kinds'
import { hasFailed } from '../../../../src/kinds/comparison/failures'
import { measureWords } from '../../../../src/kinds/comparison/sentence'
import type { FasterHypothesis, PairedEvidence } from '../../../../src/kinds/comparison/types'
import { claim, classificationExperiment, LOWER } from '../../../support/builders'
import { plan, result, role, series } from '../../judge/runs'

const roles = [role('a', { arm: 'adam' }), role('b', { arm: 'amsgrad' })]
const experiment = classificationExperiment({ training: { batchSize: 128, epochs: 3 } })

function evidenceOf(
  hypothesis: Claim['hypothesis'],
  control: number[],
  treatment: number[],
  thirds: ReadonlyMap<string, number[]> = new Map()
): PairedEvidence {
  const results = new Map([
    ['a', result({ 'train.loss': series(...control), 'test.accuracy': series(...control) })],
    ['b', result({ 'train.loss': series(...treatment), 'test.accuracy': series(...treatment) })],
    ...[...thirds].map(([key, values]) => [key, result({ 'train.loss': series(...values) })] as const)
  ])
  const evidence = collectEvidence(
    plan([...roles, ...[...thirds.keys()].map((key) => role(key, { arm: 'teacher' }))], {
      claim: claim({ hypothesis }),
      experiment
    }),
    results
  )
  if (evidence?.kind !== 'paired') throw new Error('a paired claim has paired evidence')
  return evidence
}

const FASTER: FasterHypothesis = {
  kind: 'faster',
  metric: 'train.loss',
  by: { kind: 'auc' },
  treatment: 'amsgrad',
  control: 'adam',
  margin: { relative: 0.01, epsilon: 0 },
  tuning: null
}

describe('paired evidence', () => {
  it('is transformed as the margin says', () => {
    expect(evidenceOf(LOWER, [1], [2])).toMatchObject({ transform: 'log-ratio', measure: { kind: 'final' } })
    const absolute = { ...LOWER, metric: 'test.accuracy', margin: { absolute: 0.01 } }
    expect(evidenceOf(absolute, [0.5], [0.75])).toMatchObject({
      transform: 'difference',
      chanceLevel: null,
      pairs: [{ control: { value: 0.5, censored: false }, treatment: { value: 0.75 } }]
    })
  })

  it('takes two points of one arm, and holds each to what its run recorded there', () => {
    const hypothesis = { ...LOWER, treatment: 'adam', controlAt: { epoch: 1 } as const }
    const evidence = evidenceOf(hypothesis, [4, 3, 2], [])
    expect(evidence).toMatchObject({
      controlMeasure: { kind: 'point', unit: 'epoch', point: 1 },
      measure: { kind: 'final' },
      pairs: [{ control: { value: 4, failure: null }, treatment: { value: 2, failure: null } }]
    })
    expect(KINDS.lower.recorded!(evidence).filter(({ metric }) => metric === 'train.loss')).toEqual(
      expect.arrayContaining([expect.objectContaining({ arm: 'adam', value: 2 })])
    )
    expect(KINDS.lower.arms(hypothesis)).toEqual(['adam'])
    expect(measureWords(evidence, 'control')).toBe('train.loss at epoch 1')
  })

  it('takes how far both are from the run of a third arm, and nothing where that one has no value', () => {
    const far = (third: number[]) =>
      evidenceOf({ ...LOWER, distanceTo: 'teacher' }, [5], [1.5], new Map([['c', third]]))
    expect(far([2])).toMatchObject({
      distanceTo: { arm: 'teacher' },
      chanceLevel: null,
      pairs: [{ control: { value: 3 }, treatment: { value: 0.5 }, third: { value: 2 } }]
    })
    expect(measureWords(far([2]))).toBe("distance of final train.loss to teacher's")
    expect(far([Number.NaN]).pairs.every((pair) => hasFailed(pair.control) && hasFailed(pair.treatment))).toBe(true)
    expect(KINDS.lower.arms({ ...LOWER, kind: 'lower', distanceTo: 'teacher' })).toEqual(['adam', 'amsgrad', 'teacher'])
  })

  it('of times up to a threshold counts the first evaluation that is no lower', () => {
    const by = { kind: 'time-to', threshold: 0.5, upwards: true } as const
    const rising: FasterHypothesis = { ...FASTER, metric: 'test.accuracy', by, margin: { absolute: 1 } }
    const [pair] = evidenceOf(rising, [0.1, 0.2, 0.4], [0.25, 0.75, 0.4]).pairs
    expect(pair!.control).toMatchObject({ value: 3, censored: true })
    expect(pair!.treatment).toMatchObject({ value: 1.5, within: [1, 2], censored: false })
  })

  it('of curves has their geometric means, which are losses', () => {
    const evidence = evidenceOf(FASTER, [2, 1, 0.5], [1, 0.5, 0.25])
    expect(evidence).toMatchObject({ measure: { kind: 'auc' }, transform: 'log-ratio', chanceLevel: Math.log(10) })
    // (2 x 1 x 0.5)^(1/3) = 1 and (1 x 0.5 x 0.25)^(1/3) = 0.5; three logarithms are right to some ulps
    expect(evidence.pairs[0]!.control.value).toBeCloseTo(1, 14)
    expect(evidence.pairs[0]!.treatment.value).toBeCloseTo(0.5, 14)
  })

  it("adds the margin's epsilon inside the logarithms of a curve", () => {
    const evidence = evidenceOf({ ...FASTER, margin: { relative: 0.01, epsilon: 1 } }, [1, 7, 1], [0, 0, 0])
    // (2 x 8 x 2)^(1/3) - 1
    expect(evidence.pairs[0]!.control.value).toBeCloseTo(32 ** (1 / 3) - 1, 14)
    expect(evidence.pairs[0]!.treatment.value).toBe(0)
  })

  it('of times is restricted to the length of the run, and says which were cut off', () => {
    const timed: FasterHypothesis = {
      ...FASTER,
      by: { kind: 'time-to', threshold: 0.5 },
      margin: { absolute: 1 }
    }
    expect(evidenceOf(timed, [2, 1, 0.6], [2, 0.5, 0.6])).toMatchObject({
      measure: { kind: 'time-to', threshold: 0.5, tau: 3, unit: 'epoch' },
      transform: 'difference',
      chanceLevel: null,
      pairs: [
        {
          control: { value: 3, within: [3, 3], censored: true, failure: null },
          treatment: { value: 2, within: [1, 2], censored: false }
        }
      ]
    })
  })

  it('still sees that a run which never came down did not train', () => {
    const timed: FasterHypothesis = { ...FASTER, by: { kind: 'time-to', threshold: 0.5 }, margin: { absolute: 1 } }
    expect(evidenceOf(timed, [2.3, 2.3, 2.3], [2, 0.4, 0.3])).toMatchObject({
      pairs: [{ control: { value: 3, censored: true, failure: 'chance' } }]
    })
  })
})

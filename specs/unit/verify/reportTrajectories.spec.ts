import type { RunRecord } from '../../../src/store/types'
import { reportTrajectories } from '../../../src/verify/reportTrajectories'
import { syntheticExperiment } from '../../support/builders'
import { plan, result, role, series } from '../judge/runs'

const experiment = syntheticExperiment()
const record = (x: number): RunRecord => ({
  result: result({ x: series(x), regret: series(1) }),
  resultDigest: '',
  environment: { startedAt: '', wallTimeMs: 0, claimcheck: '', commit: null, node: '', platform: '', cpu: '' },
  checksum: ''
})
const records = new Map([
  ['from -1', record(0.25)],
  ['from 1', record(0.75)],
  ['from 1, watched', record(0.75)],
  ['other arm', record(-1)]
])
const starts = [role('from -1', { initialPoint: -1 }), role('from 1', { initialPoint: 1 })]

describe('reportTrajectories', () => {
  it('has each arm of a synthetic experiment once, and a run once in it, whichever claims share them', () => {
    const ends = plan(starts, { experiment })
    const invariant = plan([role('from 1, watched', { initialPoint: 1 })], { experiment })
    const other = plan([role('other arm', { arm: 'amsgrad', initialPoint: 1 })], { experiment })
    const found = reportTrajectories([ends, ends, invariant, other], records)
    expect(found.map(({ arm, numRuns, x }) => [arm, numRuns, x.median])).toEqual([
      ['adam', 2, [0.5]],
      ['amsgrad', 1, [-1]]
    ])
    expect(found.every((each) => each.experiment === 'toy-online')).toBe(true)
  })

  it('leaves networks out, and claims that run nothing', () => {
    expect(reportTrajectories([plan(starts), plan([], { experiment: null })], records)).toEqual([])
  })
})

import type { Contest } from '../kind'
import { commonVerdict } from '../shared/commonVerdict'
import type { BestOfEvidence, BestOfVerdict } from './types'

/** Arms at several settings of each: runs of one seed belong together whatever the settings. */
export const bestOfContest: Contest<BestOfEvidence, BestOfVerdict> = {
  arms: ({ arms }) => arms,
  withArm: (evidence, arm, from) => {
    const place = evidence.arms.findIndex((each) => each.arm === arm)
    const rows = new Map(from.rows.map(({ seed, runs }) => [seed, runs[place]!]))
    return {
      ...evidence,
      arms: evidence.arms.with(place, from.arms[place]!),
      rows: evidence.rows.flatMap(({ seed, runs }) => {
        const run = rows.get(seed)
        return run === undefined ? [] : [{ seed, runs: runs.with(place, run) }]
      })
    }
  },
  // What is beaten is no better: of both this is what holds at each.
  across: (verdicts) =>
    commonVerdict<BestOfVerdict>(verdicts, () => ({ outcome: 'refuted', subtype: 'no-better' }), SELECTION)
}

const SELECTION = { outcome: 'inconclusive', subtype: 'selection' } as const

import type { AnyVerdict } from '../judged'
import type { Contest } from '../kind'
import { commonVerdict } from '../shared/commonVerdict'
import type { AnyCompared } from './comparedTypes'
import type { HigherRefuted, LowerRefuted, PairedEvidence, PairedVerdict } from './types'

const HIGHER: readonly (string | null)[] = ['opposite', 'higher', 'higher-by-less-than-margin'] satisfies LowerRefuted[]
const LOWER: readonly (string | null)[] = ['opposite', 'lower', 'lower-by-less-than-margin'] satisfies HigherRefuted[]
const WITHIN: readonly (string | null)[] = [
  'higher-by-less-than-margin',
  'lower-by-less-than-margin',
  'equivalent'
] satisfies (LowerRefuted | HigherRefuted)[]

/** Two arms at several settings of each: their runs are paired whatever the setting of either. */
export function contestOfPairs<E extends Pick<PairedEvidence, 'control' | 'treatment' | 'pairs'>>(): Contest<
  E,
  PairedVerdict
> {
  return {
    arms: ({ control, treatment }) => [control, treatment],
    withArm: (evidence, arm, from) => {
      const side = evidence.control.arm === arm ? 'control' : 'treatment'
      const runs = new Map(from.pairs.map((pair) => [pair.seed, pair[side]]))
      const pairs = evidence.pairs.flatMap((pair) => {
        const run = runs.get(pair.seed)
        return run === undefined ? [] : [{ ...pair, [side]: run }]
      })
      return { ...evidence, [side]: from[side], pairs }
    },
    across: (verdicts) => commonVerdict<PairedVerdict>(verdicts, commonRefutation, SELECTION)
  }
}

const SELECTION = { outcome: 'inconclusive', subtype: 'selection' } as const

/** What subtypes that differ have in common: each says where theta stands, and the weaker of two is implied by the other. */
function commonRefutation(verdicts: readonly AnyVerdict[]): PairedVerdict {
  const all = (names: readonly (string | null)[]) => verdicts.every(({ subtype }) => names.includes(subtype))
  const subtype = all(HIGHER) ? 'higher' : all(LOWER) ? 'lower' : all(WITHIN) ? 'equivalent' : 'no-better'
  return { outcome: 'refuted', subtype }
}

const pairedContest = contestOfPairs<PairedEvidence>()

/** Logs are compared over all their settings: none was chosen. */
export const comparedContest: Contest<AnyCompared['evidence'], AnyCompared['verdict']> = {
  arms: (evidence) => (evidence.kind === 'logs' ? [] : pairedContest.arms(evidence)),
  withArm: (evidence, arm, from) =>
    evidence.kind === 'logs' || from.kind === 'logs' ? evidence : pairedContest.withArm(evidence, arm, from),
  across: (verdicts) => commonVerdict<AnyCompared['verdict']>(verdicts, commonRefutation, SELECTION)
}

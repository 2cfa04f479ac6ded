import { type Block, type Line, list, type Table, table } from '../../document/document'
import type { AllOfAnalysis, AllOfHypothesis } from '../../kinds/all-of/types'
import { formatP } from '../../text/format'

/** One row a claim that it is made of. */
export function memberSamples({ members }: AllOfAnalysis): Table {
  const rows = members.map(({ claim, p, outcome, outcomeAtShare }) => [claim, formatP(p), outcome, outcomeAtShare])
  return table(['claim', 'p', 'at alpha_j', 'at alpha_j over their number'], rows, [1])
}

export function memberNumbers(p: number | null): Block {
  return list([`p = ${formatP(p)}.`])
}

export function allOfRule({ claims }: AllOfHypothesis): Line {
  return `Reproduced when each of the ${claims.length} claims is at alpha_j (all have to hold, so none is corrected for the others); refuted when at least one is at alpha_j/${claims.length}; inconclusive otherwise. p is the smallest alpha_j at which one of the two happens.`
}

import { type Block, type Line, list, type Table, table, words } from '../../document/document'
import type { InvariantAnalysis, InvariantEvidence, InvariantHypothesis } from '../../kinds/invariant/types'
import { agreeingRound } from '../../text/agreeingRound'
import { formatCount, formatNumber } from '../../text/format'
import { yesNo } from './runWords'

/** One row a run. */
export function invariantSamples({ samples }: InvariantEvidence): Table {
  const headers = ['seed', 'x_1', 'steps checked', 'violations', 'first at step', 'largest growth', 'diverged']
  const rows = samples.map((sample) => [
    sample.seed,
    formatNumber(sample.initialPoint),
    sample.numSteps,
    sample.violations,
    sample.firstViolation ?? '–',
    // A growth of the last bits would be rounded to none.
    sample.worstRatio === null ? '–' : agreeingRound(sample.worstRatio, [1], 4),
    yesNo(sample.diverged)
  ])
  return table(headers, rows, [0, 1, 2, 3, 4, 5])
}

export function invariantNumbers(analysis: InvariantAnalysis): Block {
  const { numRuns, numSteps, violations, violatingRuns, diverged } = analysis
  return list([
    `${formatCount(violations, 'violation')} in ${violatingRuns} of ${formatCount(numRuns, 'run')}, ${formatCount(numSteps, 'step')} checked; ${diverged} diverged.`
  ])
}

export function invariantRule({ arm }: InvariantHypothesis): Line {
  return words`The effective step alpha_t/sqrt(v_t) of ${arm} is compared with the one before it at every step of every run, exactly. A single growth refutes the claim; it is reproduced when there is none. There is no p value.`
}

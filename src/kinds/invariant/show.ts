import { list, type Table, table, words } from '../../document/document'
import { agreeingRound } from '../../text/agreeingRound'
import { formatCount, formatNumber } from '../../text/format'
import { sharePlace } from '../shared/place'
import { yesNo } from '../shared/runWords'
import type { Show } from '../show'
import type { InvariantEvidence, InvariantTypes } from './types'

export const invariantShow: Show<InvariantTypes> = {
  rule: ({ claim: { hypothesis } }) =>
    words`The effective step alpha_t/sqrt(v_t) of ${hypothesis.arm} is compared with the one before it at every step of every run, exactly. A single growth refutes the claim; it is reproduced when there is none. There is no p value.`,
  effect: (_, { violations, numRuns }) => ({
    unit: 'violations',
    value: violations,
    interval: null,
    n: numRuns,
    words: () => formatCount(violations, 'violation')
  }),
  samples: ({ judgement: { evidence } }) => samplesTable(evidence),
  numbers: ({ judgement: { analysis } }) => {
    const { numRuns, numSteps, violations, violatingRuns, diverged } = analysis
    return list([
      `${formatCount(violations, 'violation')} in ${violatingRuns} of ${formatCount(numRuns, 'run')}, ${formatCount(numSteps, 'step')} checked; ${diverged} diverged.`
    ])
  },
  place: (_, { numRuns, violatingRuns }) => sharePlace(numRuns - violatingRuns, numRuns)
}

/** One row a run. */
function samplesTable({ samples }: InvariantEvidence): Table {
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

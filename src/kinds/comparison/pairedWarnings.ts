import { counted } from '../shared/conclusion'
import type { SequentialAnalysis } from '../shared/types'
import { edgeWarnings, seedWarnings } from '../shared/warnings'
import { hasFailed } from './failures'
import { epsilonOf } from './pairEffect'
import type { PairedEvidence, PairedExtras, PairedHypothesis } from './types'

/**
 * What a reader should know before trusting the numbers of a comparison.
 *
 * @param evidence with the pairs that entered the verdict
 */
export function pairedWarnings(
  { margin, metric }: PairedHypothesis,
  evidence: PairedEvidence,
  secondary: PairedExtras | null,
  sequential: SequentialAnalysis | null
): string[] {
  const { control, treatment, pairs, measure } = evidence
  const warnings: string[] = []
  // Both at the end of the run is no sign of a flag that does nothing.
  const equal = pairs.filter(
    (pair) =>
      !hasFailed(pair.control) &&
      !(pair.control.censored && pair.treatment.censored) &&
      Object.is(pair.control.value, pair.treatment.value)
  )
  if (equal.length > 0 && measure.kind !== 'time-to') {
    const seeds = equal.map((pair) => pair.seed).join(', ')
    warnings.push(
      `${control.arm} and ${treatment.arm} end at bitwise the same ${metric} with ${equal.length === 1 ? 'seed' : 'seeds'} ${seeds}: does the setting in which they differ do anything?`
    )
  }
  const censored = pairs.filter((pair) => pair.control.censored !== pair.treatment.censored).length
  if (censored > 0) {
    warnings.push(
      `in ${counted(censored, 'pair')} one arm did not reach the threshold within the run, whose length stands for its time: the difference would be larger in a longer run`
    )
  }
  const both = pairs.filter((pair) => pair.control.censored && pair.treatment.censored).length
  if (both > 0) {
    warnings.push(
      `in ${counted(both, 'pair')} neither arm reached the threshold within the run: they count as equal, and what is compared is the mean of min(T, length), not of the time T itself`
    )
  }
  if (secondary?.skewnessWarning) {
    const cure =
      sequential === null
        ? "the interval's level may be off, and the co-check does not cure it"
        : 'the error rate of the looks may be off'
    warnings.push(`the differences are skewed (g1 = ${secondary.skewness!.toFixed(2)}): ${cure}`)
  }
  const epsilon = epsilonOf(margin)
  if (epsilon > 0) {
    warnings.push(`${epsilon} is added to both losses: the effect is no percentage of ${metric} itself`)
  }
  return [...warnings, ...edgeWarnings(control), ...edgeWarnings(treatment), ...seedWarnings(sequential)]
}

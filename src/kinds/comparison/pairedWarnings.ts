import { counted } from '../shared/conclusion'
import { scatterWarnings } from '../shared/scatter'
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
  const { control, treatment, pairs, measure, controlMeasure } = evidence
  const warnings: string[] = []
  // Both at the end of the run is no sign of a flag that does nothing.
  const equal = pairs.filter(
    (pair) =>
      !hasFailed(pair.control) &&
      !(pair.control.censored && pair.treatment.censored) &&
      Object.is(pair.control.value, pair.treatment.value)
  )
  if (equal.length > 0 && measure.kind !== 'time-to' && controlMeasure === undefined) {
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
  if (secondary !== null) {
    const { skewness, skewnessWarning, serialCorrelation = null } = secondary
    const isBounded = sequential?.method === 'betting'
    warnings.push(
      ...scatterWarnings(
        { skewness, isSkewed: skewnessWarning, serial: serialCorrelation },
        'differences',
        ...(isBounded ? ['betting needs no symmetry, what is reported beside the verdict does'] : [])
      )
    )
  }
  const epsilon = epsilonOf(margin)
  if (epsilon > 0) {
    warnings.push(`${epsilon} is added to both losses: the effect is no percentage of ${metric} itself`)
  }
  return [...warnings, ...edgeWarnings(control), ...edgeWarnings(treatment), ...seedWarnings(sequential)]
}

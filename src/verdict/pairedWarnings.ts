import type { ArmEvidence, PairedEvidence } from '../evidence/types'
import type { ComparisonHypothesis } from '../spec/types'
import { hasFailed } from './failures'
import type { PairedExtras } from './types'

/** What a reader should know before trusting the numbers of a comparison. */
export function pairedWarnings(
  { margin, metric }: ComparisonHypothesis,
  evidence: PairedEvidence,
  beside: PairedExtras | null
): string[] {
  const { control, treatment, pairs } = evidence
  const warnings: string[] = []
  const equal = pairs.filter((pair) => !hasFailed(pair.control) && Object.is(pair.control.value, pair.treatment.value))
  if (equal.length > 0) {
    const seeds = equal.map((pair) => pair.seed).join(', ')
    warnings.push(
      `${control.arm} and ${treatment.arm} end at bitwise the same ${metric} with ${equal.length === 1 ? 'seed' : 'seeds'} ${seeds}: does the setting in which they differ do anything?`
    )
  }
  if (beside?.skewnessWarning) {
    warnings.push(
      `the differences are skewed (g1 = ${beside.skewness!.toFixed(2)}): the interval's level may be off, and the co-check does not cure it`
    )
  }
  if (margin.epsilon > 0) {
    warnings.push(`${margin.epsilon} is added to both losses: the effect is no percentage of ${metric} itself`)
  }
  return [...warnings, ...edgeWarnings(control), ...edgeWarnings(treatment)]
}

function edgeWarnings({ arm, selection, setting }: ArmEvidence): string[] {
  return (selection?.onEdge ?? []).map(
    (name) =>
      `the ${name} chosen for ${arm} (${setting[name]}) lies on the edge of the grid: a wider grid may do better`
  )
}

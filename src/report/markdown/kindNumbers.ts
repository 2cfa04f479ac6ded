import type { ContrastAnalysis } from '../../kinds/contrast/types'
import type { InvariantAnalysis } from '../../kinds/invariant/types'
import type { RangeAnalysis } from '../../kinds/range/types'
import type { RateAnalysis } from '../../kinds/rate/types'
import type { MeanAnalysis } from '../../kinds/shared/types'
import { formatCount, formatInterval, formatNumber, formatOptional, formatP, formatPercent } from '../../text/format'
import { markdownTable } from '../../text/table'

/** The four-fold table of a contrast and its test. */
export function contrastNumbers(analysis: ContrastAnalysis, p: number | null): string {
  const { both, onlyTreatment, onlyControl, neither, interval } = analysis
  const table = markdownTable(
    ['', 'control arrived', 'control did not'],
    [
      ['treatment arrived', String(both), String(onlyTreatment)],
      ['treatment did not', String(onlyControl), String(neither)]
    ],
    [1, 2]
  )
  return `${table}\n\n- Exact McNemar p = ${formatP(p)}. The treatment's share of the ${formatCount(onlyTreatment + onlyControl, 'seed')} that differ: Clopper-Pearson interval at level ${formatPercent(interval.level)}: ${formatInterval(interval)}, to be compared with 0.5.`
}

/** The slopes of a rate. */
export function rateNumbers(analysis: RateAnalysis, p: number | null): string {
  const { holding, numSeeds, notPositive, diverged, slopeBelow, over } = analysis
  const total = numSeeds + notPositive + diverged
  const counts = `- ${holding} of ${formatCount(total, 'run')} hold the claim (a slope below ${formatNumber(slopeBelow)}, or an average regret that is not above zero: ${notPositive}); ${diverged} diverged.`
  return over === 'seeds' ? `${meanNumbers('slope', analysis, p)}\n${counts}` : counts
}

/** The mean of a range, and the number that the source reports. */
export function rangeNumbers(analysis: RangeAnalysis, p: number | null): string {
  const { reported, low, high } = analysis
  const lines = [meanNumbers('value', analysis, p), `- The range: ${formatNumber(low)} to ${formatNumber(high)}.`]
  if (reported !== null) {
    const { value, prediction } = reported
    const within = prediction.lower <= value && value <= prediction.upper ? 'inside' : 'outside'
    lines.push(
      `- Beside the verdict: the reported ${formatNumber(value, 15)} lies ${within} the interval in which one further run would fall at level ${formatPercent(prediction.level)}: ${formatInterval(prediction)}.`
    )
  }
  return lines.join('\n')
}

/** What an invariant was checked on. */
export function invariantNumbers(analysis: InvariantAnalysis): string {
  const { numRuns, numSteps, violations, violatingRuns, diverged } = analysis
  return `- ${formatCount(violations, 'violation')} in ${violatingRuns} of ${formatCount(numRuns, 'run')}, ${formatCount(numSteps, 'step')} checked; ${diverged} diverged.`
}

function meanNumbers(
  what: string,
  { mean, interval, standardDeviation, numSeeds }: MeanAnalysis,
  p: number | null
): string {
  if (mean === null || interval === null) return `- Too few numbers (${numSeeds}) for a mean.`
  return `- Mean ${what} ${formatNumber(mean)} over ${formatCount(numSeeds, 'seed')}, SD ${formatOptional(standardDeviation)}; t interval at level ${formatPercent(interval.level)}: ${formatInterval(interval)}; p = ${formatP(p)}.`
}

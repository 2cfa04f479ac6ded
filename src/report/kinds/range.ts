import { type Block, type Line, list, type Table, table, words } from '../../document/document'
import type { RangeAnalysis, RangeEvidence, RangeHypothesis } from '../../kinds/range/types'
import { formatInterval, formatNumber, formatPercent } from '../../text/format'
import { meanNumbers } from './mean'
import { divergedWords, type RunsByKey, yesNo } from './runWords'

/** One row a seed. */
export function rangeSamples({ samples, metric, at, low, high }: RangeEvidence, runs: RunsByKey): Table {
  const what = at === 'last-change' ? 'last change of' : (at ?? 'final')
  const rows = samples.map(({ seed, value, runKey }) => [
    seed,
    [formatNumber(value, 6), divergedWords(runKey, runs)],
    Number.isFinite(value) ? yesNo(low <= value && value <= high) : '–'
  ])
  return table(['seed', words`${what} ${metric}`, 'in the range'], rows, [0, 1])
}

/** The mean, and the number that the source reports. */
export function rangeNumbers(analysis: RangeAnalysis, p: number | null): Block {
  const { reported, low, high } = analysis
  const lines = [meanNumbers('value', analysis, p), `The range: ${formatNumber(low)} to ${formatNumber(high)}.`]
  if (reported !== null) {
    const { value, prediction } = reported
    const within = prediction.lower <= value && value <= prediction.upper ? 'inside' : 'outside'
    lines.push(
      `Beside the verdict: the reported ${formatNumber(value, 15)} lies ${within} the interval in which one further run would fall at level ${formatPercent(prediction.level)}: ${formatInterval(prediction)}.`
    )
  }
  return list(lines)
}

export function rangeRule({ arm, metric, at, low, high }: RangeHypothesis): Line {
  const what =
    at === 'last-change'
      ? words`relative change of ${metric} over the last epoch, |L_T/L_(T-1) - 1|,`
      : words`${at ?? 'final'} ${metric}`
  return words`The t interval of the mean ${what} of ${arm} over the seeds against the range of ${formatNumber(low)} to ${formatNumber(high)}: reproduced when the whole interval lies inside and no run diverged, refuted when it lies outside, inconclusive otherwise.`
}

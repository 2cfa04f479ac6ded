import { type Block, type Line, list, type Table, table, words } from '../../document/document'
import type { RateAnalysis, RateEvidence, RateHypothesis } from '../../kinds/rate/types'
import { formatCount, formatNumber } from '../../text/format'
import { meanNumbers } from './mean'

/** One row a run. */
export function rateSamples({ samples }: RateEvidence): Table {
  const headers = ['seed', 'x_1', 'slope', 'points', 'left out', 'R_T/T', 'remark']
  const rows = samples.map(({ seed, initialPoint, slope, numPoints, numLeftOut, averageRegret, why }) => [
    seed,
    formatNumber(initialPoint),
    slope === null ? '–' : formatNumber(slope),
    numPoints,
    numLeftOut,
    formatNumber(averageRegret),
    why === null ? '' : why === 'diverged' ? 'diverged' : 'not above zero: holds, without a slope'
  ])
  return table(headers, rows, [0, 1, 2, 3, 4, 5])
}

export function rateNumbers(analysis: RateAnalysis, p: number | null): Block {
  const { holding, numSeeds, notPositive, diverged, slopeBelow, over } = analysis
  const total = numSeeds + notPositive + diverged
  const counts = `${holding} of ${formatCount(total, 'run')} hold the claim (a slope below ${formatNumber(slopeBelow)}, or an average regret that is not above zero: ${notPositive}); ${diverged} diverged.`
  return list(over === 'seeds' ? [meanNumbers('slope', analysis, p), counts] : [counts])
}

export function rateRule({ arm, slopeBelow, over }: RateHypothesis): Line {
  const bound = formatNumber(slopeBelow)
  const decided =
    over === 'seeds'
      ? `Reproduced ("consistent with", never "goes to zero") when the whole t interval of the mean slope over the seeds lies below ${bound}; refuted when it lies above; inconclusive when ${bound} is inside. A regression's own error is not used.`
      : `The problem is deterministic, so there is no p value: reproduced when the slope is below ${bound} from every starting point, refuted when from none, inconclusive otherwise.`
  return words`The slope of ln(R_t/t) on ln t over the last decade of steps, R_t the regret of ${arm}, one slope a run. ${decided}`
}

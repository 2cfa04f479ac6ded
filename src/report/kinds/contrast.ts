import { type Block, type Line, list, type Table, table, words } from '../../document/document'
import type { ContrastAnalysis, ContrastEvidence, ContrastHypothesis } from '../../kinds/contrast/types'
import { mightStillArrive } from '../../kinds/shared/endPoints'
import type { Arrival } from '../../kinds/shared/types'
import { formatCount, formatInterval, formatNumber, formatP, formatPercent } from '../../text/format'
import { yesNo } from './runWords'

/** One row a seed. */
export function contrastSamples({ pairs, control, treatment, metric }: ContrastEvidence): Table {
  const arms = [control, treatment].flatMap((arm) => [words`last ${metric} of ${arm}`, words`${arm} arrived`])
  const rows = pairs.map((pair) => [
    pair.seed,
    formatNumber(pair.initialPoint),
    ...[pair.control, pair.treatment].flatMap((run) => [formatNumber(run.value, 6), arrivalWords(run)])
  ])
  return table(['seed', 'x_1', ...arms], rows, [0, 1, 2, 4])
}

function arrivalWords(run: Arrival): string {
  return mightStillArrive(run) ? 'still moving' : yesNo(run.reached)
}

/** The four-fold table and its test. */
export function contrastNumbers(analysis: ContrastAnalysis, p: number | null): Block[] {
  const { both, onlyTreatment, onlyControl, neither, interval } = analysis
  return [
    table(
      ['', 'control arrived', 'control did not'],
      [
        ['treatment arrived', both, onlyTreatment],
        ['treatment did not', onlyControl, neither]
      ],
      [1, 2]
    ),
    list([
      `Exact McNemar p = ${formatP(p)}. The treatment's share of the ${formatCount(onlyTreatment + onlyControl, 'seed')} that differ: Clopper-Pearson interval at level ${formatPercent(interval.level)}: ${formatInterval(interval)}, to be compared with 0.5.`
    ])
  ]
}

export function contrastRule({ treatment, control, metric, target, tolerance }: ContrastHypothesis): Line {
  return words`A run arrives when its last ${metric} is within ${formatNumber(tolerance)} of ${formatNumber(target)}. Over the seeds on which only one of the two arms arrives, exact McNemar test: reproduced when ${treatment} arrives alone significantly more often than ${control} does, refuted when less often, inconclusive otherwise. It says nothing of how far a run ended from the target.`
}

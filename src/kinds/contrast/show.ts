import { type Block, type Line, list, type Table, table, words } from '../../document/document'
import { agreeingRound } from '../../text/agreeingRound'
import { formatCount, formatInterval, formatNumber, formatP, formatPercent } from '../../text/format'
import { withLevel } from '../shared/decisionWords'
import type { Effect } from '../shared/effect'
import { mightStillArrive } from '../shared/endPoints'
import { sharePlace } from '../shared/place'
import { arrivalPlot, valueRow } from '../shared/plotRows'
import { yesNo } from '../shared/runWords'
import type { Arrival } from '../shared/types'
import type { ClaimPlot, Show } from '../show'
import { contrastFigure } from './figure'
import type { ContrastAnalysis, ContrastEvidence, ContrastHypothesis, ContrastTypes } from './types'

export const contrastShow: Show<ContrastTypes> = {
  rule: (shown) => withLevel(rule(shown.claim.hypothesis), shown),
  effect: (_, analysis) => effectOf(analysis),
  samples: ({ judgement }) => samplesTable(judgement.evidence),
  numbers: ({ judgement }) => numbers(judgement.analysis, judgement.p),
  figures: ({ judgement }, id) => [contrastFigure(judgement.evidence, id)],
  plot: ({ judgement }) => plotOf(judgement.evidence),
  place: (_, { onlyTreatment, onlyControl, interval }) => ({
    ...sharePlace(onlyTreatment, onlyTreatment + onlyControl, 0.5),
    interval
  })
}

/** The treatment's share of the seeds that differ. */
function effectOf({ onlyTreatment, onlyControl, numPairs, interval }: ContrastAnalysis): Effect {
  const differing = onlyTreatment + onlyControl
  return {
    unit: 'share of the seeds that differ',
    value: differing === 0 ? null : onlyTreatment / differing,
    interval,
    n: numPairs,
    words: () => `${onlyTreatment}:${onlyControl}`,
    bound: (share, digits, isShort = false) => agreeingRound(share * 100, [50], digits) + (isShort ? '' : ' %')
  }
}

/** One row a seed. */
function samplesTable({ pairs, control, treatment, metric }: ContrastEvidence): Table {
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
function numbers(analysis: ContrastAnalysis, p: number | null): Block[] {
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

function rule({ treatment, control, metric, target, tolerance }: ContrastHypothesis): Line {
  return words`A run arrives when its last ${metric} is within ${formatNumber(tolerance)} of ${formatNumber(target)}. Over the seeds on which only one of the two arms arrives, exact McNemar test: reproduced when ${treatment} arrives alone significantly more often than ${control} does, refuted when less often, inconclusive otherwise. It says nothing of how far a run ended from the target.`
}

function plotOf({ target, tolerance, metric, control, treatment, pairs }: ContrastEvidence): ClaimPlot {
  const rows = pairs.flatMap((pair) => [
    valueRow(`seed ${pair.seed} a`, pair.control.value, pair.control.reached),
    valueRow(`seed ${pair.seed} b`, pair.treatment.value, pair.treatment.reached)
  ])
  return { title: `last value of ${metric}; a: ${control}, b: ${treatment}`, ...arrivalPlot(rows, target, tolerance) }
}

import { type Figure, figureOf } from '../../figures/figure'
import { named } from '../../figures/named'
import { BAND, FAINT_INK, OUTCOME_LOOKS, TREATMENT } from '../../figures/palette'
import { linearPercentTicks, PERCENT_LABEL } from '../../figures/percentTicks'
import { armName } from '../../text/armName'
import { formatNumber } from '../../text/format'
import { bothTrained } from '../comparison/failures'
import { epsilonOf, NoLogarithmError, pairEffect } from '../comparison/pairEffect'
import type { Pair } from '../comparison/types'
import { pointWords } from '../shared/runPoint'
import { finiteOrNull, shortName } from '../shared/sampleFigure'
import type { Shown } from '../show'
import { rivalHypothesis, rivalPairs } from './evidence'
import type { BestOfTypes, RivalAnalysis } from './types'

const WIDTH = 430

/**
 * Every other arm as a row, in the order of the mean ranks: the difference of each seed's pair, and the interval of their
 * mean, against the margin. It tells what a critical-difference diagram tells, by the differences that decide.
 */
export function bestOfFigure(shown: Shown<BestOfTypes>, id: string): Figure | null {
  const { claim, judgement } = shown
  const { hypothesis } = claim
  const { evidence, analysis } = judgement
  const { rivals, delta, meanRanks } = analysis
  if (evidence.rows.length === 0) return null
  const { margin } = hypothesis
  const percent = !('absolute' in margin) && epsilonOf(margin) === 0
  const labels = rivals.map(({ arm }, index) => labelOf(arm, meanRanks[index + 1]))
  const rows = rivals.flatMap(({ theta, interval, standing }, index) => {
    const effect = pairEffect(claim, rivalHypothesis(hypothesis, hypothesis.others[index]!))
    const whole = {
      seed: 'all',
      value: null,
      center: theta,
      lower: finiteOrNull(interval?.lower ?? null),
      upper: finiteOrNull(interval?.upper ?? null)
    }
    const seeds = rivalPairs(evidence, index + 1).map((pair) => ({
      seed: String(pair.seed),
      value: effectOrNull(pair, effect),
      center: null,
      lower: null,
      upper: null
    }))
    return [...seeds, whole].map((row) => ({ other: labels[index]!, standing, ...row }))
  })
  const values = rows.flatMap(({ value, lower, upper }) => [value, lower, upper]).filter((each) => each !== null)
  const [least, most] = [Math.min(-delta, 0, ...values), Math.max(delta, 0, ...values)]
  const room = 0.05 * (most - least) || 1
  const [low, high] = [least - room, most + room]
  const order = labels
    .map((label, index) => ({ label, rank: meanRanks[index + 1] ?? index }))
    .sort((a, b) => a.rank - b.rank)
  const x = {
    type: 'quantitative',
    title: `${armName(hypothesis.arm)} ${percent ? 'against' : 'less'} the other, ${shortName(pointWords(evidence.metric, evidence.measure))}`,
    scale: { domain: [low, high], nice: false },
    axis: percent ? { values: linearPercentTicks(low, high), labelExpr: PERCENT_LABEL, grid: true } : { grid: true }
  }
  const y = {
    ...named(
      'other',
      order.map(({ label }) => label)
    ),
    title: null,
    axis: { ticks: false, domain: false }
  }
  const color = OUTCOME_LOOKS[judgement.verdict.outcome].color
  return figureOf({
    id: `${id}-others`,
    title: titleOf(shown),
    description: `Each point is a pair of runs that share a seed; the thick line is the interval of their mean. ${delta === 0 ? '' : 'The grey band is the margin. '}Others are ordered by their mean rank.`,
    rows,
    numbers: ['value', 'center', 'lower', 'upper'],
    drawing: {
      width: WIDTH,
      height: { step: 30 },
      encoding: { y },
      layer: [
        ...(delta === 0
          ? []
          : [
              {
                data: { values: [{ from: -delta, to: delta }] },
                mark: { type: 'rect', color: BAND },
                encoding: { x: { ...x, field: 'from' }, x2: { field: 'to' }, y: null }
              }
            ]),
        {
          data: { values: [{ zero: 0 }] },
          mark: { type: 'rule', strokeDash: [3, 3], color: FAINT_INK },
          encoding: { x: { ...x, field: 'zero' }, y: null }
        },
        {
          transform: [{ filter: 'isValid(datum.value)' }],
          mark: { type: 'point', size: 26, opacity: 0.65, color: TREATMENT, yOffset: -6 },
          encoding: { x: { ...x, field: 'value' } }
        },
        {
          transform: [{ filter: 'isValid(datum.lower) && isValid(datum.upper)' }],
          mark: { type: 'rule', strokeWidth: 2.5, color, yOffset: 6 },
          encoding: { x: { ...x, field: 'lower' }, x2: { field: 'upper' } }
        },
        {
          transform: [{ filter: 'isValid(datum.center)' }],
          mark: { type: 'point', filled: true, size: 70, opacity: 1, color, yOffset: 6 },
          encoding: { x: { ...x, field: 'center' } }
        }
      ]
    }
  })
}

function titleOf({ claim: { hypothesis }, judgement: { analysis } }: Shown<BestOfTypes>): string {
  const { rivals, meanRanks } = analysis
  const count = (standing: RivalAnalysis['standing']) => rivals.filter((rival) => rival.standing === standing).length
  const name = hypothesis.among === true ? 'no worse than' : 'better than'
  const beaten = count('beaten') === 0 ? '' : `, beaten by ${count('beaten')}`
  return `${labelOf(hypothesis.arm, meanRanks[0])}: ${name} ${count('shown')} of ${rivals.length} others${beaten}; ${hypothesis.better} is better`
}

function labelOf(arm: string, rank: number | undefined): string {
  return rank === undefined ? armName(arm) : `${armName(arm)} (rank ${formatNumber(rank, 3)})`
}

function effectOrNull(pair: Pair, effect: ReturnType<typeof pairEffect>): number | null {
  if (!bothTrained(pair)) return null
  try {
    return finiteOrNull(effect(pair.control.value, pair.treatment.value))
  } catch (error) {
    if (error instanceof NoLogarithmError) return null
    throw error
  }
}

import { FIGURE_WIDTH, type Figure, figureOf } from '../../figures/figure'
import { OUTCOME_LOOKS, TREATMENT } from '../../figures/palette'
import { effectWords } from '../shared/effect'
import { pointWords } from '../shared/runPoint'
import { finiteOrNull, shortName } from '../shared/sampleFigure'
import type { Shown } from '../show'
import { trendEffect } from './effect'
import { levelNumber } from './levelNumber'
import type { TrendTypes } from './types'
import { factorOf, trendSubject } from './words'

/** Values that span more than this factor are drawn on a logarithmic scale. */
const LINEAR_SPAN = 5

/** Every seed as a thin line over the levels, their mean as a thick one. */
export function trendFigure(shown: Shown<TrendTypes>, id: string): Figure | null {
  const { claim, judgement } = shown
  const { hypothesis } = claim
  const { evidence, analysis, verdict } = judgement
  const { levels, rows } = evidence
  if (rows.length === 0) return null
  const isGap = levels[0]!.control !== null
  const points = rows.flatMap(({ seed, task, runs, controls }) =>
    levels.map(({ value }, level) => ({
      seed: task === undefined ? String(seed) : `${seed} of ${task}`,
      level: value,
      value: finiteOrNull(levelNumber(claim, runs[level]!, controls?.[level] ?? null))
    }))
  )
  const known = points.flatMap(({ value }) => (value === null ? [] : [value]))
  const isLog = !isGap && known.every((value) => value > 0) && Math.max(...known) / Math.min(...known) > LINEAR_SPAN
  const isRank = hypothesis.scale === 'rank'
  const x = {
    field: 'level',
    type: isRank ? 'ordinal' : 'quantitative',
    title: shortName(factorOf(hypothesis)),
    ...(!isRank && {
      scale: { type: hypothesis.scale, nice: false, zero: false },
      axis: { values: levels.map(({ value }) => value), grid: false }
    })
  }
  const what = isGap
    ? evidence.transform === 'difference'
      ? 'arm - control'
      : 'ln(arm/control)'
    : shortName(pointWords(evidence.metric, evidence.measure))
  const y = { field: 'value', type: 'quantitative', title: what, scale: { zero: false, ...(isLog && { type: 'log' }) } }
  const { effect, interval } = effectWords(trendEffect(hypothesis, analysis))
  const valid = { transform: [{ filter: 'isValid(datum.value)' }] }
  return figureOf({
    id: `${id}-trend`,
    title: `${trendSubject(evidence, hypothesis)} over ${shortName(factorOf(hypothesis))}: ${effect} ${interval} over ${analysis.numSeeds} seeds`,
    description: 'Each thin line is a seed, at every level; the thick line is their mean.',
    rows: points,
    numbers: ['level', 'value'],
    drawing: {
      width: FIGURE_WIDTH - 180,
      height: 220,
      layer: [
        {
          ...valid,
          mark: {
            type: 'line',
            strokeWidth: 0.8,
            strokeOpacity: 0.5,
            color: TREATMENT,
            point: { size: 14, color: TREATMENT }
          },
          encoding: { x, y, detail: { field: 'seed' } }
        },
        {
          ...valid,
          mark: {
            type: 'line',
            strokeWidth: 2.6,
            color: OUTCOME_LOOKS[verdict.outcome].color,
            point: { size: 60, color: OUTCOME_LOOKS[verdict.outcome].color }
          },
          encoding: { x, y: { ...y, aggregate: 'mean' } }
        }
      ]
    }
  })
}

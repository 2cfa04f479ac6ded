import { type Figure, figureOf } from '../../figures/figure'
import { named } from '../../figures/named'
import { FAINT_INK, INK, TREATMENT } from '../../figures/palette'
import { formatPercent } from '../../text/format'
import type { CalibrationSummary } from '../data/calibrationSummary'

/** How often each decision rule was wrong in simulated studies whose truth lies on the boundary that it tests. */
export function calibrationChart({ alpha, studies, rules, cells }: CalibrationSummary): Figure | null {
  const rows = rules.flatMap(({ id, title }) =>
    cells
      .filter((cell) => cell.rule === id && cell.onBoundary)
      .map(({ errors, promised, wrong }) => ({
        rule: title,
        errors,
        promised: promised ? 'promised' : 'not promised',
        wrong: wrong.share,
        lower: wrong.lower,
        upper: wrong.upper
      }))
  )
  if (rows.length === 0) return null
  const kept = cells.filter(({ onBoundary, promised }) => onBoundary && promised)
  const worst = Math.max(0, ...kept.map(({ wrong }) => wrong.share))
  const wrong = { field: 'wrong', type: 'quantitative', title: 'share of wrong verdicts', axis: { format: '.0%' } }
  const y = { ...named('rule', [...new Set(rows.map(({ rule }) => rule))]), title: null }
  const color = {
    field: 'promised',
    type: 'nominal',
    scale: { domain: ['promised', 'not promised'], range: [TREATMENT, FAINT_INK] },
    legend: { title: 'error rate', symbolOpacity: 1 }
  }
  return figureOf({
    id: 'calibration',
    title: `Where a rule's assumption holds it was wrong in at most ${formatPercent(worst, 2)} of ${studies} simulated studies; nominal ${formatPercent(alpha)}`,
    description:
      'Each mark is a rule under one distribution of errors, the truth on the very boundary that the rule tests, where errors are most frequent. Filled: the rule promises its error rate there. Thin lines are 95 % Monte Carlo intervals, the dashed line is the nominal rate.',
    rows,
    numbers: ['wrong', 'lower', 'upper'],
    drawing: {
      width: 380,
      height: { step: 15 },
      layer: [
        {
          data: { values: [{ alpha }] },
          mark: { type: 'rule', strokeDash: [4, 3], color: INK },
          encoding: { x: { field: 'alpha', type: 'quantitative' } }
        },
        {
          mark: { type: 'rule', opacity: 0.4 },
          encoding: { x: { field: 'lower', type: 'quantitative' }, x2: { field: 'upper' }, y, color }
        },
        {
          mark: { type: 'point', size: 36, opacity: 1 },
          encoding: {
            x: wrong,
            y,
            color,
            shape: { field: 'errors', type: 'nominal', legend: { title: 'errors', columns: 6 } },
            fill: { condition: { test: "datum.promised === 'promised'", value: TREATMENT }, value: 'transparent' }
          }
        }
      ]
    }
  })
}

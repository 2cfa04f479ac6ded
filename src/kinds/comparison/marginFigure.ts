import type { Row } from '../../figures/csv'
import { type Figure, figureOf } from '../../figures/figure'
import { named } from '../../figures/named'
import { FAINT_INK, INK, outcomeEncoding } from '../../figures/palette'
import type { Shown } from '../show'
import { marginLine, marginText, outcomeWord } from './marginWords'
import type { AnyPaired } from './types'

/** How far beyond the last thing to see the margins go. */
const BEYOND = 1.25

/** The outcome by the margin: a bar for each stretch of margins with one outcome, in the row of that outcome. */
export function marginFigure(shown: Shown<AnyPaired>, id: string): Figure | null {
  const { claim, judgement } = shown
  const { margin } = claim.hypothesis
  const { marginCurve: curve, theta, delta } = judgement.analysis
  const line = marginLine(shown)
  if (curve === undefined || line === null || theta === null) return null
  const isShare = !('absolute' in margin)
  const scaled = (value: number) => (isShare ? 100 * value : value)
  const own = isShare ? margin.relative : margin.absolute
  const ofEffect = Math.abs(isShare ? Math.expm1(theta) : theta)
  const breaks = curve.flatMap(([upTo]) => upTo ?? [])
  const end = BEYOND * (Math.max(own, ofEffect, ...breaks) || 1)
  const rows = curve.map(([upTo, outcome], index): Row => {
    const from = curve[index - 1]?.[0] ?? 0
    return { from: scaled(from), to: scaled(upTo ?? end), outcome, word: outcomeWord(outcome) }
  })
  const names = [...new Set(curve.map(([, outcome]) => outcomeWord(outcome)))]
  const x = { type: 'quantitative', scale: { domain: [0, scaled(end)], nice: false } }
  return figureOf({
    id: `${id}-margins`,
    title: line,
    description: `What the claim would come to at every margin, by the same rule; the dashed line is its own${delta === 0 ? ', none' : `, ${marginText(own, margin)}`}.`,
    rows,
    numbers: ['from', 'to'],
    drawing: {
      width: 460,
      height: { step: 22 },
      layer: [
        {
          mark: { type: 'bar', height: { band: 0.6 } },
          encoding: {
            x: {
              ...x,
              field: 'from',
              title: isShare ? 'margin, %' : 'margin',
              axis: { tickCount: 6, grid: true }
            },
            x2: { field: 'to' },
            y: { ...named('word', names), title: null, axis: { ticks: false, domain: false } },
            color: outcomeEncoding('outcome').color
          }
        },
        {
          data: { values: [{ own: scaled(own) }] },
          mark: { type: 'rule', strokeDash: [5, 3], strokeWidth: 1.5, color: own === 0 ? FAINT_INK : INK },
          encoding: { x: { ...x, field: 'own' } }
        }
      ]
    }
  })
}

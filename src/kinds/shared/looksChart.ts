import type { Row } from '../../figures/csv'
import { type Figure, figureOf } from '../../figures/figure'
import { integerTicks } from '../../figures/integerTicks'
import { FAINT_INK, OUTCOME_LOOKS, outcomeEncoding, TREATMENT } from '../../figures/palette'
import { formatNumber } from '../../text/format'
import type { FindingsOf, KindTypes } from '../judged'
import type { SequentialAnalysis } from './types'

const MAX_TICKS = 12

/**
 * How the evidence grew with the seeds, and where it passed the threshold at which the claim is decided; null where the
 * number of seeds was fixed.
 */
export function looksChart(
  { alphaJ, verdict }: Pick<FindingsOf<KindTypes>, 'alphaJ' | 'verdict'>,
  sequential: SequentialAnalysis | null,
  id: string
): Figure | null {
  if (sequential === null) return null
  const rows = sequential.looks.flatMap(({ n, p, outcome, interval }): Row[] =>
    p === null || p <= 0
      ? []
      : [{ seeds: n, evidence: 1 / p, lower: interval?.lower ?? null, upper: interval?.upper ?? null, outcome }]
  )
  if (rows.length === 0) return null
  const { decidedAt, budget } = sequential
  const threshold = 1 / alphaJ
  const title =
    decidedAt === null
      ? `Not decided after ${rows.at(-1)!.seeds} of at most ${budget.max} seeds: the evidence stayed below ${formatNumber(threshold, 3)}`
      : `Decided at ${decidedAt} of at most ${budget.max} seeds: ${verdict.outcome}`
  const from = Math.min(budget.min, ...sequential.looks.map(({ n }) => n))
  const y = { type: 'quantitative', scale: { type: 'log' } }
  return figureOf({
    id: `${id}-looks`,
    title,
    description:
      "How the evidence grew as seeds were added: 1/p of the test of the claim's own bound, not of zero. At the dashed line it decides, if the interval leaves that bound out too.",
    rows,
    numbers: ['seeds', 'evidence', 'lower', 'upper'],
    drawing: {
      width: 460,
      height: 170,
      layer: [
        {
          mark: { type: 'line', interpolate: 'step-after', color: TREATMENT, strokeWidth: 1.5 },
          encoding: {
            x: {
              field: 'seeds',
              type: 'quantitative',
              title: 'seeds',
              scale: { domain: [from - 0.5, budget.max + 0.5], nice: false },
              axis: { values: integerTicks(from, budget.max, MAX_TICKS), format: 'd', grid: false }
            },
            y: {
              ...y,
              field: 'evidence',
              title: 'evidence 1/p (log)',
              axis: {
                values: decades(
                  rows.map(({ evidence }) => Number(evidence)),
                  threshold
                ),
                format: '~g'
              }
            }
          }
        },
        {
          mark: { type: 'point', filled: true, size: 45, opacity: 1 },
          encoding: {
            x: { field: 'seeds', type: 'quantitative' },
            y: { ...y, field: 'evidence' },
            ...outcomeEncoding('outcome')
          }
        },
        {
          data: { values: [{ threshold, words: `threshold ${formatNumber(threshold, 3)}` }] },
          mark: { type: 'rule', strokeDash: [5, 3], color: FAINT_INK },
          encoding: { y: { ...y, field: 'threshold' } }
        },
        {
          data: { values: [{ threshold, words: `threshold ${formatNumber(threshold, 3)}` }] },
          mark: { type: 'text', align: 'left', baseline: 'middle', color: FAINT_INK, fontSize: 10 },
          encoding: { x: { value: 465 }, y: { ...y, field: 'threshold' }, text: { field: 'words' } }
        },
        ...(decidedAt === null
          ? []
          : [
              {
                data: { values: [{ seeds: decidedAt }] },
                mark: { type: 'rule', color: OUTCOME_LOOKS[verdict.outcome].color, strokeDash: [2, 2] },
                encoding: { x: { field: 'seeds', type: 'quantitative' } }
              }
            ])
      ]
    }
  })
}

/** Powers of ten around the evidence and its threshold. */
function decades(evidence: readonly number[], threshold: number): number[] {
  const highest = Math.ceil(Math.log10(Math.max(threshold, ...evidence)))
  const every = Math.ceil((highest + 1) / 7)
  return Array.from({ length: Math.floor(highest / every) + 1 }, (_, index) => 10 ** (index * every))
}

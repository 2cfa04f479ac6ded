import { type Figure, figureOf } from '../../figures/figure'
import { named } from '../../figures/named'
import { CONTROL, INK, TREATMENT } from '../../figures/palette'
import { armName } from '../../text/armName'
import { plainLine, shorten } from '../../text/escape'
import { formatPercent } from '../../text/format'
import type { MeasuredSensitivity, SquareSensitivity } from '../sensitivity/types'
import { sourceWords } from '../sensitivity/words'

const EFFECT = 'the effect'

/** Which of the seeds the variance of the effect and of each arm comes from. */
export function varianceShares(
  report: MeasuredSensitivity,
  { analysis, size }: SquareSensitivity,
  id: string
): Figure | null {
  const { claim, settings } = report
  if (analysis === null) return null
  const control = armName(settings.control.arm)
  const treatment = armName(settings.treatment.arm)
  const parts = [
    [EFFECT, analysis.effect],
    [control, analysis.control],
    [treatment, analysis.treatment]
  ] as const
  const rows = parts.flatMap(([of, { factors, residual }]) =>
    [...factors, residual].map(({ name, share, variance, interval }) => ({
      of,
      source: sourceWords(report, name),
      share,
      variance,
      lower: interval.lower,
      upper: interval.upper,
      words: share === null ? '–' : `${formatPercent(share, 2)} ${of}`
    }))
  )
  const sources = [...analysis.effect.factors, analysis.effect.residual].filter(({ share }) => share !== null)
  const largest = [...sources].sort((a, b) => b.share! - a.share!)[0]
  if (largest === undefined) return null
  const names = [EFFECT, control, treatment]
  return figureOf({
    id: `${id}-variance`,
    title: `${formatPercent(largest.share!, 2)} of the variance of the effect of ${shorten(plainLine(claim.id), 60)} comes from ${sourceWords(report, largest.name)}`,
    description: `Share of the variance of one run with seeds of its own, from ${size} x ${size} pairs. The shares are noisy estimates: the table beside has the intervals of the variances.`,
    rows,
    numbers: ['share', 'variance', 'lower', 'upper'],
    drawing: {
      width: 420,
      height: { step: 15 },
      layer: [
        {
          mark: { type: 'bar', height: { band: 0.85 } },
          encoding: {
            x: {
              field: 'share',
              type: 'quantitative',
              title: 'share of the variance',
              scale: { domain: [0, 1] },
              axis: { format: '.0%' }
            },
            color: {
              field: 'of',
              type: 'nominal',
              scale: { domain: names, range: [INK, CONTROL, TREATMENT] },
              legend: { title: 'variance of' }
            }
          }
        },
        {
          mark: { type: 'text', align: 'left', dx: 4 },
          encoding: { x: { field: 'share', type: 'quantitative' }, text: { field: 'words' } }
        }
      ],
      encoding: {
        y: {
          ...named(
            'source',
            sources.map(({ name }) => sourceWords(report, name))
          ),
          title: null
        },
        yOffset: named('of', names)
      }
    }
  })
}

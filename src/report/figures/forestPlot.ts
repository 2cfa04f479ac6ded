import type { ListedOutcome } from '../../claims/outcomes'
import type { Row } from '../../figures/csv'
import { type Figure, figureOf } from '../../figures/figure'
import { named } from '../../figures/named'
import { BAND, FAINT_INK, INK, outcomeEncoding } from '../../figures/palette'
import { ratioScale } from '../../figures/ratioScale'
import { effectText } from '../../kinds/shared/effect'
import { plainLine, shorten } from '../../text/escape'
import { listedOutcome } from '../data/listedOutcome'
import type { Report, ReportClaim } from '../data/types'
import { effectOf, outcomesWords, statusWords } from '../words'
import { drawnEnds, placeOf } from './place'

/** A figure has no more lines: drawing takes longer than in proportion to them. */
const MAX_LINES = 500
const PLOT_WIDTH = 300
const ROW_HEIGHT = 19
const EFFECT_COLUMN = PLOT_WIDTH + 14
const VERDICT_COLUMN = EFFECT_COLUMN + 192

/** What neither scale holds is told in words. */
const PANELS = ['ratio', 'share', 'other'] as const
type Panel = (typeof PANELS)[number]

/**
 * Every claim of a report on a line: its effect with the interval and the margin, and its verdict as shape, colour and
 * word. Ratios, shares, and what neither scale holds stand below each other.
 *
 * @returns one figure, several of 500 claims each where there are more, none without claims
 */
export function forestPlot(report: Report): Figure[] {
  const all = report.claims.map(rowOf)
  const ratios = ratioNumbers(all)
  const starts = all.map((_, index) => index).filter((index) => index % MAX_LINES === 0)
  return starts.map((start) => partOf(report, all.slice(start, start + MAX_LINES), ratios, start))
}

/** @param ratios of all parts: they have one scale */
function partOf(report: Report, rows: readonly ForestRow[], ratios: Ratios, start: number): Figure {
  const panels = PANELS.filter((panel) => rows.some((row) => row.panel === panel))
  const isWhole = rows.length === report.claims.length
  const which = isWhole ? '' : ` (claims ${start + 1} to ${start + rows.length})`
  return figureOf({
    id: start === 0 ? 'all-claims' : `all-claims-${start + 1}`,
    title: outcomesWords('claim', report.claims).replace(/\.$/, '') + which,
    description:
      'Each line is a claim. The mark is the measured effect, the line through it its interval. A difference inside the grey band is too small to matter. A share has to be above the tick. Shape, colour and word tell the verdict.',
    rows,
    numbers: ['center', 'lower', 'upper', 'bandFrom', 'bandTo', 'threshold'],
    drawing: {
      vconcat: panels.map((panel) =>
        panelOf(
          panel,
          rows.filter((row) => row.panel === panel),
          ratios
        )
      ),
      spacing: 26
    }
  })
}

interface ForestRow extends Row {
  readonly claim: string
  readonly panel: Panel
  readonly outcome: ListedOutcome
  readonly center: number | null
  readonly lower: number | null
  readonly upper: number | null
  readonly bandFrom: number | null
  readonly bandTo: number | null
}

function rowOf(entry: ReportClaim, index: number): ForestRow {
  const outcome = listedOutcome(entry)
  const measured = entry.kind === 'judged' && outcome !== 'not-measured' ? entry : null
  const { panel = 'other', center = null, interval = null, reference = null } = placeOf(entry) ?? {}
  const ratio = panel === 'ratio' && reference !== null
  return {
    claim: `${index + 1}. ${shorten(plainLine(entry.claim.id), 64)}`,
    panel,
    outcome,
    verdict: statusWords(entry),
    effect: measured === null ? '' : effectText(effectOf(measured.claim, measured.judgement)),
    center,
    ...drawnEnds(interval),
    bandFrom: ratio ? -reference : null,
    bandTo: ratio ? reference : null,
    threshold: panel === 'share' ? reference : null
  }
}

type Ratios = readonly (number | null)[]

function ratioNumbers(rows: readonly ForestRow[]): Ratios {
  return rows
    .filter(({ panel }) => panel === 'ratio')
    .flatMap(({ center, lower, upper, bandFrom, bandTo }) => [center, lower, upper, bandFrom, bandTo])
}

function panelOf(panel: Panel, rows: readonly ForestRow[], ratios: Ratios): object {
  const columns = textColumns()
  const base = {
    transform: [{ filter: { field: 'panel', equal: panel } }],
    width: PLOT_WIDTH,
    height: { step: ROW_HEIGHT },
    encoding: {
      y: {
        ...named(
          'claim',
          rows.map(({ claim }) => claim)
        ),
        title: null,
        axis: { ticks: false, domain: false, grid: true, tickBand: 'extent', labelPadding: 8 }
      }
    }
  }
  if (panel === 'other') return { ...base, layer: [{ mark: { type: 'point', opacity: 0 } }, ...columns] }
  const x =
    panel === 'ratio'
      ? ratioScale(ratios, PLOT_WIDTH, "change of the treatment's value against the control's")
      : SHARE_SCALE
  const place = (field: string) => ({ field, type: 'quantitative', ...x })
  return {
    ...base,
    layer: [
      panel === 'ratio'
        ? {
            mark: { type: 'bar', height: { band: 0.9 }, color: BAND },
            encoding: { x: place('bandFrom'), x2: { field: 'bandTo' } }
          }
        : {
            transform: [{ filter: 'isValid(datum.threshold)' }],
            mark: { type: 'tick', thickness: 2, size: 13, color: FAINT_INK },
            encoding: { x: place('threshold') }
          },
      ...(panel === 'ratio'
        ? [{ mark: { type: 'rule', strokeDash: [3, 3] }, encoding: { x: { datum: 0, ...x }, y: null } }]
        : []),
      {
        transform: [{ filter: 'isValid(datum.lower) && isValid(datum.upper)' }],
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: {
          x: place('lower'),
          x2: { field: 'upper' },
          color: outcomeEncoding('outcome').color
        }
      },
      {
        transform: [{ filter: 'isValid(datum.center)' }],
        mark: { type: 'point', filled: true, size: 64, opacity: 1 },
        encoding: { x: place('center'), ...outcomeEncoding('outcome') }
      },
      ...columns
    ]
  }
}

/** Effect and verdict in words, to the right of the plot. */
function textColumns(): object[] {
  const column = (field: string, x: number, color: object) => ({
    mark: { type: 'text', align: 'left', baseline: 'middle' },
    encoding: { x: { value: x }, text: { field }, color }
  })
  return [
    {
      mark: { type: 'point', filled: true, size: 36, opacity: 1 },
      encoding: { x: { value: VERDICT_COLUMN }, ...outcomeEncoding('outcome') }
    },
    column('effect', EFFECT_COLUMN, { value: INK }),
    column('verdict', VERDICT_COLUMN + 9, { value: INK })
  ]
}

const SHARE_SCALE = {
  title: 'share of seeds, starting points, settings or members that hold the claim',
  scale: { domain: [0, 1] },
  axis: { format: '.0%', values: [0, 0.2, 0.4, 0.6, 0.8, 1], grid: true }
}

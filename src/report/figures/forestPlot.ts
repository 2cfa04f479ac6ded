import type { ListedOutcome } from '../../claims/outcomes'
import type { Row } from '../../figures/csv'
import { type Figure, figureOf } from '../../figures/figure'
import { BAND, FAINT_INK, INK, outcomeEncoding } from '../../figures/palette'
import { ratioScale } from '../../figures/ratioScale'
import { showOf } from '../../kinds'
import { effectText } from '../../kinds/shared/effect'
import type { Place } from '../../kinds/show'
import { plainLine, shorten } from '../../text/escape'
import { listedOutcome } from '../data/listedOutcome'
import type { JudgedClaim, Report, ReportClaim } from '../data/types'
import { effectOf, statusWords } from '../words'

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
 */
export function forestPlot(report: Report): Figure | null {
  if (report.claims.length === 0) return null
  const rows = report.claims.map(rowOf)
  const panels = PANELS.filter((panel) => rows.some((row) => row.panel === panel))
  return figureOf({
    id: 'all-claims',
    title: titleOf(report),
    description:
      'Each line is a claim. The mark is the measured effect and the line its interval; the grey band is the margin within which a difference counts as none, the tick the share that has to be exceeded. Shape, colour and word tell the verdict.',
    rows,
    numbers: ['center', 'lower', 'upper', 'bandFrom', 'bandTo', 'threshold'],
    drawing: {
      vconcat: panels.map((panel) =>
        panelOf(
          panel,
          rows.filter((row) => row.panel === panel)
        )
      ),
      spacing: 26
    }
  })
}

function titleOf({ counts }: Report): string {
  const undecided = counts.inconclusive + counts['not-evaluable']
  const unmeasured = counts['not-measured'] ?? 0
  const short = counts['below-margin']
  const parts = [
    `${counts.reproduced} of ${counts.claims} claims hold`,
    `${counts.refuted} do not`,
    ...(short > 0 ? [`${short} by less than the margin`] : []),
    ...(undecided > 0 ? [`${undecided} are undecided`] : []),
    ...(unmeasured > 0 ? [`${unmeasured} are not measured`] : []),
    ...(counts['could-not-run'] > 0 ? [`${counts['could-not-run']} could not run`] : [])
  ]
  return parts.join(', ')
}

interface ForestRow extends Row {
  readonly panel: Panel
  readonly outcome: ListedOutcome
}

function rowOf(entry: ReportClaim, index: number): ForestRow {
  const outcome = listedOutcome(entry)
  const measured = entry.kind === 'judged' && outcome !== 'not-measured' ? entry : null
  const place = measured === null ? null : placeOf(measured)
  const { panel = 'other', center = null, interval = null, reference = null } = place ?? {}
  const ratio = panel === 'ratio' && reference !== null
  return {
    claim: `${index + 1}. ${shorten(plainLine(entry.claim.id), 64)}`,
    panel,
    outcome,
    verdict: statusWords(entry),
    effect: measured === null ? '' : effectText(effectOf(measured.claim, measured.judgement)),
    center,
    lower: finite(interval?.lower),
    upper: finite(interval?.upper),
    bandFrom: ratio ? -reference : null,
    bandTo: ratio ? reference : null,
    threshold: panel === 'share' ? reference : null
  }
}

function placeOf({ claim, judgement }: JudgedClaim): Place | null {
  return showOf(claim).place?.(claim.hypothesis, judgement.analysis) ?? null
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}

function panelOf(panel: Panel, rows: readonly ForestRow[]): object {
  const columns = textColumns()
  const base = {
    transform: [{ filter: { field: 'panel', equal: panel } }],
    width: PLOT_WIDTH,
    height: { step: ROW_HEIGHT },
    encoding: {
      y: {
        field: 'claim',
        type: 'nominal',
        sort: rows.map(({ claim }) => claim),
        title: null,
        axis: { ticks: false, domain: false, grid: true, tickBand: 'extent', labelPadding: 8 }
      }
    }
  }
  if (panel === 'other') return { ...base, layer: [{ mark: { type: 'point', opacity: 0 } }, ...columns] }
  const numbers = rows.flatMap(({ center, lower, upper, bandFrom, bandTo }) => [center, lower, upper, bandFrom, bandTo])
  const x =
    panel === 'ratio'
      ? ratioScale(numbers, PLOT_WIDTH, "change of the treatment's value against the control's")
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

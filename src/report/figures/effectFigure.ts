import type { ListedOutcome } from '../../claims/outcomes'
import { type Figure, figureOf } from '../../figures/figure'
import { BAND, FAINT_INK, outcomeEncoding } from '../../figures/palette'
import { ratioScale } from '../../figures/ratioScale'
import { showOf } from '../../kinds'
import type { Place } from '../../kinds/show'
import { listedOutcome } from '../data/listedOutcome'
import type { JudgedClaim, ReportClaim } from '../data/types'

const WIDTH = 250
const HEIGHT = 26

interface Placed {
  readonly place: Place
  readonly outcome: ListedOutcome
}

/** Where a claim that was measured stands on one of two scales; null where it stands on neither. */
function placeOf(entry: ReportClaim): Placed | null {
  if (entry.kind !== 'judged') return null
  const outcome = listedOutcome(entry)
  if (outcome === 'not-measured') return null
  const place = placeOfJudged(entry)
  return place === null ? null : { place, outcome }
}

function placeOfJudged({ claim, judgement }: JudgedClaim): Place | null {
  return showOf(claim).place?.(claim.hypothesis, judgement.analysis) ?? null
}

/**
 * The effects of a few claims, a small figure each: the mark, its interval, and the margin or the share to exceed. Those on
 * one scale have the same axis, so that they can be compared.
 *
 * @returns by claim id; none for a claim that stands on neither scale
 */
export function effectFigures(
  entries: readonly ReportClaim[],
  idOf: (entry: ReportClaim) => string
): ReadonlyMap<string, Figure> {
  const placed = entries.flatMap((entry) => {
    const at = placeOf(entry)
    return at === null ? [] : [{ entry, ...at }]
  })
  const ratios = placed.filter(({ place }) => place.panel === 'ratio').flatMap(({ place }) => numbersOf(place))
  return new Map(
    placed.map(({ entry, ...at }) => [entry.claim.id, { ...figureFor(idOf(entry), at, ratios), isSmall: true }])
  )
}

function numbersOf({ center, interval, reference }: Place): number[] {
  const ends = [center, interval?.lower, interval?.upper, reference, reference === null ? null : -reference]
  return ends.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
}

function figureFor(id: string, { place, outcome }: Placed, ratios: readonly number[]): Figure {
  const { panel, center, interval, reference } = place
  const isRatio = panel === 'ratio'
  const x = isRatio ? { ...ratioScale(ratios, WIDTH, ''), title: null } : SHARES
  const at = (field: string) => ({ field, type: 'quantitative', ...x })
  const finite = (value: number | undefined) => (value !== undefined && Number.isFinite(value) ? value : null)
  const row = {
    outcome,
    center,
    lower: finite(interval?.lower),
    upper: finite(interval?.upper),
    from: isRatio && reference !== null ? -reference : null,
    to: reference
  }
  return figureOf({
    id,
    title: 'The effect with its interval',
    description: isRatio
      ? 'The mark is the effect, the line its interval, the grey band the margin.'
      : 'The mark is the share, the line its interval, the tick the share to exceed.',
    rows: [row],
    numbers: ['center', 'lower', 'upper', 'from', 'to'],
    drawing: {
      width: WIDTH,
      height: HEIGHT,
      layer: [
        isRatio
          ? {
              transform: [{ filter: 'isValid(datum.from)' }],
              mark: { type: 'bar', height: HEIGHT - 2, color: BAND },
              encoding: { x: at('from'), x2: { field: 'to' } }
            }
          : {
              transform: [{ filter: 'isValid(datum.to)' }],
              mark: { type: 'tick', thickness: 2, size: HEIGHT - 6, color: FAINT_INK },
              encoding: { x: at('to') }
            },
        ...(isRatio ? [{ mark: { type: 'rule', strokeDash: [3, 3] }, encoding: { x: { datum: 0, ...x } } }] : []),
        {
          transform: [{ filter: 'isValid(datum.lower) && isValid(datum.upper)' }],
          mark: { type: 'rule', strokeWidth: 2.5 },
          encoding: { x: at('lower'), x2: { field: 'upper' }, color: outcomeEncoding('outcome').color }
        },
        {
          transform: [{ filter: 'isValid(datum.center)' }],
          mark: { type: 'point', filled: true, size: 90, opacity: 1 },
          encoding: { x: at('center'), ...outcomeEncoding('outcome') }
        }
      ]
    }
  })
}

const SHARES = {
  title: null,
  scale: { domain: [0, 1] },
  axis: { format: '.0%', values: [0, 0.5, 1], grid: true }
}

import { type Figure, figureOf } from '../../figures/figure'
import { BAND, FAINT_INK, outcomeEncoding } from '../../figures/palette'
import { ratioScale } from '../../figures/ratioScale'
import type { Place } from '../../kinds/show'
import { listedOutcome } from '../data/listedOutcome'
import type { ReportClaim } from '../data/types'
import { drawnEnds, placeOf } from './place'

const WIDTH = 250
const HEIGHT = 26

interface Placed {
  readonly entry: ReportClaim
  readonly place: Place
}

/**
 * The effects of a few claims, a small figure each: the mark, its interval, and the margin or the share to exceed. Those on
 * one scale have the same axis, so that they can be compared.
 *
 * @param numbers of the claims in the report, by id
 * @returns by claim id; none for a claim that stands on neither scale
 */
export function effectFigures(
  entries: readonly ReportClaim[],
  numbers: ReadonlyMap<string, number>
): ReadonlyMap<string, Figure> {
  const placed = entries.flatMap((entry): Placed[] => {
    const place = placeOf(entry)
    return place === null ? [] : [{ entry, place }]
  })
  const ratios = placed.filter(({ place }) => place.panel === 'ratio').flatMap(({ place }) => numbersOf(place))
  const scales: Scales = { ratio: { ...ratioScale(ratios, WIDTH, ''), title: null }, share: SHARES }
  return new Map(
    placed.map((at) => {
      const { id } = at.entry.claim
      return [id, { ...figureFor(at, numbers.get(id)!, scales), isSmall: true }]
    })
  )
}

type Scales = Readonly<Record<Place['panel'], object>>

function numbersOf({ center, interval, reference }: Place): number[] {
  const ends = [center, interval?.lower, interval?.upper, reference, reference === null ? null : -reference]
  return ends.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
}

function figureFor({ entry, place }: Placed, number: number, scales: Scales): Figure {
  const { panel, center, interval, reference } = place
  const isRatio = panel === 'ratio'
  const x = scales[panel]
  const at = (field: string) => ({ field, type: 'quantitative', ...x })
  const row = {
    outcome: listedOutcome(entry),
    center,
    ...drawnEnds(interval),
    from: isRatio && reference !== null ? -reference : null,
    to: reference
  }
  return figureOf({
    id: `effect-${number}`,
    title: `The effect of claim ${number}`,
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

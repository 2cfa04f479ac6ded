import seedrandom from 'seedrandom'
import { mean } from '../../stats/describe'
import { type PageTrend, pageTrend } from '../../stats/pageTrend'
import type { LocationTest } from '../comparison/locationTest'

/** Page's test; a stream of its own, so that its p depends on nothing but the sample. */
export function orderOf(rows: readonly (readonly number[])[]): PageTrend {
  return pageTrend(rows, seedrandom.alea('claimcheck/page'))
}

/**
 * The centre of the seeds' changes, with which Page's test of the order has to agree: where the slope puts it below a
 * reference of 0 or less it says that the values fall, above one of 0 or more that they rise, and the two-sided p of the order
 * must be as small.
 */
export function orderedLocation(location: LocationTest, order: PageTrend): LocationTest {
  const pOf = (side: 'below' | 'above') => Math.min(1, 2 * (side === 'below' ? order.pFalling : order.pRising))
  return {
    ...location,
    side: (reference, alpha, effort) => {
      const side = location.side(reference, alpha, effort)
      return saysOrder(side, reference) && pOf(side) > alpha ? 'contested' : side
    },
    test: (reference) => {
      const test = location.test(reference)
      const leans = mean(location.values) < reference ? 'below' : 'above'
      return saysOrder(leans, reference) ? { ...test, p: Math.max(test.p, pOf(leans)) } : test
    }
  }
}

function saysOrder(side: string, reference: number): side is 'below' | 'above' {
  return (side === 'below' && reference <= 0) || (side === 'above' && reference >= 0)
}

import type { LocationTest, ReferenceTest, Side } from './locationTest'
import type { Resolution } from './types'

/**
 * The centre of values each of which is only known to lie between two others: the tests and the interval of the values,
 * widened by how far their mean may be off. A position is decided where it is so whatever the true values are.
 *
 * @param location of the values
 * @param resolution where the mean of the true values lies
 */
export function resolvedLocationTest(location: LocationTest, { mean, lowest, highest }: Resolution): LocationTest {
  const [down, up] = [mean - lowest, highest - mean]
  return {
    values: location.values,
    ...(location.tied !== undefined && { tied: location.tied }),
    interval: (alpha) => {
      const { lower, upper, level } = location.interval(alpha)
      return { lower: lower - down, upper: upper + up, level }
    },
    side: (reference, alpha, effort): Side => {
      const side = location.side(reference, alpha, effort)
      // To stand at the upper end, up further, is to stand against a reference that is lower by as much.
      if (side === 'below') return location.side(reference - up, alpha, effort) === side ? side : 'unresolved'
      if (side === 'above') return location.side(reference + down, alpha, effort) === side ? side : 'unresolved'
      return side
    },
    test: (reference): ReferenceTest => {
      if (highest < reference) return location.test(reference - up)
      if (lowest > reference) return location.test(reference + down)
      const { pT, pFlip, pSkew } = location.test(reference)
      const never = (p: number | null) => (p === null ? null : 1)
      return { pT: never(pT), pFlip: never(pFlip), pSkew: never(pSkew), p: 1 }
    }
  }
}

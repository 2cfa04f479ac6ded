import fc from 'fast-check'
import { partialConjunctionP } from '../../../src/stats/partialConjunction'

/** All subsets of a size. */
function subsets<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]]
  return items.flatMap((item, index) => subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]))
}

const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 })

describe('partialConjunctionP', () => {
  it('is the largest Bonferroni p of the nulls that may all be true: the definition of Benjamini and Heller', () => {
    fc.assert(
      fc.property(pValues, fc.nat(), (ps, choice) => {
        const least = 1 + (choice % ps.length)
        const size = ps.length - least + 1
        const bonferroni = subsets(ps, size).map((nulls) => Math.min(1, size * Math.min(...nulls)))
        expect(partialConjunctionP(ps, least)).toBe(Math.max(...bonferroni))
      })
    )
  })

  it('is Bonferroni for one false null, and the largest p for all of them', () => {
    expect(partialConjunctionP([0.01, 0.5, 0.02], 1)).toBe(0.03)
    expect(partialConjunctionP([0.01, 0.5, 0.02], 3)).toBe(0.5)
    expect(partialConjunctionP([0.9, 0.8], 1)).toBe(1)
  })

  it('has no p for fewer than one false null, or more than there are', () => {
    expect(() => partialConjunctionP([0.1, 0.2], 0)).toThrow(RangeError)
    expect(() => partialConjunctionP([0.1, 0.2], 3)).toThrow(RangeError)
  })
})

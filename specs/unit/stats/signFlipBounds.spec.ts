import fc from 'fast-check'
import { normalStream, randomStream } from '../../../src/random/streams'
import { signFlipP } from '../../../src/stats/signFlip'
import { SignFlipBounds } from '../../../src/stats/signFlipBounds'

const holds = ({ lower, upper }: { lower: number; upper: number }, p: number) => {
  expect(lower).toBeLessThanOrEqual(p)
  expect(upper).toBeGreaterThanOrEqual(p)
}

describe('SignFlipBounds', () => {
  test.each([
    ['numbers of all sizes', fc.double({ min: -10, max: 10, noNaN: true })],
    ['ties and zeros', fc.integer({ min: -3, max: 3 })],
    ['one that dwarfs the others', fc.oneof(fc.constant(1e6), fc.double({ min: -1, max: 1, noNaN: true }))],
    ['the smallest and the largest numbers', fc.constantFrom(5e-324, -5e-324, 1e-300, 1e308, -1e308, 0, 1)]
  ])('hold p, of all and with each left out: %s', (_, value) => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 12 }), (values) => {
        const bounds = new SignFlipBounds(values)
        holds(bounds.ofAll(), signFlipP(values))
        values.forEach((_, index) => void holds(bounds.without(index), signFlipP(values.toSpliced(index, 1))))
      })
    )
  })

  test('lie close together at 30 values', () => {
    const normal = normalStream(randomStream(0, 'problem'))
    for (let i = 0; i < 10; i++) {
      const values = Array.from({ length: 30 }, () => 0.36 + normal())
      const bounds = new SignFlipBounds(values)
      for (const place of [0, 17]) {
        const { lower, upper } = bounds.without(place)
        holds({ lower, upper }, signFlipP(values.toSpliced(place, 1)))
        // Half a cell of rounding a value moves 15 of 8,192 cells across the limit at most, where the sum, with a
        // standard deviation of about .22 x 8,192 cells, has a density of .4 at most; twice that for two sides.
        expect(upper - lower).toBeLessThan((2 * 0.4 * 15 * 2) / (0.22 * 8192))
      }
    }
  })

  test('are those of the exact test only: above 34 values its p is drawn', () => {
    const values = Array.from({ length: 36 }, (_, i) => 1 + i)
    expect(new SignFlipBounds(values).ofAll()).toEqual({ lower: 0, upper: 1 })
    expect(new SignFlipBounds(values).without(0)).toEqual({ lower: 0, upper: 1 })
    expect(new SignFlipBounds(values.slice(1)).ofAll()).toEqual({ lower: 0, upper: 1 })
    const { lower, upper } = new SignFlipBounds(values.slice(1)).without(0)
    holds({ lower, upper }, 2 ** -33)
    expect(upper).toBeLessThan(1e-9)
  })

  test('say nothing of no number, and 1 where the sum is 0', () => {
    expect(new SignFlipBounds([]).ofAll()).toEqual({ lower: 0, upper: 1 })
    expect(new SignFlipBounds([1, -1]).ofAll()).toEqual({ lower: 1, upper: 1 })
  })
})

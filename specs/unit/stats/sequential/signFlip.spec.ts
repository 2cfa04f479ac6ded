import fc from 'fast-check'
import { signFlipE, signFlipProcess } from '../../../../src/stats/sequential/signFlip'
import { relativeError } from '../golden'
import { readSequentialGolden } from './golden'
import { meanOverSigns } from './meanOverSigns'

const SIZES = [0.31, 1.7, 0.02, 5.5, 1.7, 0.9, 3.3, 0.45, 12, 0.77, 2.2, 0.6]

/** The definition, one term after the other: what the code must equal, and what the mutants are made from. */
interface Design {
  readonly factor: (u: number, side: 1 | -1) => number
  readonly weight: number
  readonly scale: (values: readonly number[], i: number) => number
}
const DESIGN: Design = {
  factor: (u, side) => 1 + side * Math.tanh(u),
  weight: 1 / 8,
  scale: (values, i) => Math.sqrt(values.slice(0, i + 1).reduce((sum, x) => sum + x * x, 0) / (i + 1))
}

function definition(values: readonly number[], { factor, weight, scale }: Design): number {
  let sum = 0
  for (const k of [0.5, 1.4, 4.5, 16]) {
    for (const side of [1, -1] as const) {
      sum += values.reduce((product, x, i) => product * factor(x === 0 ? 0 : (k * x) / scale(values, i), side), weight)
    }
  }
  return sum
}

/** 2^12 patterns of 12 values: sums of 4096 numbers below 2048, each with rounding of 1e-13 of itself. */
const isFair = (design: Design, sizes: readonly number[]): boolean =>
  Math.abs(meanOverSigns(sizes, (values) => definition(values, design)) - 1) < 1e-9

describe('signFlipE', () => {
  test.each(readSequentialGolden().signFlip)('the definition in 50 digits: $name', ({ values, e }) => {
    for (const [m, ...logs] of e) {
      logs.forEach((log, i) => {
        // 160 multiplications deep in the power of exp(-|z|/5), and cancellation in y - m where the sample lies off 0
        expect(Math.abs(Math.log(signFlipE(values.slice(0, i + 1), m!)) - log)).toBeLessThan(1e-10)
      })
    }
  })

  test.each([1, 2, 3, 5, 8, 10, 12])('its mean over all sign patterns of %i values is 1', (n) => {
    expect(Math.abs(meanOverSigns(SIZES.slice(0, n), (values) => signFlipE(values, 0)) - 1)).toBeLessThan(1e-9)
  })

  test('also with ties, zeros and a huge value, about any centre', () => {
    for (const sizes of [
      [1, 1, 1, 1, 1, 1],
      [0, 0, 2, 0, 1, 1, 3],
      [1e-200, 1, 1e200, 3, 1e-5, 1]
    ]) {
      expect(Math.abs(meanOverSigns(sizes, (values) => signFlipE(values, 0)) - 1)).toBeLessThan(1e-9)
    }
    const shifted = meanOverSigns(SIZES.slice(0, 8), (v) =>
      signFlipE(
        v.map((x) => x + 7),
        7
      )
    )
    expect(Math.abs(shifted - 1)).toBeLessThan(1e-9)
  })

  test('is the definition that the mutants are made from', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 15 }), (values) => {
        // 1 - tanh(u) loses its digits in the definition: an absolute error of 1e-16 in each factor up to 2
        expect(relativeError(signFlipE(values, 0), definition(values, DESIGN))).toBeLessThan(1e-8)
      })
    )
  })

  test('is at most 2^n/2, and 1 for n = 0 and 1', () => {
    expect(signFlipE([], 3)).toBe(1)
    expect(signFlipE([5], 3)).toBeCloseTo(1, 14)
    for (let n = 2; n <= 40; n++) expect(signFlipE(new Array(n).fill(1), 0)).toBeLessThanOrEqual(2 ** n / 2)
  })

  test('does not overflow: 3,000 values of one sign, and then as many of the other', () => {
    expect(signFlipE(new Array(3000).fill(1), 0)).toBeGreaterThan(1e289)
    expect(Number.isFinite(signFlipE([...new Array(3000).fill(1), ...new Array(3000).fill(-1)], 0))).toBe(true)
    expect(signFlipProcess(2000).p(new Array(3000).fill(1), 0)).toBeLessThan(1e-289)
  })
})

describe('the exact mean-1 test', () => {
  const sizes = SIZES.slice(0, 9)

  test('accepts the definition', () => expect(isFair(DESIGN, sizes)).toBe(true))

  test('accepts s_i without the current value: that is a fair game too', () => {
    const scale = (values: readonly number[], i: number): number => (i === 0 ? 1 : DESIGN.scale(values, i - 1))
    expect(isFair({ ...DESIGN, scale }, sizes)).toBe(true)
  })

  const mutants: Record<string, Partial<Design>> = {
    'a factor 1 +- 1.1 tanh, cut off at 0': { factor: (u, side) => Math.max(0, 1 + side * 1.1 * Math.tanh(u)) },
    'a factor exp(+-tanh)': { factor: (u, side) => Math.exp(side * Math.tanh(u)) },
    'a logistic factor that is not normalised': { factor: (u, side) => 2 / (1 + Math.exp(-side * u)) + 0.001 },
    'a weight of 1/7': { weight: 1 / 7 },
    's_i about the running mean, which knows the signs': {
      scale: (values, i) => {
        const seen = values.slice(0, i + 1)
        const center = seen.reduce((sum, x) => sum + x, 0) / seen.length
        return i === 0 ? 1 : Math.sqrt(seen.reduce((sum, x) => sum + (x - center) ** 2, 0) / seen.length)
      }
    }
  }
  test.each(Object.entries(mutants))('rejects %s', (_, mutant) => {
    expect(isFair({ ...DESIGN, ...mutant }, sizes)).toBe(false)
  })
})

describe('signFlipProcess', () => {
  const sequenceOf = (values: readonly number[], alpha: number, first: number) =>
    signFlipProcess(first).sequence(values, alpha)

  test.each(readSequentialGolden().signFlip)('the hull found on a fine grid: $name', ({ values, hulls }) => {
    const tolerance = 1e-9 * (Math.max(...values) - Math.min(...values))
    for (const [alpha, first, n, lower, upper] of hulls) {
      const { interval } = sequenceOf(values.slice(0, n), alpha, first).at(-1)!
      const width = Math.max(...values.slice(0, n)) - Math.min(...values.slice(0, n))
      const bounds = [
        [interval.lower, lower, -1],
        [interval.upper, upper, 1]
      ] as const
      for (const [actual, expected, side] of bounds) {
        if (expected === null) expect(side * actual).toBeGreaterThan(29 * width)
        // never inside the true set, and hardly outside
        else {
          expect(side * (actual - expected)).toBeGreaterThan(-1e-12 * Math.max(1, Math.abs(expected)))
          expect(side * (actual - expected)).toBeLessThan(tolerance)
        }
      }
    }
  })

  test('leaves no member out, and ends at one: 2,000 centres, whole and broken numbers', () => {
    const value = fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -5, max: 5, noNaN: true }))
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 6, maxLength: 12 }),
        fc.constantFrom(0.05, 0.02),
        fc.constantFrom(1, 8),
        (values, alpha, first) => {
          fc.pre(values.length >= first)
          const method = signFlipProcess(first)
          const { interval, contradictory } = method.sequence(values, alpha).at(-1)!
          fc.pre(!contradictory)
          const isMember = (m: number): boolean => method.p(values, m) > alpha
          for (let i = 0; i <= 2000; i++) {
            const m = 14 * ((i - 1000) / 1000) ** 3
            if (isMember(m)) expect(interval.lower <= m && m <= interval.upper).toBe(true)
          }
          for (const [bound, inwards] of [
            [interval.lower, 1],
            [interval.upper, -1]
          ] as const) {
            if (!Number.isFinite(bound)) continue
            // the search stops within 1e-10 of the range; a jump at the first value may leave its end out
            const near = [0, 1e-10, 1e-9, 1e-8].map((step) => method.p(values, bound + inwards * step))
            expect(Math.max(...near)).toBeGreaterThan(alpha * (1 - 1e-6))
          }
        }
      ),
      { numRuns: 30 }
    )
  })

  test('E is not unimodal: just above the largest value it is higher than further out, and the hull reaches on', () => {
    const values = [5, 3.5, 2.5, 2.5, 0.5, -1, -1.5, -2.5]
    expect(signFlipE(values, 5.01)).toBeGreaterThan(92)
    expect(signFlipE(values, 20)).toBeLessThan(92)
    expect(signFlipE(values, 1)).toBeLessThan(92)
    expect(
      signFlipProcess(8)
        .sequence(values, 1 / 92)
        .at(-1)!.interval.upper
    ).toBe(Infinity)
  })

  test('both sides are infinite below 6 values at alpha .05, whatever they are', () => {
    const looks = sequenceOf([3, 3, 3, 3, 3, 3, 3], 0.05, 1)
    for (const { interval } of looks.slice(0, 5)) {
      expect(interval).toEqual({ lower: -Infinity, upper: Infinity, level: 0.95 })
    }
    expect(looks[5]!.interval).toEqual({ lower: 3, upper: 3, level: 0.95 })
    expect(looks[6]!.interval).toEqual({ lower: 3, upper: 3, level: 0.95 })
  })

  test('contradictory looks: the sample moves away from where it had been shown to be', () => {
    const values = [...new Array(8).fill(0), ...new Array(30).fill(5)]
    const looks = sequenceOf(values, 0.05, 1)
    expect(looks[7]!.contradictory).toBe(false)
    const last = looks.at(-1)!
    expect(last.contradictory).toBe(true)
    // the look's own set, not the empty intersection
    expect(last.interval.lower).toBeGreaterThan(looks[7]!.interval.upper)
    expect(last.interval.upper).toBeGreaterThan(4)
    const first = looks.findIndex((look) => look.contradictory)
    expect(looks.slice(first).every((look) => look.contradictory)).toBe(true)
  })

  test('p leaves the reference out of the set exactly where it is at most alpha', () => {
    const values = [0.9, 1.4, 0.3, 1.1, 2, 0.7, 1.6, 0.2, 1.3]
    expect(signFlipProcess().p(values, 0)).toBeCloseTo(
      1 / Math.max(...values.map((_, i) => signFlipE(values.slice(0, i + 1), 0))),
      14
    )
    expect(signFlipProcess().p([], 0)).toBe(1)
    expect(signFlipProcess().p([1], 1)).toBe(1)
  })
})

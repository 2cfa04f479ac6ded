import fc from 'fast-check'
import { sequentialMethod } from '../../../../src/stats/sequential/sequentialMethod'

const NAMES = ['sign-flip', 'mixture-t', 'betting', 'pocock', 'obrien-fleming'] as const
const numbers = (maxLength: number) => fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength })

describe.each(NAMES)('%s', (name) => {
  const method = sequentialMethod(name)

  test('has its name, and looks in ascending order up to the end', () => {
    expect(method.name).toBe(name)
    const looks = method.looks(30)
    expect(looks).toEqual([...looks].sort((a, b) => a - b))
    expect(looks.at(-1)).toBe(30)
    expect(method.looks(0)).toEqual([])
    expect(sequentialMethod(name, 10).looks(30)).toEqual(looks.filter((n) => n >= 10))
  })

  test('the looks of a prefix are the prefix of the looks', () => {
    fc.assert(
      fc.property(numbers(20), fc.nat(20), (values, length) => {
        const whole = method.sequence(values, 0.1)
        const prefix = method.sequence(values.slice(0, length), 0.1)
        expect(prefix).toEqual(whole.slice(0, prefix.length))
        expect(whole.map((look) => look.n)).toEqual(method.looks(values.length))
        expect(method.p(values, 0.1)).toBeLessThanOrEqual(method.p(values.slice(0, length), 0.1))
      }),
      { numRuns: 50 }
    )
  })

  test('intervals never widen before a contradiction, and hold the reference where p is above alpha', () => {
    fc.assert(
      fc.property(numbers(14), fc.constantFrom(0.05, 0.2), (values, alpha) => {
        const looks = method.sequence(values, alpha)
        looks.forEach(({ interval, contradictory, n }, i) => {
          expect(interval.level).toBe(1 - alpha)
          expect(interval.lower).toBeLessThanOrEqual(interval.upper)
          if (contradictory) return
          if (i > 0) {
            expect(interval.lower).toBeGreaterThanOrEqual(looks[i - 1]!.interval.lower)
            expect(interval.upper).toBeLessThanOrEqual(looks[i - 1]!.interval.upper)
          }
          const p = method.p(values.slice(0, n), 0)
          if (p > alpha * (1 + 1e-9)) {
            // bounds may be off by their rounding
            expect(interval.lower).toBeLessThanOrEqual(1e-12)
            expect(interval.upper).toBeGreaterThanOrEqual(-1e-12)
          }
        })
      }),
      { numRuns: 60 }
    )
  })

  test('turning all signs mirrors it', () => {
    fc.assert(
      fc.property(numbers(13), (values) => {
        const there = method.sequence(values, 0.1)
        const back = method.sequence(
          values.map((x) => -x),
          0.1
        )
        there.forEach(({ interval, contradictory }, i) => {
          expect(back[i]!.contradictory).toBe(contradictory)
          // the search for a bound stops at 1e-10 of the range
          expectNear(back[i]!.interval.upper, -interval.lower, 1e-8)
          expectNear(back[i]!.interval.lower, -interval.upper, 1e-8)
        })
        expect(
          method.p(
            values.map((x) => -x),
            -0.3
          )
        ).toBeCloseTo(method.p(values, 0.3), 10)
      }),
      { numRuns: 50 }
    )
  })

  test('n = 0, 1 and 2: nothing is known', () => {
    expect(method.sequence([], 0.05)).toEqual([])
    expect(method.p([], 0)).toBe(1)
    const bound = name === 'betting' ? 1 : Infinity
    for (const values of [[0.5], [0.5, 0.7], [0.5, 0.5]]) {
      for (const { interval } of method.sequence(values, 0.05)) {
        expect(interval).toEqual({ lower: -bound, upper: bound, level: 0.95 })
      }
      expect(method.p(values, 0)).toBeGreaterThan(0.05)
    }
  })

  test('NaN, infinities and levels outside (0, 1) are refused', () => {
    const values = [0.1, 0.2, 0.3, 0.1, 0.2, 0.3]
    for (const wrong of [Number.NaN, Infinity, -Infinity]) {
      expect(() => method.sequence([...values, wrong], 0.05)).toThrow(RangeError)
      expect(() => method.p([...values, wrong], 0)).toThrow(RangeError)
      expect(() => method.p(values, wrong)).toThrow(RangeError)
    }
    for (const alpha of [0, 1, -0.1, Number.NaN]) expect(() => method.sequence(values, alpha)).toThrow(RangeError)
    for (const firstLook of [0, 1.5, Number.NaN]) expect(() => sequentialMethod(name, firstLook)).toThrow(RangeError)
  })
})

describe.each(NAMES.filter((name) => name !== 'betting'))('%s, on any scale', (name) => {
  const method = sequentialMethod(name)

  test('scales with the values: exactly by powers of two, up to rounding otherwise', () => {
    const factor = fc.oneof(fc.constantFrom(2 ** -40, 0.25, 2 ** 60), fc.double({ min: 1e-3, max: 1e3, noNaN: true }))
    fc.assert(
      fc.property(numbers(13), factor, (values, scale) => {
        const isExact = Number.isInteger(Math.log2(scale))
        // numbers next to 0 lose digits when they are scaled down
        fc.pre(values.every((x) => x === 0 || Math.abs(x) > 1e-200))
        const there = method.sequence(values, 0.1)
        const scaled = method.sequence(
          values.map((x) => x * scale),
          0.1
        )
        there.forEach(({ interval }, i) => {
          if (isExact) {
            expect(scaled[i]!.interval.lower).toBe(interval.lower * scale)
            expect(scaled[i]!.interval.upper).toBe(interval.upper * scale)
          } else {
            expectNear(scaled[i]!.interval.lower, interval.lower * scale, 1e-7 * scale)
            expectNear(scaled[i]!.interval.upper, interval.upper * scale, 1e-7 * scale)
          }
        })
      }),
      { numRuns: 60 }
    )
  })

  const extremes: Record<string, number[]> = {
    'all ties': new Array(30).fill(0.3),
    'ties but one': [...new Array(15).fill(0), 1, ...new Array(14).fill(0)],
    zeros: new Array(30).fill(0),
    '1e308 both ways': Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? -1.7e308 : 1.7e308)),
    denormals: Array.from({ length: 30 }, (_, i) => (i % 4) * 5e-324),
    'all magnitudes': Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 1 : -1) * 10 ** (20 * i - 300)),
    'a hull as short as the numbers allow': [0, ...Array.from({ length: 29 }, (_, i) => 0.5 + (i % 2) * 2 ** -53)],
    'close to each other': Array.from({ length: 30 }, (_, i) => 1 + (i % 5) * Number.EPSILON)
  }
  test.each(Object.entries(extremes))('%s: a defined answer', (_, values) => {
    for (const { interval } of method.sequence(values, 0.05)) {
      expect(Number.isNaN(interval.lower) || Number.isNaN(interval.upper)).toBe(false)
      expect(interval.lower).toBeLessThanOrEqual(interval.upper)
    }
    for (const reference of [0, values[0]!, 1e308, -5e-324]) {
      const p = method.p(values, reference)
      expect(p >= 0 && p <= 1).toBe(true)
    }
  })

  test('zero variance: known exactly, once the level can be reached at all', () => {
    const last = method.sequence(new Array(30).fill(0.3), 0.05).at(-1)!
    expect(last.interval).toEqual({ lower: 0.3, upper: 0.3, level: 0.95 })
    expect(method.p(new Array(30).fill(0.3), 0.3)).toBe(1)
    expect(method.p(new Array(30).fill(0.3), 0.31)).toBeLessThan(0.05)
  })
})

function expectNear(actual: number, expected: number, tolerance: number): void {
  if (Number.isFinite(expected)) expect(Math.abs(actual - expected)).toBeLessThan(tolerance)
  else expect(actual).toBe(expected)
}

import fc from 'fast-check'
import { sequentialLocationTest } from '../../../../src/kinds/comparison/sequentialLocationTest'
import { sequentialMethod } from '../../../../src/stats/sequential/sequentialMethod'
import type { SequentialMethod } from '../../../../src/stats/sequential/types'
import { symmetric } from '../builders'

const METHODS = ['sign-flip', 'mixture-t', 'betting', 'pocock', 'obrien-fleming'] as const

describe('sequentialLocationTest', () => {
  test.each(METHODS)('%s: its interval and p are those of the method, after each number of values', (name) => {
    const values = symmetric(-0.3, 0.1, 30)
    const method = sequentialMethod(name, 6)
    const location = sequentialLocationTest(values, method)
    for (const n of [5, 6, 9, 13, 30]) {
      const look = method.sequence(values.slice(0, n), 0.05).at(-1)
      expect(location(n).interval(0.05)).toEqual(look?.interval ?? { lower: -Infinity, upper: Infinity, level: 0.95 })
      const { p, pSkew } = location(n).test(0)
      expect(p).toBe(Math.max(method.p(values.slice(0, n), 0), pSkew ?? 0))
      expect(pSkew === null).toBe(name === 'betting')
      expect(location(n).test(0)).toMatchObject({ pT: null, pFlip: null })
    }
  })

  test.each(METHODS)(
    '%s: a position needs p <= alpha, stands but for its skewness, and mirrors with the sign',
    (name) => {
      const mirror: Record<string, string> = { below: 'above', above: 'below' }
      const sample = fc
        .tuple(
          fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 1, maxLength: 16 }),
          fc.integer({ min: -3, max: 3 })
        )
        .map(([noise, center]) => noise.map((x) => center / 10 + x))
      fc.assert(
        fc.property(sample, fc.constantFrom(-0.05, 0, 0.05), fc.constantFrom(0.05, 0.2), (values, at, alpha) => {
          const method = sequentialMethod(name, 3)
          const location = sequentialLocationTest(values, method)
          const mirrored = sequentialLocationTest(
            values.map((value) => -value),
            method
          )
          let before: string = 'open'
          for (let n = 1; n <= values.length; n++) {
            const there = location(n).side(at, alpha)
            const isDecided = there !== 'open' && there !== 'skewed'
            if (isDecided) expect(location(n).test(at).p).toBeLessThanOrEqual(alpha)
            if (before !== 'open') expect([before, 'skewed', 'contradictory']).toContain(there)
            if (there !== 'skewed') before = there
            const { p } = location(n).test(at)
            // The methods find p and bounds to 1e-9 or better.
            if (Math.abs(p - alpha) > 1e-6) expect(mirrored(n).side(-at, alpha)).toBe(mirror[there] ?? there)
          }
        }),
        { numRuns: 60 }
      )
    }
  )

  test('looks that have nothing in common are neither below nor above', () => {
    const contradictory: SequentialMethod = {
      name: 'sign-flip',
      looks: (max) => [max],
      sequence: ({ length }, alpha) => [
        { n: length, interval: { lower: 1, upper: 2, level: 1 - alpha }, contradictory: true }
      ],
      p: () => 0.001,
      pOfT: null
    }
    expect(sequentialLocationTest([1, 2, 3], contradictory)(3).side(0, 0.05)).toBe('contradictory')
  })

  test('nothing is known without a value', () => {
    const location = sequentialLocationTest([], sequentialMethod('sign-flip', 6))(0)
    expect(location.side(0, 0.05)).toBe('open')
    expect(location.interval(0.05)).toEqual({ lower: -Infinity, upper: Infinity, level: 0.95 })
  })
})

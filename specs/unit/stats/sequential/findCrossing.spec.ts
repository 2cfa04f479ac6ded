import fc from 'fast-check'
import { bracketOf, findCrossing } from '../../../../src/stats/sequential/findCrossing'

describe('findCrossing', () => {
  test('closes in on a root, from either side', () => {
    const f = (x: number): number => x * x - 2
    for (const [inside, outside, root] of [
      [0, 2, Math.SQRT2],
      [0, -2, -Math.SQRT2]
    ] as const) {
      const found = findCrossing(f, bracketOf(f, inside, outside), 1e-12)
      expect(found.outside).toBeCloseTo(root, 11)
      expect(found.fInside).toBeLessThan(0)
      expect(found.fOutside).toBeGreaterThanOrEqual(0)
    }
  })

  test('needs few steps where f is smooth', () => {
    let calls = 0
    const f = (x: number): number => {
      calls++
      return Math.exp(x) - 5
    }
    findCrossing(f, bracketOf(f, 0, 10), 1e-10)
    // bisection would take 39
    expect(calls).toBeLessThan(25)
  })

  test('jumps, infinite values and a tolerance of 0 end too', () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, 1e-9), (jump, tolerance) => {
        const f = (x: number): number => (x < jump ? -Infinity : 1)
        fc.pre(jump > -1)
        const { inside, outside } = findCrossing(f, bracketOf(f, -1, 1), tolerance)
        expect(inside).toBeLessThan(jump)
        expect(outside).toBeGreaterThanOrEqual(jump)
        // neighbouring numbers at tolerance 0, but for those so near 0 that 200 halvings do not reach them
        expect(outside - inside).toBeLessThanOrEqual(Math.max(tolerance, 1e-15))
      })
    )
  })
})

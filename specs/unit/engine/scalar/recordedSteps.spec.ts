import fc from 'fast-check'
import { recordedSteps } from '../../../../src/engine/scalar/recordedSteps'

describe('recordedSteps', () => {
  it.each([
    [10, 4, [2, 5, 7, 10]],
    [3, 5, [1, 2, 3]],
    [7, 1, [7]]
  ])('%d steps at %d points', (numSteps, points, expected) => {
    expect(recordedSteps(numSteps, points)).toEqual(expected)
  })

  it('rises strictly from at least 1 to the last step, in gaps that differ by one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 500 }), (numSteps, points) => {
        const steps = recordedSteps(numSteps, points)
        expect(steps).toHaveLength(Math.min(points, numSteps))
        expect(steps.at(-1)).toBe(numSteps)
        const gaps = steps.map((step, i) => step - (i === 0 ? 0 : steps[i - 1]!))
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1)
        expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1)
      })
    )
  })
})

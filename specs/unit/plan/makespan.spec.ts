import fc from 'fast-check'
import { makespanMs } from '../../../src/plan/makespan'

describe('makespanMs', () => {
  test.each([
    [[], 2, 0],
    [[5], 3, 5],
    [[1, 2, 3], 1, 6],
    [[3, 3, 3], 2, 6],
    [[1, 1, 2], 2, 2],
    [[2, 3, 2, 3, 2], 2, 7]
  ])('%j on %d workers: %d', (durations, numWorkers, expected) => {
    expect(makespanMs(durations, numWorkers)).toBe(expected)
  })

  test('lies between what cannot be beaten and 4/3 of the best, whatever the order', () => {
    const tasks = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(tasks, fc.integer({ min: 1, max: 3 }), (durations, numWorkers) => {
        const ms = makespanMs(durations, numWorkers)
        expect(makespanMs([...durations].reverse(), numWorkers)).toBe(ms)
        const best = bestMakespan(durations, numWorkers)
        return ms >= best && ms <= (4 / 3) * best
      })
    )
  })
})

/** Of every assignment. */
function bestMakespan([first, ...rest]: readonly number[], numWorkers: number, busy: readonly number[] = []): number {
  if (first === undefined) return Math.max(0, ...busy)
  const workers = Array.from({ length: numWorkers }, (_, worker) => worker)
  return Math.min(
    ...workers.map((worker) => {
      const next = workers.map((each) => (busy[each] ?? 0) + (each === worker ? first : 0))
      return bestMakespan(rest, numWorkers, next)
    })
  )
}

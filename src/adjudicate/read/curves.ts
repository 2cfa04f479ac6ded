import type { Series } from '../../logs/series'

/**
 * Each value replaced by the mean of the last `count` until then (of fewer at the beginning), as returns of episodes are
 * reported.
 *
 * @example trailingMean({ epochs: [1, 2, 3], values: [1, 3, 5] }, 2).values // [1, 2, 4]
 */
export function trailingMean({ epochs, values }: Series, count: number): Series {
  if (count === 1) return { epochs, values }
  const means = values.map((_, index) => mean(values.slice(Math.max(0, index - count + 1), index + 1)))
  return { epochs, values: means }
}

/**
 * Each value replaced by the best until then, so that the final one is the best of the run. What is not a number stays.
 *
 * @example bestSoFar({ epochs: [1, 2, 3], values: [0.5, 0.7, 0.6] }, 'highest').values // [0.5, 0.7, 0.7]
 */
export function bestSoFar({ epochs, values }: Series, best: 'lowest' | 'highest' | null): Series {
  if (best === null) return { epochs, values }
  const better = best === 'lowest' ? Math.min : Math.max
  let found = best === 'lowest' ? Infinity : -Infinity
  return { epochs, values: values.map((value) => (found = better(found, value))) }
}

/** The mean of curves of logs side by side, counted from their ends; the epochs are those of the first one. */
export function averaged(curves: readonly Series[]): Series {
  const [first] = curves
  if (curves.length === 1) return first!
  const length = Math.min(...curves.map(({ values }) => values.length))
  const ends = curves.map(({ values }) => values.slice(values.length - length))
  const values = Array.from({ length }, (_, index) => mean(ends.map((end) => end[index]!)))
  return { epochs: first!.epochs.slice(first!.epochs.length - length), values }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

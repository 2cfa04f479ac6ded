import type { RunSeeds, SeedStream } from '../runs/types'

/**
 * Seeds of a K x K Latin square: init i in row i, order j in column j, dropout (i + j) mod K. Where dropout is no
 * factor its seed is the row's, so that the diagonal consists of ordinary pairs, whose runs a claim may already have.
 * Images and labels that a run draws (`problem`) go with init.
 *
 * @param size K, a whole number >= 1
 * @param first seed of the first level of each factor
 * @returns rows of cells
 * @throws RangeError where K or the seed is no such number
 * @example latinSquareSeeds(5, 0, false)[3][3] // { init: 3, order: 3, dropout: 3, problem: 3 }
 */
export function latinSquareSeeds(size: number, first: number, hasDropout: boolean): RunSeeds[][] {
  const levels = consecutive(size, first)
  return levels.map((init, i) =>
    levels.map((order, j) => ({ init, order, dropout: hasDropout ? levels[(i + j) % size]! : init, problem: init }))
  )
}

/**
 * Seeds of a design in which one stream varies and the others stay at the first seed. A stream that nothing draws from
 * goes with init: the runs are then those of a Latin square's first column (init) or row (order). So do images and labels
 * that a run draws (`problem`).
 *
 * @param size number of values, a whole number >= 1
 * @param drawn the streams that the experiment draws from
 * @throws RangeError where a number is no such number
 * @example oneStreamSeeds('order', 2, 0, ['init', 'order'])[1] // { init: 0, order: 1, dropout: 0, problem: 0 }
 */
export function oneStreamSeeds(
  stream: SeedStream,
  size: number,
  first: number,
  drawn: readonly SeedStream[]
): RunSeeds[] {
  return consecutive(size, first).map((seed) => {
    const init = stream === 'init' ? seed : first
    const order = stream === 'order' ? seed : first
    const dropout = !drawn.includes('dropout') ? init : stream === 'dropout' ? seed : first
    return { init, order, dropout, problem: init }
  })
}

function consecutive(count: number, first: number): number[] {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`${count} levels: a whole number >= 1 is needed`)
  if (!Number.isSafeInteger(first) || first < 0) throw new RangeError(`a seed is a non-negative integer, not ${first}`)
  return Array.from({ length: count }, (_, index) => first + index)
}

/**
 * Evaluates a function on a sample with each item left out in turn.
 *
 * @returns one result for each item, in order
 * @example leaveOneOut([1, 2, 4], (rest) => rest.length) // [2, 2, 2]
 */
export function leaveOneOut<Item, Result>(
  items: readonly Item[],
  evaluate: (rest: readonly Item[], leftOut: Item) => Result
): Result[] {
  return items.map((leftOut, index) => evaluate(items.toSpliced(index, 1), leftOut))
}

/**
 * Twice the mid-rank of each value, a whole number: the number below plus the number not above, plus 1. Equal values share
 * the mean of their ranks.
 *
 * @example doubledMidRanks([3, 1, 1]) // [6, 3, 3]
 */
export function doubledMidRanks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length
    const notAbove = values.filter((other) => other <= value).length
    return below + notAbove + 1
  })
}

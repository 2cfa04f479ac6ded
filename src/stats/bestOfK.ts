/**
 * Expected lowest loss of k trials drawn with replacement from the trials at hand: what a search of k trials would have
 * found, were the trials at hand all there are. Biased upwards for trials drawn at random (Tang et al. 2020).
 *
 * V = sum_j v_(j) [((N - j + 1)/N)^k - ((N - j)/N)^k], v ascending.
 *
 * @param losses N >= 1; a failed trial is Infinity
 * @param k number of trials, a whole number in [1, N]
 * @throws RangeError outside these ranges, or for NaN
 * @example expectedBestV([1, 2, 4], 2) // 15/9: 5, 3 and 1 of 9 draws end at 1, 2 and 4
 * @see Dodge et al. 2019, eq. 3 to 6
 */
export function expectedBestV(losses: readonly number[], k: number): number {
  const sorted = ascending(losses, k)
  const size = sorted.length
  return weightedSum(sorted, (j) => ((size - j + 1) / size) ** k - ((size - j) / size) ** k)
}

/**
 * Expected lowest loss of k trials drawn without replacement from the trials at hand: unbiased for trials that were
 * themselves drawn at random. Of a grid it describes and estimates nothing.
 *
 * U = sum_j v_(j) C(N - j, k - 1)/C(N, k), v ascending.
 *
 * @param losses N >= 1; a failed trial is Infinity
 * @param k number of trials, a whole number in [1, N]
 * @throws RangeError outside these ranges, or for NaN
 * @example expectedBestU([1, 2, 4], 2) // 4/3: two of the three pairs hold the 1
 * @see Tang et al. 2020, eq. 4
 */
export function expectedBestU(losses: readonly number[], k: number): number {
  const sorted = ascending(losses, k)
  const size = sorted.length
  let weight = k / size
  return weightedSum(sorted, (j) => {
    const current = weight
    weight *= size === j ? 0 : (size - j - k + 1) / (size - j)
    return current
  })
}

function ascending(losses: readonly number[], k: number): number[] {
  if (losses.some(Number.isNaN)) throw new RangeError('a loss is not a number')
  if (!Number.isSafeInteger(k) || k < 1 || k > losses.length) {
    throw new RangeError(`k must be a whole number in [1, ${losses.length}], not ${k}`)
  }
  return [...losses].sort((a, b) => a - b)
}

/** @param weightOf called with j = 1, 2, ..., N in turn */
function weightedSum(sorted: readonly number[], weightOf: (j: number) => number): number {
  return sorted.reduce((sum, loss, index) => {
    const weight = weightOf(index + 1)
    return weight === 0 ? sum : sum + weight * loss
  }, 0)
}

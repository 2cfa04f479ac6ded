/** Mean of a statistic over all 2^n ways to sign the sizes: the expectation under symmetry about 0, exactly. */
export function meanOverSigns(sizes: readonly number[], statistic: (values: readonly number[]) => number): number {
  let sum = 0
  for (let pattern = 0; pattern < 2 ** sizes.length; pattern++) {
    sum += statistic(sizes.map((size, i) => ((pattern >> i) & 1 ? size : -size)))
  }
  return sum / 2 ** sizes.length
}

/** Mean over all 0/1 sequences of length n under a share of ones. */
export function meanOverOutcomes(n: number, share: number, statistic: (ones: readonly boolean[]) => number): number {
  let sum = 0
  for (let pattern = 0; pattern < 2 ** n; pattern++) {
    const ones = Array.from({ length: n }, (_, i) => ((pattern >> i) & 1) === 1)
    const probability = ones.reduce((product, one) => product * (one ? share : 1 - share), 1)
    sum += probability * statistic(ones)
  }
  return sum
}

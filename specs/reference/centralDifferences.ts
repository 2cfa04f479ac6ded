/**
 * The slopes of f in each of the values, by (f(x + h) - f(x - h)) / 2h. The values are moved in place and put back.
 *
 * With h = 1e-5 a slope is off by h^2 |f'''| / 6, about 1e-11 for f of order 1, and by the rounding of f over h,
 * 1e-16 |f| / 1e-5 = 1e-11 |f|.
 */
export function centralDifferences(values: Float64Array, f: () => number): Float64Array {
  const h = 1e-5
  return Float64Array.from(values, (held, i) => {
    values[i] = held + h
    const above = f()
    values[i] = held - h
    const below = f()
    values[i] = held
    return (above - below) / (2 * h)
  })
}

/** The largest difference between two lists of numbers, as a share of the largest magnitude in either, at least 1. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.NaN
  let error = 0
  let scale = 1
  for (let i = 0; i < expected.length; i++) {
    // A maximum would lose a NaN.
    if (Number.isNaN(actual[i]! - expected[i]!)) return Number.NaN
    error = Math.max(error, Math.abs(actual[i]! - expected[i]!))
    scale = Math.max(scale, Math.abs(actual[i]!), Math.abs(expected[i]!))
  }
  return error / scale
}

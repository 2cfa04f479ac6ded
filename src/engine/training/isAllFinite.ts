/** Whether every value is a finite number. */
export function isAllFinite(values: ArrayLike<number>): boolean {
  // 0 * value is 0 for finite values only; one sum is faster than a branch for each.
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += 0 * values[i]!
  return sum === 0
}

/**
 * Ticks for something that is counted, evenly spaced: Vega's own may stand at halves, whatever its format then says.
 *
 * @param from and `to`: the first and the last count
 * @example integerTicks(1, 50, 5) // [10, 20, 30, 40, 50]
 * @example integerTicks(10, 11, 12) // [10, 11]
 */
export function integerTicks(from: number, to: number, maxTicks: number): number[] {
  const step = Math.ceil((to - from + 1) / maxTicks)
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, index) => (first + index) * step)
}

/**
 * So many of some items, evenly spread, the first and the last among them; all where there are no more.
 *
 * @param count at least 1
 * @example evenlySpread([1, 2, 3, 4, 5], 3) // [1, 3, 5]
 */
export function evenlySpread<Item>(items: readonly Item[], count: number): Item[] {
  if (count >= items.length) return [...items]
  const step = count === 1 ? 0 : (items.length - 1) / (count - 1)
  return Array.from({ length: count }, (_, index) => items[Math.round(index * step)]!)
}

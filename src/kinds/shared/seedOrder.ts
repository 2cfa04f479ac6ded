/** Seeds as they enter a verdict to which seeds are added: one after the other, whatever finished first. */
export interface SeedOrder<Item> {
  /** In seed order, without a gap, at most `max`. */
  readonly entered: readonly Item[]
  /** Seeds that were run and cannot enter: behind a missing one, or above the budget. */
  readonly left: readonly number[]
  /** Lowest seed that is missing although a later one was run; null where there is no gap. */
  readonly missing: number | null
}

/**
 * Arranges what was run by seed. A missing seed blocks those after it: else what finished early would decide what is
 * looked at.
 *
 * @param first seed of the first pair
 * @param max number of seeds that may enter
 * @example inSeedOrder([{ seed: 3 }, { seed: 0 }, { seed: 1 }], 0, 10)
 * // { entered: [{ seed: 0 }, { seed: 1 }], left: [3], missing: 2 }
 */
export function inSeedOrder<Item extends { readonly seed: number }>(
  items: readonly Item[],
  first: number,
  max: number
): SeedOrder<Item> {
  const sorted = items.toSorted((a, b) => a.seed - b.seed)
  const gap = sorted.findIndex(({ seed }, index) => seed !== first + index)
  const unbroken = gap < 0 ? sorted.length : gap
  const numEntered = Math.min(unbroken, max)
  return {
    entered: sorted.slice(0, numEntered),
    left: sorted.slice(numEntered).map(({ seed }) => seed),
    missing: gap < 0 ? null : first + gap
  }
}

import seedrandom from 'seedrandom'

/** More places have more than 252 halvings: these are drawn, not listed. */
const MOST_LISTED = 10
const NUM_DRAWN = 200

/**
 * The ways of halving places 0 to n - 1, as those of the half that selects (the larger one, of an odd number): all of
 * them where they are at most 252, else 200 that are drawn from a stream of their own, so that they depend on nothing
 * but n.
 *
 * @param n at least 2
 * @example halvings(4) // [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]
 */
export function halvings(n: number): readonly (readonly number[])[] {
  const size = Math.ceil(n / 2)
  const places = Array.from({ length: n }, (_, place) => place)

  if (n <= MOST_LISTED) return subsets(places, size)
  const random = seedrandom.alea('claimcheck/halvings')
  return Array.from({ length: NUM_DRAWN }, () => {
    const left = [...places]
    return Array.from({ length: size }, () => left.splice(Math.floor(random() * left.length), 1)[0]!).sort(
      (a, b) => a - b
    )
  })
}

function subsets(places: readonly number[], size: number): number[][] {
  if (size === 0) return [[]]
  return places.flatMap((place, index) => subsets(places.slice(index + 1), size - 1).map((rest) => [place, ...rest]))
}

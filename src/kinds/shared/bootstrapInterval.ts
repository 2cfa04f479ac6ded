import { bcaIntervalOf, NUM_RESAMPLES, resampledMeans } from '../../stats/bcaInterval'
import type { Interval } from '../../stats/interval'
import { bootstrapStream } from './bootstrapStream'

/** Up to so many values their places are kept: 14 MB, should samples of every size be judged. */
const MOST_KEPT = 52

/** By the number of values: what each draw of the stream chooses, resample by resample. */
const keptPlaces = new Map<number, Uint8Array>()

/**
 * BCa bootstrap interval of a mean, as it stands beside a verdict: 9,999 resamples by the stream that is the same for every
 * claim, so that samples of a size share which values are drawn.
 *
 * @param values at least 2 numbers
 * @param level in (0, 1)
 * @returns null where it is not defined
 * @example bootstrapInterval([1, 2, 3, 4, 10], 0.95).lower // 2
 */
export function bootstrapInterval(values: readonly number[], level: number): Interval | null {
  return bcaIntervalOf(values, level, (pool) =>
    pool.length > MOST_KEPT ? resampledMeans(pool, bootstrapStream(), NUM_RESAMPLES) : keptMeans(pool)
  )
}

/** The same means, to the bit: three at a time, since a sum waits for its last addend. */
function keptMeans(pool: Float64Array): Float64Array {
  const n = pool.length
  const places = placesOf(n)
  const means = new Float64Array(NUM_RESAMPLES)
  for (let i = 0; i < NUM_RESAMPLES; i += 3) {
    let [first, second, third] = [0, 0, 0]
    for (let at = i * n; at < (i + 1) * n; at++) {
      first += pool[places[at]!]!
      second += pool[places[at + n]!]!
      third += pool[places[at + 2 * n]!]!
    }
    means[i] = first / n
    means[i + 1] = second / n
    means[i + 2] = third / n
  }
  return means
}

function placesOf(n: number): Uint8Array {
  const known = keptPlaces.get(n)
  if (known !== undefined) return known
  const random = bootstrapStream()
  const places = new Uint8Array(NUM_RESAMPLES * n)
  for (let i = 0; i < places.length; i++) places[i] = Math.floor(random() * n)
  keptPlaces.set(n, places)
  return places
}

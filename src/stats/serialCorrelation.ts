import type { RandomStream } from '../random/streams'
import { mean } from './describe'
import { inSafeScale } from './unitScale'

/** Drawn orders that are as correlated, after which p is known well enough (Besag and Clifford), and orders at most. */
const HITS = 20
const MAX_DRAWS = 9999
/** Rounding of sums of products, against which orders are compared. */
const TOLERANCE = 1e-12

/** Lag-1 autocorrelation in the order in which values stand, and how often chance gives one as high. */
export interface SerialCorrelation {
  /** r1 = sum d_i d_(i+1) / sum d_i^2, d the distances from the mean; -1/n on average where the order means nothing. */
  readonly r1: number
  /** One-sided: that neighbours resemble each other, by random permutations of the order. */
  readonly p: number
}

/**
 * Serial correlation of values that stand in an order, with the permutation test against neighbours that resemble each
 * other (those that differ make intervals too wide, which misleads nobody): p is the share of random orders whose r1 is at
 * least as high. Orders are drawn until 20 are, at most 9,999: p = 20/draws, or
 * (1 + hits)/10,000, a valid p either way, and few draws where there is nothing to see.
 *
 * @param values in their order
 * @param random uniform draws in [0, 1)
 * @returns null with fewer than 4 values, or where they do not spread
 * @example serialCorrelation([1, 2, 3, 4, 5, 6, 7, 8], random).r1 // 0.625
 * @see Wald & Wolfowitz 1943; Besag & Clifford 1991, Biometrika 78, for the stopped test
 */
export function serialCorrelation(values: readonly number[], random: RandomStream): SerialCorrelation | null {
  const n = values.length
  if (n < 4) return null
  const { values: scaled } = inSafeScale(values)
  const center = mean(scaled)
  const distances = Float64Array.from(scaled, (value) => value - center)
  const squares = distances.reduce((sum, d) => sum + d * d, 0)
  if (squares === 0) return null
  const r1 = lagged(distances) / squares
  let hits = 0
  for (let draws = 1; draws <= MAX_DRAWS; draws++) {
    shuffle(distances, random)
    if (lagged(distances) / squares >= r1 - TOLERANCE) hits++
    if (hits === HITS) return { r1, p: HITS / draws }
  }
  return { r1, p: (1 + hits) / (1 + MAX_DRAWS) }
}

function lagged(distances: Float64Array): number {
  let sum = 0
  for (let i = 1; i < distances.length; i++) sum += distances[i - 1]! * distances[i]!
  return sum
}

/** Fisher and Yates, in place. */
function shuffle(values: Float64Array, random: RandomStream): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = values[i]!
    values[i] = values[j]!
    values[j] = held
  }
}

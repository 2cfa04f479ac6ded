import { sampleStandardDeviation } from './describe'
import { inSafeScale } from './unitScale'

/**
 * What pairing gained: (Var(a) + Var(b)) / Var(b - a), the factor by which unpaired runs would have to be more to
 * estimate the difference as precisely. Below 1 pairing did harm.
 *
 * @param a at least 2 numbers
 * @param b as many
 * @returns null where b - a has no spread
 * @throws RangeError where the sizes differ or are below 2
 * @example pairingGain([1, 2, 3], [1, 3, 2]) // 2
 */
export function pairingGain(a: readonly number[], b: readonly number[]): number | null {
  if (a.length !== b.length) throw new RangeError(`paired samples differ in size: ${a.length} and ${b.length}`)
  const { values } = inSafeScale([...a, ...b])
  const [x, y] = [values.slice(0, a.length), values.slice(a.length)]
  const ofDifference = sampleStandardDeviation(y.map((value, i) => value - x[i]!)) ** 2
  if (ofDifference === 0) return null
  return (sampleStandardDeviation(x) ** 2 + sampleStandardDeviation(y) ** 2) / ofDifference
}

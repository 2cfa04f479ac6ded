import { sampleStandardDeviation } from './describe'

/**
 * Pseudo-values of a weighted sum of ln of the standard deviations of several samples, by the jackknife: n L - (n - 1) L without the
 * unit, a unit having a value in each sample. Their mean estimates the sum, and scatters as its own standard error says, whatever
 * the shape of the values and however those of one unit depend on each other.
 *
 * @param samples one or more of at least 3 values each, those of one unit at the same place
 * @param weights one a sample
 * @returns one a unit; infinite or NaN where all but one of a sample's values are equal
 * @example spreadContrastPseudoValues([[1, 2, 4], [2, 4, 8]], [-1, 1]) // [0.6931..., 0.6931..., 0.6931...]: ln 2, three times
 * @see Miller 1968, Annals of Mathematical Statistics 39: Jackknifing variances; Layard 1973, JASA 68, of several samples
 */
export function spreadContrastPseudoValues(
  samples: readonly (readonly number[])[],
  weights: readonly number[]
): number[] {
  const n = samples[0]?.length ?? 0
  if (n < 3) throw new RangeError(`a spread needs 3 values, not ${n}`)
  if (samples.some((sample) => sample.length !== n)) throw new RangeError('samples differ in size')
  const contrast = (parts: readonly (readonly number[])[]) =>
    parts.reduce((sum, part, index) => sum + weights[index]! * Math.log(sampleStandardDeviation(part)), 0)
  const whole = contrast(samples)
  return samples[0]!.map(
    (_, unit) => n * whole - (n - 1) * contrast(samples.map((sample) => sample.toSpliced(unit, 1)))
  )
}

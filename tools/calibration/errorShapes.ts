import { normalStream, type RandomStream } from '../../src/random/streams'
import { normalCdf } from '../../src/stats/distributions'

/** How the paired differences scatter about their mean. */
export type ErrorShape = 'normal' | 't3' | 'contaminated' | 'exponential' | 'lognormal'

export const ERROR_SHAPES: readonly ErrorShape[] = ['normal', 't3', 'contaminated', 'exponential', 'lognormal']

/** What the shapes are, in words. */
export const ERROR_WORDS: Readonly<Record<ErrorShape, string>> = {
  normal: 'normal',
  t3: "Student's t, 3 degrees of freedom",
  contaminated: 'normal, 10 % of them with 5 times the standard deviation',
  exponential: 'exponential: skewness 2',
  lognormal: 'lognormal, sigma 1: skewness 6.2'
}

/** Standard deviation of a normal of which 10 % have 5 times the standard deviation. */
const CONTAMINATED_SD = Math.sqrt(0.9 + 0.1 * 25)
const T3_SD = Math.sqrt(3)
const LOGNORMAL_MEAN = Math.exp(0.5)
const LOGNORMAL_SD = Math.sqrt((Math.E - 1) * Math.E)
/** Bounded errors are held at this many standard deviations. */
export const BOUND = 5

export function isSymmetric(shape: ErrorShape): boolean {
  return shape === 'normal' || shape === 't3' || shape === 'contaminated'
}

/**
 * A stream of errors with mean 0 and standard deviation 1.
 *
 * @param random uniform draws in [0, 1)
 */
export function errorStream(shape: ErrorShape, random: RandomStream): () => number {
  const normal = normalStream(random)
  switch (shape) {
    case 'normal':
      return normal
    case 't3':
      return () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3) / T3_SD
    case 'contaminated':
      return () => (normal() * (random() < 0.1 ? 5 : 1)) / CONTAMINATED_SD
    case 'exponential':
      return () => -Math.log(1 - random()) - 1
    case 'lognormal':
      return () => (Math.exp(normal()) - LOGNORMAL_MEAN) / LOGNORMAL_SD
    default:
      throw new TypeError(`no shape ${shape satisfies never}`)
  }
}

/**
 * The same, held within +-BOUND and moved so that the mean is 0 again; |error| <= BOUND + 0.1. For rules that need
 * bounded differences and nothing else.
 */
export function boundedErrorStream(shape: ErrorShape, random: RandomStream): () => number {
  const error = errorStream(shape, random)
  const mean = boundedMean(shape)
  return () => Math.max(-BOUND, Math.min(BOUND, error())) - mean
}

/**
 * Mean of an error held within +-BOUND, in closed form.
 *
 * @example boundedMean('exponential') // -0.00247...: -exp(-6)
 */
export function boundedMean(shape: ErrorShape): number {
  switch (shape) {
    case 'normal':
    case 't3':
    case 'contaminated':
      return 0
    case 'exponential':
      return -Math.exp(-BOUND - 1)
    case 'lognormal': {
      // E[min(Y, k)] = e^(1/2) Phi(ln k - 1) + k (1 - Phi(ln k))
      const k = LOGNORMAL_MEAN + BOUND * LOGNORMAL_SD
      const capped = LOGNORMAL_MEAN * normalCdf(Math.log(k) - 1) + k * (1 - normalCdf(Math.log(k)))
      return (capped - LOGNORMAL_MEAN) / LOGNORMAL_SD
    }
    default:
      throw new TypeError(`no shape ${shape satisfies never}`)
  }
}

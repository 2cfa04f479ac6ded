import seedrandom from 'seedrandom'
import { normalStream } from '../../../../src/random/streams'

export type ErrorName = 'normal' | 't3' | 'contaminated' | 'exponential' | 'lognormal'

/** Standard deviation of the contaminated errors: 10 % of them have one of 5, the others of 1. */
export const CONTAMINATED_SD = Math.sqrt(0.9 + 0.1 * 25)

/** Errors with mean 0. */
export function errorStream(name: ErrorName, key: string): () => number {
  const uniform = seedrandom.alea(`specs/sequential/${key}/${name}`)
  const normal = normalStream(uniform)
  switch (name) {
    case 'normal':
      return normal
    case 't3':
      return () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3)
    case 'contaminated':
      return () => normal() * (uniform() < 0.1 ? 5 : 1)
    case 'exponential':
      return () => -Math.log(1 - uniform()) - 1
    case 'lognormal':
      return () => Math.exp(normal()) - Math.exp(0.5)
    default:
      throw new TypeError(`${name satisfies never}`)
  }
}

/** Mean of the draws of a study, with its Monte Carlo standard error. */
export function simulateMean(numStudies: number, study: () => number): { mean: number; standardError: number } {
  let [sum, squares] = [0, 0]
  for (let i = 0; i < numStudies; i++) {
    const value = study()
    sum += value
    squares += value * value
  }
  const mean = sum / numStudies
  return { mean, standardError: Math.sqrt(Math.max(0, squares / numStudies - mean * mean) / numStudies) }
}

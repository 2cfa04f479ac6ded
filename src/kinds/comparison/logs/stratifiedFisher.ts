import { logGamma } from '../../../stats/distributions'

/** How many runs of each arm failed at one setting. */
export interface FailureTable {
  readonly controlRuns: number
  readonly controlFailures: number
  readonly treatmentRuns: number
  readonly treatmentFailures: number
}

/** Probabilities are ties up to this factor, as in R's fisher.test. */
const TIE = 1 + 1e-7

/**
 * Exact two-sided test that both arms fail equally often, stratified over settings: given each setting's margins the
 * treatment's failures are a sum of independent hypergeometric numbers, and p adds up the outcomes that are no more
 * probable than the observed one. With one table it is Fisher's exact test.
 *
 * @param tables whole numbers, failures at most runs
 * @returns 1 without tables
 * @example stratifiedFisherP([{ controlRuns: 5, controlFailures: 0, treatmentRuns: 5, treatmentFailures: 5 }]) // 2/252
 * @see Fisher 1935; Cox 1970, The Analysis of Binary Data, section 5.2
 */
export function stratifiedFisherP(tables: readonly FailureTable[]): number {
  let distribution = [1]
  let observed = 0
  for (const table of tables) {
    const { smallest, probabilities } = hypergeometric(table)
    observed += table.treatmentFailures - smallest
    distribution = convolve(distribution, probabilities)
  }
  const limit = distribution[observed]! * TIE
  const p = distribution.filter((probability) => probability <= limit).reduce((sum, value) => sum + value, 0)
  return Math.min(1, p)
}

function hypergeometric({ controlRuns, controlFailures, treatmentRuns, treatmentFailures }: FailureTable) {
  const failures = controlFailures + treatmentFailures
  const smallest = Math.max(0, failures - controlRuns)
  const largest = Math.min(failures, treatmentRuns)
  const logTotal = logChoose(controlRuns + treatmentRuns, failures)
  const probabilities = Array.from({ length: largest - smallest + 1 }, (_, i) => {
    const k = smallest + i
    return Math.exp(logChoose(treatmentRuns, k) + logChoose(controlRuns, failures - k) - logTotal)
  })
  return { smallest, probabilities }
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}

function convolve(a: readonly number[], b: readonly number[]): number[] {
  const sums = new Array<number>(a.length + b.length - 1).fill(0)
  for (const [i, x] of a.entries()) for (const [j, y] of b.entries()) sums[i + j]! += x * y
  return sums
}

import type { Problem } from '../runs/synthetic/types'
import { bestFixedPoint } from './bestFixedPoint'

/** Sums of decimal fractions that should cancel leave this much of their terms. */
const ROUNDING = 1e-12

/**
 * The best fixed point by what a problem's slopes come to: over a cycle, or as an expectation.
 *
 *     periodic-linear    C + (P - 1) c        bernoulli-linear    p C + (1 - p) c
 *
 * @returns null where that is 0 and every point is as good
 * @example expectedBestPoint({ name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] }) // -1
 */
export function expectedBestPoint(problem: Problem): number | null {
  const { rareSlope, commonSlope } = problem
  const [rare, common] =
    problem.name === 'periodic-linear'
      ? [rareSlope, (problem.period - 1) * commonSlope]
      : [problem.probability * rareSlope, (1 - problem.probability) * commonSlope]
  const sum = rare + common
  if (Math.abs(sum) <= ROUNDING * Math.abs(rare)) return null
  return bestFixedPoint(sum, problem.domain)
}

import type { RandomStream } from '../../../src/random/streams'
import type { Problem } from '../../../src/runs/synthetic/types'

/**
 * The slope g_t of the linear loss f_t(x) = g_t x that is revealed at step t.
 *
 * `periodic-linear` (Reddi et al. 2018, section 3 and the online experiment of section 5):
 *
 *     f_t(x) = C x   if t mod P = 1,   else  c x       C = rareSlope, c = commonSlope, P = period
 *
 * `bernoulli-linear` (their stochastic experiment; u_t uniform on [0, 1), one draw a step, in the order of t):
 *
 *     f_t(x) = C x   if u_t < p,       else  c x       p = probability
 *
 * @param t the step, from 1
 * @param random the run's stream `problem`; drawn from once a call by `bernoulli-linear`, never by the other
 * @example slopeAt({ name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] }, 102, random) // 1010
 */
export function slopeAt(problem: Problem, t: number, random: RandomStream): number {
  switch (problem.name) {
    case 'periodic-linear':
      return t % problem.period === 1 ? problem.rareSlope : problem.commonSlope
    case 'bernoulli-linear':
      return random() < problem.probability ? problem.rareSlope : problem.commonSlope
    default:
      return problem satisfies never
  }
}

import type { RandomStream } from '../../random/streams'
import type { Problem } from '../../runs/synthetic/types'

/** Writes the next `count` slopes into a buffer: g_{t+1}, g_{t+2}, ... after `t` steps. */
export type FillSlopes = (slopes: Float64Array, count: number, t: number) => void

/** `problems/slope` for a block of steps; the same bits. Blocks are asked for in the order of t, without gaps. */
export function createFillSlopes(problem: Problem, random: RandomStream): FillSlopes {
  const { rareSlope, commonSlope } = problem
  switch (problem.name) {
    case 'periodic-linear':
      return (slopes, count, t) => fillPeriodic(slopes, count, t, rareSlope, commonSlope, problem.period)
    case 'bernoulli-linear':
      return (slopes, count) => fillBernoulli(slopes, count, random, rareSlope, commonSlope, problem.probability)
    default:
      return problem satisfies never
  }
}

function fillPeriodic(
  slopes: Float64Array,
  count: number,
  t: number,
  rareSlope: number,
  commonSlope: number,
  period: number
): void {
  let phase = t % period
  for (let i = 0; i < count; i++) {
    phase++
    if (phase === period) phase = 0
    slopes[i] = phase === 1 ? rareSlope : commonSlope
  }
}

function fillBernoulli(
  slopes: Float64Array,
  count: number,
  random: RandomStream,
  rareSlope: number,
  commonSlope: number,
  probability: number
): void {
  for (let i = 0; i < count; i++) slopes[i] = random() < probability ? rareSlope : commonSlope
}

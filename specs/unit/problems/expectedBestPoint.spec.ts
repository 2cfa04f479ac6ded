import { expectedBestPoint } from '../../../src/problems/expectedBestPoint'
import type { Problem } from '../../../src/runs/synthetic/types'

const periodic = (rareSlope: number, commonSlope: number, period: number): Problem => ({
  name: 'periodic-linear',
  rareSlope,
  commonSlope,
  period,
  domain: [-1, 2]
})
const random = (rareSlope: number, commonSlope: number, probability: number): Problem => ({
  name: 'bernoulli-linear',
  rareSlope,
  commonSlope,
  probability,
  domain: [-1, 2]
})

describe('expectedBestPoint', () => {
  it.each<[string, Problem, number | null]>([
    ['the online problem', periodic(1010, -10, 101), -1],
    ['the stochastic problem', random(1010, -10, 0.01), -1],
    ['a rare slope that the common ones outweigh', periodic(990, -10, 101), 2],
    ['an expectation below 0', random(980, -10, 0.01), 2],
    ['the mirror image', periodic(-1010, 10, 101), 2],
    ['slopes that cancel', periodic(1000, -10, 101), null],
    // 0.1 * 27 - 0.9 * 3 is 4.4e-16 in float64
    ['slopes that cancel but for rounding', random(27, -3, 0.1), null]
  ])('of %s', (_name, problem, expected) => {
    expect(expectedBestPoint(problem)).toBe(expected)
  })
})

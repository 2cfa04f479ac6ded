import { fixedLocationTest } from '../../../../../src/kinds/comparison/locationTest'
import { blockedLocationTest, seedBlocks } from '../../../../../src/kinds/comparison/logs/blockedLocationTest'
import { mean } from '../../../../../src/stats/describe'

type Pairs = Readonly<Record<string, number>>
const blocksOf = (...settings: readonly Pairs[]) => seedBlocks(settings.map((pairs) => new Map(Object.entries(pairs))))
const centreOf = (...settings: readonly Pairs[]) => blockedLocationTest(blocksOf(...settings))

/** Seeds 0 to 7 at three settings, of which each lacks one: made up. */
const SETTINGS: readonly Pairs[] = [
  { s0: -0.05, s2: -0.07, s3: -0.06, s4: -0.08, s5: -0.04, s6: -0.07, s7: -0.06 },
  { s0: -0.08, s1: -0.09, s2: -0.06, s4: -0.05, s5: -0.07, s6: -0.06, s7: -0.08 },
  { s0: -0.03, s1: -0.06, s2: -0.07, s3: -0.04, s4: -0.09, s5: -0.05, s7: -0.06 }
]

describe('pairs within settings', () => {
  it('make the average of the settings, whatever seeds each has', () => {
    const average = mean(SETTINGS.map((pairs) => mean(Object.values(pairs))))
    expect(mean(centreOf(...SETTINGS).values)).toBeCloseTo(average, 14)
    const own = SETTINGS.map((pairs, k) =>
      Object.fromEntries(Object.entries(pairs).map(([seed, effect]) => [`${k}-${seed}`, effect]))
    )
    expect(blocksOf(...own)).toHaveLength(21)
    expect(mean(centreOf(...own).values)).toBeCloseTo(average, 14)
  })

  it('are the seeds averages where every seed stands at every setting', () => {
    const whole = [
      { s0: 1, s1: 2, s2: 4 },
      { s0: 3, s1: 3, s2: 5 }
    ]
    const averages = fixedLocationTest([2, 2.5, 4.5])
    expect(blocksOf(...whole)).toEqual([2, 2.5, 4.5].map((value) => ({ value, weight: 1 })))
    expect(centreOf(...whole).interval(0.05)).toEqual(averages.interval(0.05))
    expect(centreOf(...whole).test(1)).toEqual(averages.test(1))
  })

  // python: u_s = sum over settings of r/(3 n_k), c_s = sum of 1/(3 n_k), S = 8;
  // theta +- scipy.stats.t.ppf(.975, 7) sqrt(8/7 sum (u_s - c_s theta)^2), SciPy 1.17.1; p over all 2^8 sign patterns.
  it('have an interval by seeds as blocks, and flips of whole seeds', () => {
    const centre = centreOf(...SETTINGS)
    const { lower, upper } = centre.interval(0.05)
    expect([lower, upper].map((bound) => bound.toFixed(6))).toEqual(['-0.070613', '-0.055102'])
    expect(centre.test(0).pFlip).toBe(2 / 2 ** 8)
    expect(centre.test(-0.06).pFlip).toBeCloseTo(122 / 2 ** 8, 12)
    expect(centre.side(-0.01, 0.05)).toBe('below')
    expect(centre.side(-0.12, 0.05)).toBe('above')
    expect(centre.side(-0.06, 0.05)).toBe('open')
    expect(centre.side(-0.01, 0.001)).toBe('contested')
  })

  it('mutant: only the seeds that stand at every setting', () => {
    const whole = Object.keys(SETTINGS[0]!).filter((seed) => SETTINGS.every((pairs) => pairs[seed] !== undefined))
    const kept = fixedLocationTest(whole.map((seed) => mean(SETTINGS.map((pairs) => pairs[seed]!))))
    // Five seeds cannot decide at level .05, eight can.
    expect(kept.side(-0.01, 0.05)).toBe('contested')
  })
})

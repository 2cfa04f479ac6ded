import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { fixedLocationTest, sideOf } from '../../../../src/kinds/comparison/locationTest'
import { normalStream } from '../../../../src/random/streams'
import { holm } from '../../../../src/stats/holm'
import { tInterval } from '../../../../src/stats/tInterval'
import { TAILED } from '../builders'

const sample = fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 2, maxLength: 12 })
/** With the tail on the other side. */
const AWAY = [...TAILED.slice(0, 9), -0.3]

const reference = fc.double({ min: -0.1, max: 0.1, noNaN: true })
const level = fc.constantFrom(0.05, 0.025, 0.01, 0.2)

describe('position', () => {
  test('is below, above or open', () => {
    const ratios = [-0.1, -0.12, -0.09, -0.11, -0.1, -0.1]
    expect(sideOf(ratios, 0, 0.05)).toBe('below')
    expect(sideOf(ratios, -0.3, 0.05)).toBe('above')
    expect(sideOf(ratios, -0.1, 0.05)).toBe('open')
  })

  test('is contested where only the t interval decides', () => {
    // Five pairs: the exact test cannot go below 2^-4.
    expect(sideOf([-0.1, -0.12, -0.09, -0.11, -0.1], 0, 0.05)).toBe('contested')
  })

  test('is skewed where a tail points back to the reference, and decided where it points away', () => {
    expect(sideOf(TAILED, 0, 0.05)).toBe('skewed')
    const { pT, pFlip, pSkew } = fixedLocationTest(TAILED).test(0)
    expect([pT! <= 0.05, pFlip! <= 0.05, pSkew! <= 0.05]).toEqual([true, true, false])
    expect(sideOf(AWAY, 0, 0.05)).toBe('below')
    expect(fixedLocationTest(AWAY).test(0).pSkew!).toBeLessThan(fixedLocationTest(AWAY).test(0).pT!)
  })

  test('is decided exactly where p, the largest of the three, is at most alpha', () => {
    fc.assert(
      fc.property(sample, reference, level, (ratios, at, alpha) => {
        const { p, pT, pFlip, pSkew } = fixedLocationTest(ratios).test(at)
        expect(p).toBe(Math.max(pT!, pFlip!, pSkew!))
        // The t quantile and the distribution function agree to 1e-12.
        fc.pre(Math.abs(pT! - alpha) > 1e-10)
        expect(['below', 'above'].includes(sideOf(ratios, at, alpha))).toBe(p <= alpha)
      })
    )
  })

  test('of thirty pairs is what t interval and exact test say, and with one left out what the others say', () => {
    const normal = normalStream(seedrandom.alea('specs/thirty'))
    let numContested = 0
    for (let study = 0; study < 20; study++) {
      const values = Array.from({ length: 30 }, () => 0.37 + normal() ** 3)
      const location = fixedLocationTest(values)
      // Around the level that the t test leaves, where nothing but the exact test can tell.
      const { pT } = location.test(0)
      for (const alpha of [pT! * 0.9, pT! * 1.05, pT! * 1.3, 0.05].filter((level) => level < 1)) {
        const tests = location.test(0)
        const decided = ['below', 'above'].includes(location.side(0, alpha))
        expect(decided).toBe(tests.p <= alpha)
        if (location.side(0, alpha) === 'contested') numContested++
        for (const place of [0, 14, 29]) {
          const alone = sideOf(values.toSpliced(place, 1), 0, alpha)
          expect(location.without(place).side(0, alpha)).toBe(alone)
        }
      }
    }
    expect(numContested).toBeGreaterThan(0)
  })

  test('mirrors with the sign and does not depend on the order of the pairs', () => {
    const mirror: Record<string, string> = {
      below: 'above',
      above: 'below',
      open: 'open',
      contested: 'contested',
      skewed: 'skewed'
    }
    fc.assert(
      fc.property(sample, reference, level, (ratios, at, alpha) => {
        const there = sideOf(ratios, at, alpha)
        const { pT } = fixedLocationTest(ratios).test(at)
        fc.pre(Math.abs(pT! - alpha) > 1e-10)
        expect(
          sideOf(
            ratios.map((r) => -r),
            -at,
            alpha
          )
        ).toBe(mirror[there])
        expect(sideOf([...ratios].reverse(), at, alpha)).toBe(there)
      })
    )
  })

  test('a position against one reference holds against all beyond it', () => {
    fc.assert(
      fc.property(sample, reference, fc.double({ min: 0, max: 0.2, noNaN: true }), (ratios, at, further) => {
        if (sideOf(ratios, at, 0.05) === 'below') expect(sideOf(ratios, at + further, 0.05)).toBe('below')
      }),
      { numRuns: 500 }
    )
  })
})

describe('simulated at a fixed seed, with 4 standard errors of slack', () => {
  const NUM_STUDIES = 4000
  const slack = (rate: number) => 4 * Math.sqrt((rate * (1 - rate)) / NUM_STUDIES)
  const rateOf = (study: () => boolean) => {
    let hits = 0
    for (let i = 0; i < NUM_STUDIES; i++) if (study()) hits++
    return hits / NUM_STUDIES
  }
  const draw = (n: number, next: () => number) => Array.from({ length: n }, next)

  test('a true reference is rejected in at most 5 % of studies, a false one in most', () => {
    const normal = normalStream(seedrandom.alea('specs/type-1'))
    const rejects = (center: number) => ['below', 'above'].includes(sideOf(draw(10, normal), center, 0.05))
    const errorRate = rateOf(() => rejects(0))
    expect(errorRate).toBeLessThan(0.05 + slack(0.05))
    // Holding both tests at once costs little: the rate stays near its level.
    expect(errorRate).toBeGreaterThan(0.03)
    // R: power.t.test(n = 10, delta = 1.5, type = 'paired')$power is 0.988.
    expect(rateOf(() => rejects(1.5))).toBeGreaterThan(0.95)
  })

  test('the t interval covers the mean of normal errors at its level', () => {
    const normal = normalStream(seedrandom.alea('specs/coverage'))
    for (const n of [5, 10, 30]) {
      const coverage = rateOf(() => {
        const { lower, upper } = tInterval(draw(n, normal), 0.95)
        return lower < 0 && 0 < upper
      })
      expect(Math.abs(coverage - 0.95)).toBeLessThan(slack(0.95))
    }
  })

  // Coverage falls under skew: .88/.90/.93 for the worst shape, exponential errors, at n = 5/10/30.
  test.each([
    [5, 0.88],
    [10, 0.9],
    [30, 0.93]
  ])('the t interval covers the mean of %i exponential errors in about %f', (n, expected) => {
    const uniform = seedrandom.alea(`specs/exponential/${n}`)
    const coverage = rateOf(() => {
      const { lower, upper } = tInterval(
        draw(n, () => -Math.log(1 - uniform())),
        0.95
      )
      return lower < 1 && 1 < upper
    })
    // Half a percent for the rounding of the expected rate.
    expect(Math.abs(coverage - expected)).toBeLessThan(slack(expected) + 0.005)
  })

  test('a family of three true references has one rejected in at most 5 % of studies', () => {
    const normal = normalStream(seedrandom.alea('specs/family'))
    const rate = rateOf(() => {
      const samples = [draw(10, normal), draw(10, normal), draw(10, normal)]
      const decisions = holm(
        samples.map((ratios) => fixedLocationTest(ratios).test(0).p),
        0.05,
        (index, alpha) => ['below', 'above'].includes(sideOf(samples[index]!, 0, alpha))
      )
      return decisions.some(({ decided }) => decided)
    })
    expect(rate).toBeLessThan(0.05 + slack(0.05))
    expect(rate).toBeGreaterThan(0.02)
  })
})

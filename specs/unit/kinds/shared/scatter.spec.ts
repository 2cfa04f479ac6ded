import { mapScatterWarnings, type Scatter, scatterOf, scatterWarnings } from '../../../../src/kinds/shared/scatter'
import { symmetric, TAILED } from '../builders'

/** As a drift gives them. */
const DRIFTING = [0, 0.1, 0.1, 0.2, 0.3, 0.3, 0.4, 0.5, 0.6, 0.6]

describe('what is said of how values scatter', () => {
  test('nothing where they are symmetric and in no order', () => {
    expect(scatterWarnings(scatterOf(symmetric(0, 1)), 'differences')).toEqual([])
  })

  test('skewness, and what follows from it', () => {
    const [warning, ...others] = scatterWarnings(scatterOf(TAILED), 'slopes')
    expect(warning).toMatch(/^the slopes are skewed \(g1 = 2\.39\): intervals and tests assume symmetry, and p with/)
    expect(others).toEqual([])
    expect(scatterWarnings(scatterOf(TAILED), 'differences', 'so')[0]).toBe(
      'the differences are skewed (g1 = 2.39): so'
    )
  })

  test('that neighbours resemble each other, with the p of the permutation test', () => {
    expect(scatterOf(DRIFTING).serial).toEqual({ r1: expect.closeTo(0.706, 3), p: expect.any(Number) })
    expect(scatterWarnings(scatterOf(DRIFTING), 'differences')).toEqual([
      expect.stringMatching(
        /^over the order of the seeds the differences are correlated \(lag 1: r = 0\.71, permutation p = 0\.0+\d\): neighbours/
      )
    ])
  })

  test('of too few values nothing', () => {
    expect(scatterOf([])).toEqual({ skewness: null, isSkewed: false, serial: null })
    expect(scatterWarnings(scatterOf([1]), 'values')).toEqual([])
  })

  test('of a map, how many of its settings, and the range', () => {
    const fine: Scatter = scatterOf(symmetric(0, 1))
    expect(mapScatterWarnings([fine, fine])).toEqual([])
    expect(mapScatterWarnings([fine, scatterOf(TAILED), scatterOf(TAILED.map((value) => -value))])).toEqual([
      expect.stringMatching(
        /^at 2 of 3 settings the differences are skewed \(g1 -2\.39 to 2\.39; chance alone makes it 1 in 10\)/
      )
    ])
    const correlated = scatterOf(DRIFTING)
    expect(mapScatterWarnings([fine, correlated])).toEqual([
      expect.stringMatching(
        /^at 1 of 2 settings the differences are correlated over the order of the seeds \(lag 1: r 0\.71 to 0\.71/
      )
    ])
    // One setting of many has to be the clearer for it.
    const unclear: Scatter = { ...fine, serial: { r1: 0.5, p: 0.03 } }
    expect([scatterWarnings(unclear, 'differences').length, mapScatterWarnings([fine, unclear])]).toEqual([1, []])
  })
})

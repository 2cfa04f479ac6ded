import fc from 'fast-check'
import { stratifiedWelch } from '../../../../../src/kinds/comparison/logs/stratifiedWelch'
import { welch } from '../../../../../src/stats/welch'

const BLOCKS = [
  { a: [1, 2, 3.5], b: [2, 4, 6, 8.5] },
  { a: [0.2, 0.1, 0.4, 0.35], b: [0.5, 0.45] }
]

describe('stratifiedWelch', () => {
  it("agrees with Satterthwaite's formula in NumPy", () => {
    // numpy 2.4.6, scipy 1.17.1: v = var(s, ddof=1)/len(s)/K^2 over the 2K samples, se = sqrt(sum v),
    // df = sum(v)^2/sum(v^2/(n - 1)); st.t.interval(.95, df, effect, se); 2 st.t.sf(effect/se, df)
    const analysis = stratifiedWelch(BLOCKS)
    expect(analysis.effect).toBeCloseTo(1.5854166666666667, 14)
    expect(analysis.interval(0.95).lower).toBeCloseTo(-0.5196534330129094, 11)
    expect(analysis.interval(0.95).upper).toBeCloseTo(3.690486766346243, 11)
    expect(analysis.p(0)).toBeCloseTo(0.10727884480070653, 12)
  })

  it("is Welch's test with one block", () => {
    // scipy.stats.ttest_ind(b, a, equal_var=False): pvalue 0.1262247371706304, confidence_interval(.95)
    const analysis = stratifiedWelch(BLOCKS.slice(0, 1))
    expect(analysis.p(0)).toBeCloseTo(0.1262247371706304, 12)
    expect(analysis.interval(0.95).upper).toBeCloseTo(7.170347889403015, 11)
    const sample = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(sample, sample, fc.double({ min: -1, max: 1, noNaN: true }), (a, b, reference) => {
        const one = welch(a, b, 0.9, reference)
        const same = stratifiedWelch([{ a, b }])
        // The same formula; its roundings may differ.
        const tolerance = 1e-12 * (one.interval.upper - one.interval.lower)
        expect(Math.abs(same.interval(0.9).lower - one.interval.lower)).toBeLessThanOrEqual(tolerance)
        expect(Math.abs(same.interval(0.9).upper - one.interval.upper)).toBeLessThanOrEqual(tolerance)
        if (one.difference !== reference) expect(same.p(reference)).toBeCloseTo(one.p, 12)
      })
    )
  })

  it('mirrors when the arms are swapped', () => {
    const swapped = stratifiedWelch(BLOCKS.map(({ a, b }) => ({ a: b, b: a })))
    const { lower, upper } = stratifiedWelch(BLOCKS).interval(0.95)
    expect(swapped.interval(0.95).lower).toBeCloseTo(-upper, 14)
    expect(swapped.interval(0.95).upper).toBeCloseTo(-lower, 14)
  })

  it('knows the effect where nothing varies', () => {
    const analysis = stratifiedWelch([{ a: [1, 1], b: [3, 3] }])
    expect(analysis.interval(0.95)).toEqual({ lower: 2, upper: 2, level: 0.95 })
    expect([analysis.p(2), analysis.p(0)]).toEqual([1, 0])
  })

  it('knows nothing of scale, as far as the squares of a standard deviation reach', () => {
    const scaled = (factor: number) =>
      stratifiedWelch(
        BLOCKS.map(({ a, b }) => ({ a: a.map((value) => value * factor), b: b.map((value) => value * factor) }))
      )
    for (const factor of [2 ** -500, 2 ** 500]) expect(scaled(factor).p(0)).toBeCloseTo(scaled(1).p(0), 12)
    expect(() => scaled(Infinity)).toThrow(RangeError)
  })

  it('refuses what has no variance', () => {
    expect(() => stratifiedWelch([])).toThrow(RangeError)
    expect(() => stratifiedWelch([{ a: [1], b: [2, 3] }])).toThrow(RangeError)
  })
})

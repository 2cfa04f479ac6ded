import { hasSameBits, largestDifference } from '../../../src/audit/compareResults'
import type { RunResult } from '../../../src/store/types'
import { sampleResult, sampleSpec, withValues } from '../store/sampleRun'

const result = withValues(0, [1, -4, 0.5])

describe('largestDifference', () => {
  it.each([
    ['nothing', [1, -4, 0.5], 0],
    ['a share of the largest value of the metric, by its size', [1, -4, 0.54], 0.01],
    ['the largest of several', [1.2, -4, 0.54], 0.05]
  ])('is %s', (_, values, expected) => {
    expect(largestDifference(result, withValues(0, values))).toBeCloseTo(expected, 12)
  })

  it('takes the same non-finite value, and 0 of either sign, for the same', () => {
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, 0]
    expect(largestDifference(withValues(0, odd), withValues(0, [...odd.slice(0, 2), -0]))).toBe(0)
  })

  it.each<readonly [what: string, now: RunResult]>([
    ['a value is not finite', withValues(0, [1, Number.NaN, 0.5])],
    ['there are fewer', withValues(0, [1, -4])],
    ['a metric is missing', { ...result, metrics: {} }],
    ['a metric is another', { ...result, metrics: { y: result.metrics.x! } }],
    ['one diverged', { ...result, status: { kind: 'diverged', step: 2, what: 'x' } }]
  ])('has none where %s', (_, now) => {
    expect(largestDifference(result, now)).toBeNull()
    expect(largestDifference(now, result)).toBeNull()
  })

  it('of values that are all 0 and one that is not has none', () => {
    expect(largestDifference(withValues(0, [0, 0]), withValues(0, [0, 1]))).toBeNull()
  })
})

describe('hasSameBits', () => {
  it('asks for the last digit, whatever spec they are of', () => {
    const other = { ...sampleResult(0), spec: sampleSpec(1) }
    expect(hasSameBits(sampleResult(0), other)).toBe(true)
    expect(hasSameBits(result, withValues(0, [1, -4, 0.5 + 2 ** -53]))).toBe(false)
    expect(hasSameBits(withValues(0, [Number.NaN]), withValues(0, [Number.NaN]))).toBe(true)
    expect(hasSameBits(withValues(0, [Number.NaN]), withValues(0, [Number.POSITIVE_INFINITY]))).toBe(false)
    expect(hasSameBits({ ...result, imageBlocks: { test: { sizes: [1], losses: [1], errors: [0] } } }, result)).toBe(
      false
    )
  })
})

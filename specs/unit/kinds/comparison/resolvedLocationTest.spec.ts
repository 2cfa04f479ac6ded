import { fixedLocationTest } from '../../../../src/kinds/comparison/locationTest'
import { isUnresolved, resolutionOf } from '../../../../src/kinds/comparison/resolution'
import { resolvedLocationTest } from '../../../../src/kinds/comparison/resolvedLocationTest'
import type { Pair } from '../../../../src/kinds/comparison/types'
import { mean } from '../../../../src/stats/describe'
import { symmetric } from '../builders'

const ALPHA = 0.05
const difference = (a: number, b: number) => b - a
const side = (value: number, within?: readonly [number, number]) => ({
  runKey: 'key',
  value,
  ...(within === undefined ? {} : { within }),
  censored: false,
  trainLoss: 0.3,
  failure: null
})
const pair = (a: readonly [number, number, number], b: readonly [number, number, number], seed = 0): Pair => ({
  seed,
  control: side(a[1], [a[0], a[2]]),
  treatment: side(b[1], [b[0], b[2]])
})

describe('resolutionOf', () => {
  it('is the mean difference at both ends of what the evaluations allow', () => {
    const pairs = [pair([3, 3.5, 4], [1, 1.25, 2]), pair([2, 2.5, 3], [1, 1.75, 3], 1)]
    expect(resolutionOf(pairs, difference)).toEqual({
      mean: -1.5,
      // (1 - 4 + 1 - 3)/2 and (2 - 3 + 3 - 2)/2
      lowest: -2.5,
      highest: 0,
      step: 2,
      everyPair: null
    })
    expect(resolutionOf([pairs[0]!, pair([5, 6, 7], [4, 4.5, 5], 1)], difference)!.everyPair).toBe(-2)
  })

  it('is nothing for values that are no times', () => {
    expect(resolutionOf([], difference)).toBeNull()
    expect(resolutionOf([{ seed: 0, control: side(2), treatment: side(1, [0, 1]) }], difference)).toBeNull()
  })
})

describe('resolvedLocationTest', () => {
  const values = symmetric(-3, 0.5)
  const inner = fixedLocationTest(values)
  const location = resolvedLocationTest(inner, {
    mean: mean(values),
    lowest: -4,
    highest: -2.5,
    step: 1,
    everyPair: null
  })

  it('widens the interval by the bounds of the mean', () => {
    const [wide, own] = [location.interval(ALPHA), inner.interval(ALPHA)]
    expect(wide.lower).toBeCloseTo(own.lower - 1, 12)
    expect(wide.upper).toBeCloseTo(own.upper + 0.5, 12)
  })

  it.each([
    // The interval of the values is -3 -+ .36, the wide one from -4.36 to -2.14.
    [-2, 'below'],
    [-2.2, 'unresolved'],
    [-2.5, 'unresolved'],
    [-2.7, 'open'],
    [-3, 'open'],
    [-3.4, 'unresolved'],
    [-4.2, 'unresolved'],
    [-4.5, 'above']
  ])('stands against %d: %s', (reference, expected) => {
    expect(location.side(reference, ALPHA)).toBe(expected)
    // p is the largest over the bounds, and agrees.
    const { p, pT, pFlip } = location.test(reference)
    expect(p <= ALPHA).toBe(expected === 'below' || expected === 'above')
    expect(p).toBe(Math.max(pT!, pFlip!))
  })

  it('tests at the nearer end of the bounds, and not at all between them', () => {
    expect(location.test(-2)).toEqual(inner.test(-2.5))
    expect(location.test(-4.5)).toEqual(inner.test(-3.5))
    expect(location.test(-2.5)).toEqual({ pT: 1, pFlip: 1, pSkew: 1, p: 1 })
    expect([-4, -3, -2.5].map((reference) => isUnresolved({ lowest: -4, highest: -2.5 }, reference))).toEqual([
      true,
      true,
      true
    ])
    expect(isUnresolved({ lowest: -4, highest: -2.5 }, -2.4)).toBe(false)
  })
})

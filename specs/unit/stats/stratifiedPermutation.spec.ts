import fc from 'fast-check'
import seedrandom from 'seedrandom'
import { permutationP } from '../../../src/stats/permutationTest'
import { stratifiedPermutation } from '../../../src/stats/stratifiedPermutation'
import { VARIABILITY } from './variabilityGolden'

const unused = (): number => {
  throw new Error('the exact test draws nothing')
}

const block = (size: number, shift: number) => {
  const a = Array.from({ length: size }, (_, i) => i)
  return { a, b: a.map((x) => x + shift) }
}

describe('stratifiedPermutation', () => {
  test.each(VARIABILITY.strata)('all labellings in NumPy: $name', ({ blocks, effect, p }) => {
    const result = stratifiedPermutation(blocks, unused)
    expect(result.effect).toBeCloseTo(effect, 13)
    expect(result.p).toBeCloseTo(p, 14)
    expect(result.exact).toBe(true)
  })

  test('the documented example', () => {
    const blocks = [
      { a: [1, 2], b: [3, 4] },
      { a: [5, 6], b: [7, 8] }
    ]
    expect(stratifiedPermutation(blocks, unused)).toEqual({ effect: 2, p: 2 / 36, exact: true })
  })

  test('of one block it is the two-sample test', () => {
    const sample = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(stratifiedPermutation([{ a, b }], unused).p).toBeCloseTo(permutationP(a, b, unused), 14)
      })
    )
  })

  test('the order of the blocks, a shift of one of them and swapping all arms change nothing', () => {
    const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 3 })
    const blocks = fc.array(fc.record({ a: sample, b: sample }), { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(blocks, (given) => {
        const { p } = stratifiedPermutation(given, unused)
        const [first, ...rest] = given as [{ a: number[]; b: number[] }, ...{ a: number[]; b: number[] }[]]
        const shifted = { a: first.a.map((x) => x + 1024), b: first.b.map((x) => x + 1024) }
        expect(stratifiedPermutation([...given].reverse(), unused).p).toBe(p)
        expect(stratifiedPermutation([shifted, ...rest], unused).p).toBe(p)
        expect(
          stratifiedPermutation(
            given.map(({ a, b }) => ({ a: b, b: a })),
            unused
          ).p
        ).toBe(p)
      })
    )
  })

  test('a difference between the blocks is no difference between the arms', () => {
    const blocks = [
      { a: [1, 2, 3], b: [2, 3, 1] },
      { a: [101, 102, 103], b: [103, 101, 102] }
    ]
    expect(stratifiedPermutation(blocks, unused).p).toBe(1)
  })

  test('blocks that agree add up: 4 of 5 + 5 are counted', () => {
    const blocks = [1, 2, 3, 4].map(() => block(5, 100))
    expect(stratifiedPermutation(blocks, unused)).toEqual({ effect: 100, p: 2 / 252 ** 4, exact: true })
  })

  test('where counting is not feasible it draws, within 4 standard errors, the same each time', () => {
    // Seven blocks of 5 + 5, a shift in the first alone: the others' labels only add noise that is the same for all.
    const blocks = [block(5, 1.5), ...[1, 2, 3, 4, 5, 6].map(() => ({ a: [7, 7, 7, 7, 7], b: [7, 7, 7, 7, 7] }))]
    const exact = permutationP(blocks[0]!.a, blocks[0]!.b, unused)
    const result = stratifiedPermutation(blocks, seedrandom.alea('specs/stratified'))
    expect(result.exact).toBe(false)
    expect(Math.abs(result.p - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 99_999))
    expect(stratifiedPermutation(blocks, seedrandom.alea('specs/stratified')).p).toBe(result.p)
  })

  test('blocks too large to be tabled are shuffled', () => {
    const ones = (count: number) => Array.from({ length: 18 }, (_, i) => (i < count ? 1 : 0))
    // As in permutationTest.spec: the hypergeometric p of 13 against 6 of 18.
    const exact = 0.043710168376222436
    const { p } = stratifiedPermutation([{ a: ones(13), b: ones(6) }], seedrandom.alea('specs/shuffled'))
    expect(Math.abs(p - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 99_999))
  })

  test('extremes', () => {
    expect(stratifiedPermutation([{ a: [1], b: [1] }], unused)).toEqual({ effect: 0, p: 1, exact: true })
    expect(() => stratifiedPermutation([], unused)).toThrow(RangeError)
    expect(() => stratifiedPermutation([{ a: [], b: [1] }], unused)).toThrow(RangeError)
    expect(() => stratifiedPermutation([{ a: [Number.NaN], b: [1] }], unused)).toThrow(RangeError)
  })
})

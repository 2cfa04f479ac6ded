import { readFileSync } from 'node:fs'
import path from 'node:path'
import seedrandom from 'seedrandom'
import type * as Decimals from '../../../src/stats/decimals'
import { comparable } from '../../../src/stats/decimals'
import type * as Stats from '../../../src/stats/index'
import { unitScale } from '../../../src/stats/unitScale'

interface Case {
  readonly test: 'signFlipP' | 'permutationP' | 'stratifiedPermutation'
  readonly blocks: readonly { readonly control: number[]; readonly treatment: number[] }[]
  readonly p: string
  readonly lost: boolean
}

const FILE = path.resolve(__dirname, '../../../fixtures/golden/stats/ties.json')
const GOLDEN = (JSON.parse(readFileSync(FILE, 'utf8')) as { readonly cases: readonly Case[] }).cases

/** The tests, where numbers are compared as `prepare` says. */
function testsWith(prepare: typeof Decimals.comparable): typeof Stats {
  let stats!: typeof Stats
  jest.isolateModules(() => {
    jest.doMock('../../../src/stats/decimals', () => ({ comparable: prepare }))
    stats = require('../../../src/stats/index') as typeof Stats
    jest.dontMock('../../../src/stats/decimals')
  })
  return stats
}

const asItIs = testsWith(comparable)
const asBefore = testsWith(unitScale)

const unused = (): number => {
  throw new Error('the exact test draws nothing')
}

function pOf(stats: typeof Stats, { test, blocks }: Case): number {
  const { control, treatment } = blocks[0]!
  switch (test) {
    case 'signFlipP':
      return stats.signFlipP(
        treatment.map((value, i) => value - control[i]!),
        unused
      )
    case 'permutationP':
      return stats.permutationP(control, treatment, unused)
    case 'stratifiedPermutation':
      return stats.stratifiedPermutation(
        blocks.map(({ control: a, treatment: b }) => ({ a, b })),
        unused
      ).p
    default:
      return test satisfies never
  }
}

const isRight = (stats: typeof Stats, one: Case): boolean => {
  const [hits, of] = one.p.split('/').map(Number) as [number, number]
  return Math.abs(pOf(stats, one) - hits / of) < 1e-12
}

describe('ties of decimals', () => {
  test.each(GOLDEN.map((one, index) => [`${index}, ${one.test}`, one] as const))(
    'counted in rational arithmetic: case %s',
    (_, one) => {
      expect(isRight(asItIs, one)).toBe(true)
    }
  )

  test('mutant: only scaled, as if inputs were not rounded', () => {
    expect(GOLDEN.filter((one) => one.lost)).toHaveLength(46)
    expect(GOLDEN.filter((one) => !isRight(asBefore, one)).length).toBeGreaterThan(15)
  })

  /** Numbers of 2 to 6 digits, near each other in their last ones: as whole numbers, and as they are read. */
  function decimals(count: number, random: () => number) {
    const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1))
    const digits = between(2, 6)
    const base = between(10 ** (digits - 1), 10 ** digits - 1)
    const spread = Math.min(base - 1, [1, 3, 10, 100, base >> 1][between(0, 4)]!)
    const places = between(0, 8)
    const whole = Array.from({ length: count }, () => base + between(-spread, spread))
    return { whole, read: whole.map((value) => Number(`${value}e-${places}`)) }
  }

  /** In whole numbers, all 2^n patterns one by one. */
  function flipsInWholeNumbers(values: readonly number[]): number {
    const sums = values.reduce((all, value) => all.flatMap((sum) => [sum + value, sum - value]), [0])
    return sums.filter((sum) => Math.abs(sum) >= Math.abs(sums[0]!)).length / sums.length
  }

  /** In whole numbers, all splits one by one: |sum of the chosen| less their share, times the number of all. */
  function splitsInWholeNumbers(pooled: readonly number[], size: number): number {
    const total = pooled.reduce((sum, value) => sum + value, 0)
    const scores: number[] = []
    const choose = (from: number, left: number, sum: number): void => {
      if (left === 0) scores.push(Math.abs(sum * pooled.length - total * size))
      else if (from < pooled.length) {
        choose(from + 1, left - 1, sum + pooled[from]!)
        choose(from + 1, left, sum)
      }
    }
    choose(0, size, 0)
    return scores.filter((score) => score >= scores[0]!).length / scores.length
  }

  /** How many of the random inputs come out otherwise than in whole numbers. */
  function numWrong({ signFlipP, permutationP, wilcoxonP }: typeof Stats) {
    const random = seedrandom.alea('specs/decimals')
    const wrong = { flips: 0, splits: 0, ranks: 0 }
    for (let i = 0; i < 500; i++) {
      const { whole, read } = decimals(12, random)
      const differences = (values: readonly number[]) => values.slice(0, 6).map((value, k) => values[6 + k]! - value)
      if (signFlipP(differences(read), unused) !== flipsInWholeNumbers(differences(whole))) wrong.flips++
      if (wilcoxonP(differences(read)) !== wilcoxonP(differences(whole))) wrong.ranks++
      const p = permutationP(read.slice(0, 4), read.slice(4, 9), unused)
      if (Math.abs(p - splitsInWholeNumbers(whole.slice(0, 9), 4)) > 1e-12) wrong.splits++
    }
    return wrong
  }

  test('of 500 random inputs none is otherwise than in whole numbers', () => {
    expect(numWrong(asItIs)).toEqual({ flips: 0, splits: 0, ranks: 0 })
  })

  test('mutant: many are', () => {
    const { flips, splits, ranks } = numWrong(asBefore)
    expect([flips, splits, ranks].every((count) => count > 3)).toBe(true)
  })

  test('what is no decimal is only scaled', () => {
    expect(comparable([Math.SQRT2, Math.LN2])).toEqual([Math.SQRT2, Math.LN2])
    expect(comparable([1, 3.1e-7])).not.toContain(0)
    expect(comparable([5e-324])).toEqual([1])
    expect(comparable([])).toEqual([])
  })

  test('numbers that are none are refused', () => {
    const { signFlipP, wilcoxonP } = asItIs
    for (const bad of [Number.NaN, Infinity]) {
      expect(() => signFlipP([1, bad, 2, 3, 4, 5], unused)).toThrow('a sign-flip test of a number that is not finite')
      expect(() => wilcoxonP([1, bad, 2, 3, 4, 5])).toThrow('a signed-rank test of a number that is not finite')
    }
  })
})

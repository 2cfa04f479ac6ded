import { familyLevels } from '../../../src/judge/familyLevels'
import type { Judgeable as JudgeableOf, KindTypes } from '../../../src/kinds/judged'

type Judgeable = JudgeableOf<KindTypes>

/** A claim with a fixed number of seeds, decided where p <= alpha. */
function fixed(p: number): Judgeable {
  return claimWith(p, null, (alpha) => p <= alpha)
}

/** A claim whose p falls to these values after these numbers of seeds. */
function added(steps: Readonly<Record<number, number>>): Judgeable {
  const sizes = Object.keys(steps).map(Number)
  const pAfter = (n: number) => Math.min(1, ...sizes.filter((size) => size <= n).map((size) => steps[size]!))
  const isDecidedAfter = (n: number, alpha: number) => pAfter(n) <= alpha
  const looks = { sizes, pAfter, isDecidedAfter, isOpen: () => false }
  return claimWith(pAfter(Infinity), looks, (alpha) => isDecidedAfter(Infinity, alpha))
}

function claimWith(p: number, looks: Judgeable['looks'], isDecided: (alpha: number) => boolean): Judgeable {
  const unused = () => {
    throw new Error('levels need no verdict')
  }
  return { evidence: { kind: 'all-of' }, p, looks, isDecided, verdict: unused, judge: unused }
}

describe('familyLevels', () => {
  test('is Holm where all numbers of seeds are fixed; a claim that was not run counts', () => {
    expect(familyLevels([fixed(0.02), fixed(0.001), fixed(0.9)], 0.05).flat()).toEqual([0.025, 0.05 / 3, 0.05])
    expect(familyLevels([fixed(0.02), fixed(0.001), null], 0.05).flat()).toEqual([0.025, 0.05 / 3, 0.05])
    expect(familyLevels([fixed(0.03), null], 0.05).flat()).toEqual([0.025, 0.025])
    expect(familyLevels([], 0.05).flat()).toEqual([])
  })

  test('a decision has the level of its moment, whatever comes later', () => {
    // The second is decided at 12, the first at 15 with what that left; at 20 the first's p is the smaller one.
    expect(familyLevels([added({ 10: 0.3, 15: 0.04, 20: 0.0001 }), added({ 12: 0.02 })], 0.05).flat()).toEqual([
      0.05, 0.025
    ])
  })

  test('what another decision leaves may decide a claim without another seed of its own', () => {
    expect(familyLevels([added({ 10: 0.04 }), added({ 10: 0.9, 18: 0.01 })], 0.05).flat()).toEqual([0.05, 0.025])
  })

  test('claims with a fixed number are there from the beginning', () => {
    expect(familyLevels([added({ 6: 0.0001 }), fixed(0.02)], 0.05).flat()).toEqual([0.05, 0.025])
    expect(familyLevels([added({ 6: 0.0001 }), fixed(0.04)], 0.05).flat()).toEqual([0.025, 0.05])
  })

  test('a claim that its rule does not decide in spite of its p keeps no other from its level', () => {
    const contested = claimWith(0.0001, null, () => false)
    expect(familyLevels([contested, fixed(0.02)], 0.05).flat()).toEqual([0.05, 0.025])
  })

  test('a claim of several questions has each of them in the family, and gets the level of each', () => {
    const several = { ...fixed(0.03), tests: [fixed(0.02), fixed(0.001)] }
    expect(familyLevels([fixed(0.9), several], 0.05)).toEqual([[0.05], [0.025, 0.05 / 3]])
    expect(familyLevels([null, several], 0.05)).toEqual([[0.05], [0.025, 0.05 / 3]])
    expect(familyLevels([{ ...fixed(0.03), tests: [] }, fixed(0.03)], 0.05)).toEqual([[], [0.05]])
  })
})

import seedrandom from 'seedrandom'
import { mean } from '../../../stats/describe'
import { type SampleBlock, stratifiedPermutation } from '../../../stats/stratifiedPermutation'
import { largestTie } from '../../../stats/ties'
import type { LocationTest, Side, Tied } from '../locationTest'
import { withoutSpread } from '../spreadGuard'
import { stratifiedWelch } from './stratifiedWelch'

/**
 * What is known of the average effect over settings from runs that are no pairs: Welch's interval with the permutation
 * test as its co-check, labels exchanged within each setting. The test is exact for an effect that is the same in every
 * setting; where effects differ between settings it errs on the side of no decision.
 *
 * @param blocks one a setting, on the scale of the effect (logarithms of losses); at least 2 numbers a sample
 */
export function unpairedLocationTest(blocks: readonly SampleBlock[]): LocationTest {
  const welch = stratifiedWelch(blocks)
  const permutationPs = new Map<number, number>()
  const permutationP = (reference: number): number => {
    let p = permutationPs.get(reference)
    if (p === undefined) {
      const shifted = blocks.map(({ a, b }) => ({ a, b: b.map((value) => value - reference) }))
      // A stream of its own for each test, so that its p depends on nothing but the sample.
      p = stratifiedPermutation(shifted, seedrandom.alea('claimcheck/permutation')).p
      permutationPs.set(reference, p)
    }
    return p
  }
  const location: LocationTest = {
    values: contributions(blocks),
    interval: (alpha) => welch.interval(1 - alpha),
    side: (reference, alpha): Side => {
      const { lower, upper } = welch.interval(1 - alpha)
      if (lower <= reference && reference <= upper) return 'open'
      if (permutationP(reference) > alpha) return 'contested'
      return upper < reference ? 'below' : 'above'
    },
    test: (reference) => {
      const pT = welch.p(reference)
      const pFlip = permutationP(reference)
      return { pT, pFlip, pSkew: null, p: Math.max(pT, pFlip) }
    }
  }
  const tied = leastVaried(blocks)
  return 2 * tied.equal < tied.of ? location : withoutSpread(location, tied)
}

/** Of the arm that varies least: runs that are equal to others of their setting, the most frequent value of each. */
function leastVaried(blocks: readonly SampleBlock[]): Tied {
  const [a, b] = (['a', 'b'] as const).map((arm) => ({
    equal: blocks.reduce((sum, block) => sum + equalRuns(block[arm]), 0),
    of: blocks.reduce((sum, block) => sum + block[arm].length, 0)
  })) as [Tied, Tied]
  return a.equal * b.of >= b.equal * a.of ? a : b
}

function equalRuns(values: readonly number[]): number {
  const equal = largestTie(values)
  // One value by itself is equal to nothing.
  return equal === 1 ? 0 : equal
}

/** One number a treatment run, its difference from the control's mean, weighted so that their mean is the effect. */
function contributions(blocks: readonly SampleBlock[]): number[] {
  const numRuns = blocks.reduce((sum, { b }) => sum + b.length, 0)
  return blocks.flatMap(({ a, b }) => {
    const weight = numRuns / (blocks.length * b.length)
    const reference = mean(a)
    return b.map((value) => weight * (value - reference))
  })
}

import type { SeedBudget, SequentialDecision } from '../../claims/types'
import { sequentialMethod } from '../../stats/sequential/sequentialMethod'
import { hasSpread } from '../../stats/ties'
import { type LookState, type Monitoring, monitor } from '../shared/monitor'
import type { SeedOrder } from '../shared/seedOrder'
import { type ComparisonSample, comparisonSample, comparisonVerdict, primaryTest } from './comparisonVerdict'
import { bothTrained } from './failures'
import type { PairEffect } from './pairEffect'
import { sequentialLocationTest } from './sequentialLocationTest'
import type { Pair, PairedHypothesis, PairedVerdict } from './types'

/** Pairs after so many seeds. */
export interface PairedLook extends LookState<PairedVerdict> {
  readonly sample: ComparisonSample
  readonly pairs: readonly Pair[]
  /** theta was looked at; else all that is new are failures, and seeds on the way to a look. */
  readonly isLook: boolean
}

/**
 * The looks at pairs to which more are added, pair by pair in seed order. theta is looked at where another pair trained
 * in both arms (and the method has a look at that many); failures count from the first seed on.
 */
export function monitorPairs(
  hypothesis: PairedHypothesis,
  order: SeedOrder<Pair>,
  effect: PairEffect,
  decision: SequentialDecision,
  budget: SeedBudget
): Monitoring<PairedLook> {
  const { entered } = order
  const numTrained = (n: number) => entered.slice(0, n).filter(bothTrained).length
  if (decision.method === 'beta-binomial') throw new TypeError('the method beta-binomial is for shares of seeds')
  // Of the first seeds some may have failed: the first look is at what is left of them.
  const firstLook = entered.length < budget.min ? budget.min : Math.max(1, numTrained(budget.min))
  const method = sequentialMethod(decision.method, firstLook)
  const values = entered.filter(bothTrained).map((pair) => effect(pair.control.value, pair.treatment.value))
  const isBetting = decision.method === 'betting'
  // What looks at values without spread have excluded is not to be relied on later.
  const judging = isBetting ? method : sequentialMethod(decision.method, firstSpread(values, firstLook))
  const locationAfter = sequentialLocationTest(values, judging)
  const stateAt = ({ n, isLook }: LookSize): PairedLook => {
    const pairs = entered.slice(0, n)
    const sample = comparisonSample(hypothesis, pairs, effect, ({ length }) => locationAfter(length), !isBetting)
    return {
      n,
      sample,
      pairs,
      isLook,
      p: n < budget.min ? null : (primaryTest(sample)?.p ?? null),
      interval: (alpha) => (sample.location.values.length === 0 ? null : sample.location.interval(alpha)),
      verdict: (alpha) => comparisonVerdict(sample, alpha)
    }
  }
  return monitor(
    lookSizes(entered.length, budget, (n) => method.looks(numTrained(n)).length).map(stateAt),
    order,
    decision,
    budget
  )
}

/** The first number of values from `firstLook` on of which fewer than half are equal; without one `firstLook`. */
function firstSpread(values: readonly number[], firstLook: number): number {
  const sizes = Array.from({ length: Math.max(0, values.length - firstLook + 1) }, (_, index) => firstLook + index)
  return sizes.find((n) => hasSpread(values.slice(0, n))) ?? firstLook
}

interface LookSize {
  readonly n: number
  readonly isLook: boolean
}

/** Numbers of seeds after which there is another look at theta; the last number at any rate. */
function lookSizes(numEntered: number, { min }: SeedBudget, looksAfter: (n: number) => number): LookSize[] {
  const sizes: LookSize[] = []
  let taken = 0
  for (let n = min; n <= numEntered; n++) {
    const looks = looksAfter(n)
    if (looks > taken || n === numEntered) sizes.push({ n, isLook: looks > taken })
    taken = looks
  }
  return sizes.length === 0 ? [{ n: numEntered, isLook: false }] : sizes
}

import type { Claim, SeedBudget, SequentialDecision } from '../claims/types'
import { sequentialMethod } from '../stats/sequential/sequentialMethod'
import type { Judgement, PairedAnalysis } from './types'

/** A round adds at most this share of what is expected to be missing: beyond the stop runs are wasted. */
const SHARE_OF_EXPECTED = 0.5
/** And no more than this many seeds, since the expectation is rough. */
const LARGEST_STEP = 10
/** Seeds that a decided claim adds for its subtype, or for an `all-of` claim that is not. */
const STEP_BEYOND = 4
/** Above any plan. */
const MAX_LOOK = 1000

/**
 * How many seeds a claim should have after the next round; the number it has where no further one would be looked at.
 * Rounds only decide how much is run at a time: the looks are the same whatever their size, and so is the verdict.
 *
 * @param budget seeds that the claim states at the profile
 * @param judgement with the seeds so far, made with its whole family; null before the first round
 * @param wholes judgements of the `all-of` claims that name this one: while one is open, its members go on
 * @returns from 0 (a claim that runs nothing) to budget.max
 * @example
 * const decision = { alpha: 0.05, mode: 'anytime-valid', method: 'sign-flip', seeds: { min: 10, max: 30 } }
 * nextSeedCount({ ...claim, decision }, decision.seeds, null) // 10
 */
export function nextSeedCount(
  { decision, experiment }: Claim,
  budget: SeedBudget,
  judgement: Pick<Judgement, 'open' | 'analysis'> | null,
  wholes: readonly Pick<Judgement, 'open'>[] = []
): number {
  if (experiment === null) return 0
  if (decision.mode === 'fixed') return budget.max
  if (judgement === null) return budget.min
  const { analysis } = judgement
  if (analysis.kind !== 'paired' && analysis.kind !== 'share') return budget.max
  const entered = analysis.kind === 'paired' ? analysis.failures.numPairs : analysis.numSeeds
  const run = entered + (analysis.sequential?.unusedSeeds.length ?? 0)
  if (judgement.open && analysis.kind === 'paired' && analysis.subtypeLooks !== undefined) {
    const { entered: sofar, max, numPairs } = analysis.subtypeLooks
    return Math.min(max, sofar + stepBeyond(numPairs, decision))
  }
  if (!judgement.open) {
    return wholes.some(({ open }) => open) ? Math.max(run, Math.min(budget.max, run + STEP_BEYOND)) : run
  }
  if (entered < budget.min) return budget.min
  const step = analysis.kind === 'paired' ? pairedStep(analysis, decision) : stepTowards(analysis.moreSeeds)
  return Math.min(budget.max, entered + step)
}

function pairedStep({ morePairs, numPairs }: PairedAnalysis, decision: SequentialDecision): number {
  return stepToLook(numPairs, decision) ?? stepTowards(morePairs)
}

function stepBeyond(numPairs: number, decision: SequentialDecision): number {
  return stepToLook(numPairs, decision) ?? STEP_BEYOND
}

/** Group-sequentially to the next look; seeds in between are not looked at. */
function stepToLook(numPairs: number, { mode, method }: SequentialDecision): number | null {
  if (mode === 'anytime-valid' || method === 'beta-binomial') return null
  const next = sequentialMethod(method)
    .looks(MAX_LOOK)
    .find((look) => look > numPairs)
  return next === undefined ? 1 : next - numPairs
}

function stepTowards(expected: number | null): number {
  return Math.max(1, Math.min(LARGEST_STEP, Math.ceil(SHARE_OF_EXPECTED * (expected ?? 1))))
}

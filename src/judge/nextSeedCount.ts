import type { SeedBudget, SequentialDecision } from '../claims/types'
import { type ClaimOf, type Judgement, type JudgementOf, type KindName, kindOf } from '../kinds'
import { sequentialMethod } from '../stats/sequential/sequentialMethod'

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
export function nextSeedCount<K extends KindName>(
  { decision, experiment, hypothesis }: ClaimOf<K>,
  budget: SeedBudget,
  judgement: Pick<JudgementOf<K>, 'open' | 'analysis' | 'selection'> | null,
  wholes: readonly Pick<Judgement, 'open'>[] = []
): number {
  if (experiment === null) return 0
  if (decision.mode === 'fixed') return budget.max
  if (judgement === null) return budget.min
  const progress = kindOf<K>(hypothesis).progress?.(judgement.analysis) ?? null
  if (progress === null) return budget.max
  const { entered, unused, looked, expected, beyond } = progress
  const waiting = judgement.selection?.combinations.flatMap(({ open }) => open ?? []) ?? []
  if (judgement.open && waiting.length > 0) {
    // Every combination of settings takes the same seeds, however many it needed: the slowest says how many more.
    const run = entered + unused
    const step = stepToLook(run, decision) ?? stepTowards(Math.max(...waiting))
    return Math.min(budget.max, Math.max(budget.min, run + step))
  }
  if (judgement.open && beyond !== null) {
    return Math.min(beyond.max, beyond.entered + (stepToLook(beyond.looked, decision) ?? STEP_BEYOND))
  }
  if (!judgement.open) {
    const run = entered + unused
    return wholes.some(({ open }) => open) ? Math.max(run, Math.min(budget.max, run + STEP_BEYOND)) : run
  }
  if (entered < budget.min) return budget.min
  return Math.min(budget.max, entered + (stepToLook(looked, decision) ?? stepTowards(expected)))
}

/** Group-sequentially to the next look; seeds in between are not looked at. */
function stepToLook(looked: number, { mode, method }: SequentialDecision): number | null {
  if (mode === 'anytime-valid' || method === 'beta-binomial') return null
  const next = sequentialMethod(method)
    .looks(MAX_LOOK)
    .find((look) => look > looked)
  return next === undefined ? 1 : next - looked
}

function stepTowards(expected: number | null): number {
  return Math.max(1, Math.min(LARGEST_STEP, Math.ceil(SHARE_OF_EXPECTED * (expected ?? 1))))
}

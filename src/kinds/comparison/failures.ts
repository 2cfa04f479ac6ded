import type { Margin } from '../../claims/types'
import type { Count } from '../../json/scalars'
import { mean } from '../../stats/describe'
import { farringtonManningP } from '../../stats/farringtonManning'
import { mcnemarP } from '../../stats/mcnemar'
import { tangoP } from '../../stats/tango'
import { tInterval } from '../../stats/tInterval'
import { unseenRateBound } from '../../stats/ties'
import { NoLogarithmError, type PairEffect } from './pairEffect'
import type { FailureAnalysis, Pair, PairSide } from './types'

/** The run did not train, or its metric is no number. A failed run never enters theta. */
export function hasFailed(side: PairSide): boolean {
  return side.failure !== null || !Number.isFinite(side.value)
}

/** Both arms trained: the pairs that theta speaks of. */
export function bothTrained(pair: Pair): boolean {
  return !hasFailed(pair.control) && !hasFailed(pair.treatment)
}

export interface FailureCounts {
  /** Failed runs of the control. */
  readonly control: Count
  /** Failed runs of the treatment. */
  readonly treatment: Count
  /** Pairs, whatever became of them. */
  readonly numPairs: Count
}

/** Failed runs, and what they show. */
export interface GuardedFailures extends FailureCounts {
  /** The arm that is shown to fail more often by more than the margin; null where neither is. */
  readonly failsMore: 'control' | 'treatment' | null
}

export function countFailures(pairs: readonly Pair[]): FailureCounts {
  return {
    control: pairs.filter((pair) => hasFailed(pair.control)).length,
    treatment: pairs.filter((pair) => hasFailed(pair.treatment)).length,
    numPairs: pairs.length
  }
}

/** Failure rates that differ by no more are alike, unless a claim states another margin. */
const DEFAULT_FAILURE_MARGIN = 0.1
/**
 * One-sided level of the guard against a survivor's evidence. It is a guard, so it errs on the side of no decision. By
 * Tango's test, margin .1, of 10 pairs 3 failures against 0 block (p = .089) and 2 against 0 do not (.17). Computed for
 * independent arms: at equal rates from .02 to .5 it blocks in at most .058 of cases with 6 pairs, .053 with 10, .018 with
 * 30 and 0 with 1,000 (a comparison of raw counts: up to .39, .41, .45 and .49); at a difference of exactly the margin in
 * at most .12, .14, .10 and .10 (.16 where the arms fail together); at 0 against .3 in .26, .62, .92 and 1; at 0 against .5
 * in .66, .95, 1 and 1. The exact unconditional test of the same level sees half of that with 10 pairs: .35 and .83.
 */
export const GUARD_LEVEL = 0.1

/** @example failureMarginOf({ absolute: 0.01 }) // 0.1 */
export function failureMarginOf({ failures }: Margin): number {
  return failures ?? DEFAULT_FAILURE_MARGIN
}

/** @param margin of failure rates, as `failureMarginOf` */
export function guardFailures(pairs: readonly Pair[], margin: number): GuardedFailures {
  const [onlyControl, onlyTreatment] = failedAlone(pairs)
  const exceeds = (more: number, less: number) => exceedsBy(more, less, pairs.length, margin)
  return {
    ...countFailures(pairs),
    failsMore: whichExceeds(exceeds(onlyControl, onlyTreatment), exceeds(onlyTreatment, onlyControl))
  }
}

/** Whether one arm is shown to fail more often by more than the margin: pairs in which it alone failed, the other alone, of all. */
export function exceedsBy(more: number, less: number, numPairs: number, margin: number): boolean {
  return more > less && tangoP(more, less, numPairs, margin) <= GUARD_LEVEL
}

/** Pairs in which the control alone failed, and the treatment alone. */
function failedAlone(pairs: readonly Pair[]): readonly [number, number] {
  const alone = pairs.filter((pair) => hasFailed(pair.control) !== hasFailed(pair.treatment))
  const control = alone.filter((pair) => hasFailed(pair.control)).length
  return [control, alone.length - control]
}

/** The same of runs that are no pairs, by the test of Farrington and Manning. Failed runs, of all that there were. */
export function failsMoreUnpaired(
  control: { readonly count: number; readonly of: number },
  treatment: { readonly count: number; readonly of: number },
  margin: number
): GuardedFailures['failsMore'] {
  if (control.of === 0 || treatment.of === 0) return null
  const exceeds = (more: typeof control, less: typeof control) =>
    more.count * less.of > less.count * more.of && farringtonManningP(more, less, margin) <= GUARD_LEVEL
  return whichExceeds(exceeds(control, treatment), exceeds(treatment, control))
}

/** At most one of them does. */
function whichExceeds(control: boolean, treatment: boolean): GuardedFailures['failsMore'] {
  return control ? 'control' : treatment ? 'treatment' : null
}

/** In each of the arms at least half of the runs failed. */
export function tooManyFailed({ control, treatment, numPairs }: FailureCounts): boolean {
  return numPairs > 0 && 2 * control >= numPairs && 2 * treatment >= numPairs
}

/**
 * Failures as an outcome of their own: counts, what the guard says of them, exact McNemar test, the bound on a rate that was
 * never seen, and, as a sensitivity analysis that decides nothing, theta with min(x, chance) on every run.
 *
 * @param pairs those that entered the verdict
 * @param chanceLevel null where the value is no loss
 * @param alpha the family's error rate: the bound is 1 - alpha^(1/n), .26 at n = 10 and alpha .05
 * @param level of the sensitivity analysis' interval
 * @param margin of failure rates, as `failureMarginOf`
 */
export function analyseFailures(
  pairs: readonly Pair[],
  chanceLevel: number | null,
  alpha: number,
  level: number,
  effect: PairEffect,
  margin: number
): FailureAnalysis {
  const counts = guardFailures(pairs, margin)
  const anyFailed = counts.control + counts.treatment > 0
  return {
    controlFailures: counts.control,
    treatmentFailures: counts.treatment,
    numPairs: counts.numPairs,
    margin,
    failsMore: counts.failsMore,
    pMcNemar: mcnemarP(...failedAlone(pairs)),
    unseenRateBound: anyFailed ? null : unseenRateBound(counts.numPairs, counts.numPairs, alpha),
    capped: chanceLevel === null ? null : cappedEffect(pairs, chanceLevel, level, effect)
  }
}

function cappedEffect(
  pairs: readonly Pair[],
  chanceLevel: number,
  level: number,
  effect: PairEffect
): FailureAnalysis['capped'] {
  if (pairs.length < 2) return null
  const capped = ({ value }: PairSide) => (Number.isFinite(value) ? Math.min(value, chanceLevel) : chanceLevel)
  try {
    const values = pairs.map((pair) => effect(capped(pair.control), capped(pair.treatment)))
    return { theta: mean(values), interval: tInterval(values, level) }
  } catch (error) {
    // Every run counts here, also those that the verdict leaves out: it decides nothing, so it stops nothing.
    if (error instanceof NoLogarithmError) return null
    throw error
  }
}

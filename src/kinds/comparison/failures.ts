import { mean } from '../../stats/describe'
import { mcnemarP } from '../../stats/mcnemar'
import { tInterval } from '../../stats/tInterval'
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
  readonly control: number
  readonly treatment: number
  readonly numPairs: number
}

export function countFailures(pairs: readonly Pair[]): FailureCounts {
  return {
    control: pairs.filter((pair) => hasFailed(pair.control)).length,
    treatment: pairs.filter((pair) => hasFailed(pair.treatment)).length,
    numPairs: pairs.length
  }
}

/** In each of the arms at least half of the runs failed. */
export function tooManyFailed({ control, treatment, numPairs }: FailureCounts): boolean {
  return numPairs > 0 && 2 * control >= numPairs && 2 * treatment >= numPairs
}

/**
 * Failures as an outcome of their own: counts, exact McNemar test, the bound on a rate that was never seen, and, as a
 * sensitivity analysis that decides nothing, theta with min(x, chance) on every run.
 *
 * @param pairs those that entered the verdict
 * @param chanceLevel null where the value is no loss
 * @param alpha the family's error rate: the bound is 1 - alpha^(1/n), .26 at n = 10 and alpha .05
 * @param level of the sensitivity analysis' interval
 */
export function analyseFailures(
  pairs: readonly Pair[],
  chanceLevel: number | null,
  alpha: number,
  level: number,
  effect: PairEffect
): FailureAnalysis {
  const counts = countFailures(pairs)
  const onlyControl = pairs.filter((pair) => hasFailed(pair.control) && !hasFailed(pair.treatment)).length
  const onlyTreatment = pairs.filter((pair) => hasFailed(pair.treatment) && !hasFailed(pair.control)).length
  const anyFailed = counts.control + counts.treatment > 0
  return {
    controlFailures: counts.control,
    treatmentFailures: counts.treatment,
    numPairs: counts.numPairs,
    pMcNemar: mcnemarP(onlyControl, onlyTreatment),
    unseenRateBound: anyFailed ? null : 1 - alpha ** (1 / counts.numPairs),
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

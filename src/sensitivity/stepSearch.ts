import type { Setting } from '../claims/types'
import { curveMean } from '../kinds/shared/metric'
import type { RunRole } from '../plan/types'
import type { StepTrial } from '../report/sensitivity/types'
import type { RunResult } from '../store/types'

export const STEP_METRIC = 'train.effectiveStep'
/** The ratio of the two mean effective steps comes within this of 1. */
export const STEP_TOLERANCE = 0.01
/** The same alpha among them. The step is nearly proportional to alpha, so the second or third is usually there. */
export const MAX_STEP_TRIALS = 6
/** A rate is rounded to so many digits: far inside the tolerance, and the same on every machine. */
const RATE_DIGITS = 4
/** Of ln step on ln alpha; a secant outside is led astray by noise. */
const PLAUSIBLE_SLOPE = { least: 0.25, most: 4 }

/** Alpha of a setting of an optimizer. */
export function rateOf({ learningRate }: Setting): number {
  if (typeof learningRate !== 'number') throw new TypeError('the setting has no learning rate')
  return learningRate
}

/**
 * The mean effective step of some runs: the geometric mean over the runs and their epochs.
 *
 * @returns null where a run diverged, or there is none; undefined while one has not finished
 */
export function meanStep(
  roles: readonly Pick<RunRole, 'key'>[],
  results: ReadonlyMap<string, RunResult>
): number | null | undefined {
  const found = roles.map(({ key }) => results.get(key))
  if (found.some((result) => result === undefined)) return undefined
  const logarithms = found.map((result) => Math.log(curveMean(result!, STEP_METRIC, 0)))
  const step = Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length)
  return Number.isFinite(step) && step > 0 ? step : null
}

/**
 * The next value of the control's alpha: by the secant of the last two trials on logarithms, at first as if the step were
 * proportional to alpha.
 *
 * @param trials at least the one at the same alpha
 * @returns null where the search is over: matched, out of trials, or a run of the last one diverged
 * @example nextLearningRate([{ learningRate: 0.01, ratio: 1.25 }]) // 0.008
 * @example nextLearningRate([{ learningRate: 0.01, ratio: 1.25 }, { learningRate: 0.008, ratio: 1.005 }]) // null
 */
export function nextLearningRate(trials: readonly StepTrial[]): number | null {
  const last = trials.at(-1)!
  if (last.ratio === null || isMatched(last) || trials.length >= MAX_STEP_TRIALS) return null
  const before = trials.at(-2)
  const slope = before === undefined || before.ratio === null ? 1 : slopeOf(before.learningRate, before.ratio, last)
  const step = Math.log(last.ratio) / slope
  const next = Number((last.learningRate * Math.exp(-step)).toPrecision(RATE_DIGITS))
  return next > 0 && trials.every(({ learningRate }) => learningRate !== next) ? next : null
}

/** The trial that comes nearest; null where none has a ratio. */
export function nearestTrial(trials: readonly StepTrial[]): StepTrial | null {
  const distance = ({ ratio }: StepTrial) => (ratio === null ? Number.POSITIVE_INFINITY : Math.abs(Math.log(ratio)))
  const nearest = trials.reduce((best, trial) => (distance(trial) < distance(best) ? trial : best))
  return nearest.ratio === null ? null : nearest
}

/** @example isMatched({ learningRate: 0.01, ratio: 0.995 }) // true */
export function isMatched({ ratio }: StepTrial): boolean {
  return ratio !== null && Math.abs(Math.log(ratio)) <= Math.log1p(STEP_TOLERANCE)
}

function slopeOf(learningRate: number, ratio: number, last: StepTrial): number {
  const slope = Math.log(last.ratio! / ratio) / Math.log(last.learningRate / learningRate)
  return slope >= PLAUSIBLE_SLOPE.least && slope <= PLAUSIBLE_SLOPE.most ? slope : 1
}

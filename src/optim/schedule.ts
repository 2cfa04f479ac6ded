import type { PositiveInteger } from '../json/scalars'
import { cosineOfPi } from './elementary'

/** What any schedule may begin with. */
interface WarmUp {
  /** alpha_t = alpha (from + (1 - from)(t - 1)/W) for t = 1..W, and then the schedule as if it began at W + 1. */
  readonly warmup?: {
    /** W, updates; fewer than the run has. */
    readonly steps: PositiveInteger
    /** Share of alpha at the first update, in [0, 1]. */
    readonly from: number
  }
}

/** How the learning rate alpha goes from step to step, which are counted from 1. */
export type Schedule =
  /** alpha_t = alpha */
  | ({ readonly name: 'constant' } & WarmUp)
  /** alpha_t = alpha / sqrt(t) */
  | ({ readonly name: 'inverse-sqrt' } & WarmUp)
  /** alpha_t = alpha (1 - (t - 1)/T), T the number of steps of the run */
  | ({ readonly name: 'linear' } & WarmUp)
  /** alpha_t = alpha (f + (1 - f)(1 + cos(pi (t - 1)/T))/2) */
  | ({
      readonly name: 'cosine'
      /** f, the share of alpha that it goes down to, in [0, 1]. */
      readonly final: number
    } & WarmUp)
  /** alpha_t = alpha factor^k, k the number of `boundaries` b with t > b */
  | ({
      readonly name: 'step'
      /** Steps after which alpha is multiplied once more; strictly increasing. */
      readonly boundaries: readonly PositiveInteger[]
      /** What alpha is multiplied by. */
      readonly factor: number
    } & WarmUp)

// Engines call this once a step, and in Jest's VM context every look at the global `Math` is a call into the host.
const { sqrt } = Math

/**
 * The learning rate alpha_t of update t.
 *
 *     constant      alpha_t = alpha
 *     inverse-sqrt  alpha_t = alpha / sqrt(t)                (Reddi et al. 2018, their theorems and convex experiments)
 *     linear        alpha_t = alpha (1 - (t - 1)/T)          first alpha, last alpha/T, never 0
 *     cosine        alpha_t = alpha (f + (1 - f)(1 + cos(pi (t - 1)/T))/2)      (Loshchilov and Hutter 2017, no restarts)
 *     step          alpha_t = alpha factor^k                 k of the boundaries lie before t
 *
 * With a warm-up of W updates, alpha_t = alpha (from + (1 - from)(t - 1)/W) for t <= W; then t - W stands for t and T - W for
 * T, as in `optax.join_schedules`.
 *
 * Differs from: optax schedules count from 0 (`count` = t - 1); Keras's `InverseTimeDecay` is alpha/(1 + k t), not this;
 * PyTorch's schedulers move where `step()` is called, which in most programs is once an epoch.
 *
 * @param learningRate alpha
 * @param step t, from 1
 * @param numSteps T, the number of updates of the whole run; read by `linear` and `cosine` only
 * @example scheduledLearningRate({ name: 'inverse-sqrt' }, 0.5, 4, 100) // 0.25
 */
export function scheduledLearningRate(
  schedule: Schedule,
  learningRate: number,
  step: number,
  numSteps: number
): number {
  const { warmup } = schedule
  if (warmup === undefined) return scheduled(schedule, learningRate, step, numSteps)
  const { steps, from } = warmup
  if (step <= steps) return learningRate * (from + (1 - from) * ((step - 1) / steps))
  return scheduled(schedule, learningRate, step - steps, numSteps - steps)
}

function scheduled(schedule: Schedule, learningRate: number, step: number, numSteps: number): number {
  switch (schedule.name) {
    case 'constant':
      return learningRate
    case 'inverse-sqrt':
      return learningRate / sqrt(step)
    case 'linear':
      return learningRate * (1 - (step - 1) / numSteps)
    case 'cosine': {
      const { final } = schedule
      return learningRate * (final + ((1 - final) * (1 + cosineOfPi((step - 1) / numSteps))) / 2)
    }
    case 'step':
      return schedule.boundaries.reduce(
        (rate, boundary) => (step > boundary ? rate * schedule.factor : rate),
        learningRate
      )
    default:
      return schedule satisfies never
  }
}

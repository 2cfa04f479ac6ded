export type Schedule =
  /** alpha_t = alpha */
  | { readonly name: 'constant' }
  /** alpha_t = alpha / sqrt(t) */
  | { readonly name: 'inverse-sqrt' }
  /** alpha_t = alpha (1 - (t - 1)/T), T the number of steps of the run */
  | { readonly name: 'linear' }
  /** alpha_t = alpha factor^k, k the number of `boundaries` b with t > b; steps, from 1, strictly increasing */
  | { readonly name: 'step'; readonly boundaries: readonly number[]; readonly factor: number }

// Engines call this once a step, and in Jest's VM context every look at the global `Math` is a call into the host.
const { sqrt } = Math

/**
 * The learning rate alpha_t of update t.
 *
 *     constant      alpha_t = alpha
 *     inverse-sqrt  alpha_t = alpha / sqrt(t)                (Reddi et al. 2018, their theorems and convex experiments)
 *     linear        alpha_t = alpha (1 - (t - 1)/T)          first alpha, last alpha/T, never 0
 *     step          alpha_t = alpha factor^k                 k of the boundaries lie before t
 *
 * Differs from: optax schedules count from 0 (`count` = t - 1); Keras's `InverseTimeDecay` is alpha/(1 + k t), not this.
 *
 * @param learningRate alpha
 * @param step t, from 1
 * @param numSteps T, the number of updates of the whole run; read by `linear` only
 * @example scheduledLearningRate({ name: 'inverse-sqrt' }, 0.5, 4, 100) // 0.25
 */
export function scheduledLearningRate(
  schedule: Schedule,
  learningRate: number,
  step: number,
  numSteps: number
): number {
  switch (schedule.name) {
    case 'constant':
      return learningRate
    case 'inverse-sqrt':
      return learningRate / sqrt(step)
    case 'linear':
      return learningRate * (1 - (step - 1) / numSteps)
    case 'step':
      return schedule.boundaries.reduce(
        (rate, boundary) => (step > boundary ? rate * schedule.factor : rate),
        learningRate
      )
    default:
      return schedule satisfies never
  }
}

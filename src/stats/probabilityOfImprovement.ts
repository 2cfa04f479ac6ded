import { cliffsDelta } from './cliffsDelta'

/** Values of two arms on one task. */
export interface TaskValues {
  readonly control: readonly number[]
  readonly treatment: readonly number[]
}

/**
 * The probability that a run of the treatment is better than one of the control on the same task, any two of them, ties
 * half: averaged over tasks, whatever the scale of each. How much better, it does not say.
 *
 * @param tasks at least 1, each with a value of both arms; higher is better
 * @returns in [0, 1]
 * @example probabilityOfImprovement([{ control: [1, 2], treatment: [2, 3] }]) // 0.875
 * @see Agarwal et al. 2021, section 4.3; rliable's `probability_of_improvement`
 */
export function probabilityOfImprovement(tasks: readonly TaskValues[]): number {
  if (tasks.length === 0) throw new RangeError('the probability of improvement over no tasks')
  return (
    tasks.reduce((sum, { control, treatment }) => sum + (1 + cliffsDelta(control, treatment)) / 2, 0) / tasks.length
  )
}

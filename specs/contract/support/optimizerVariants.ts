import type { OptimizerSpec } from '../../../src/optim/presets'
import type { Schedule } from '../../../src/optim/schedule'
import { presetVariants, type VariantNumbers } from '../../support/presetVariants'
import { ADAM } from './trainingSpecs'

export interface NamedOptimizer {
  readonly name: string
  readonly optimizer: OptimizerSpec
}

const SCHEDULES: readonly Schedule['name'][] = ['constant', 'inverse-sqrt', 'linear', 'step']

/**
 * Every variant of every preset under every schedule, as far as it differs from all others; and Adam with betas at their ends.
 *
 * @param steps of the schedule `step`
 */
export function optimizerVariants(
  numbers: Omit<VariantNumbers, 'projection'>,
  steps: Omit<Extract<Schedule, { name: 'step' }>, 'name'>
): readonly NamedOptimizer[] {
  return SCHEDULES.flatMap((name) => {
    const schedule: Schedule = name === 'step' ? { name, ...steps } : { name }
    const adam = { ...ADAM, schedule, learningRate: numbers.learningRates.divided, epsilon: numbers.epsilon }
    const all = {
      ...presetVariants({ ...numbers, projection: 'none' }, schedule),
      [`Adam, beta1 0, ${name}`]: { ...adam, beta1: 0, beta2: 0.3 },
      [`Adam, textbook betas, ${name}`]: { ...adam, beta1: 0.9, beta2: 0.999 }
    }
    return Object.entries(all).map(([title, optimizer]) => ({ name: title, optimizer }))
  })
}

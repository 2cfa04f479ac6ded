import type { OptimizerSpec } from '../../../src/optim/presets'
import type { Schedule } from '../../../src/optim/schedule'
import { furtherVariants, plainVariants, type VariantNumbers } from '../../support/presetVariants'
import { ADAM } from './trainingSpecs'

export interface NamedOptimizer {
  readonly name: string
  readonly optimizer: OptimizerSpec
}

/**
 * Every variant of every preset, as far as it differs from all others: those that average, divide and sum up under every
 * schedule, and Adam with betas at their ends; the others, which read no schedule but through alpha_t, under one. And some
 * of all under what else a schedule may be.
 *
 * @param steps of the schedule `step`
 */
export function optimizerVariants(
  numbers: Omit<VariantNumbers, 'projection'>,
  steps: Pick<Extract<Schedule, { name: 'step' }>, 'boundaries' | 'factor'>
): readonly NamedOptimizer[] {
  const own = { ...numbers, projection: 'none' } as const
  const schedules: readonly Schedule[] = [
    { name: 'constant' },
    { name: 'inverse-sqrt' },
    { name: 'linear' },
    { name: 'step', ...steps }
  ]
  const all = schedules.map((schedule) => {
    const adam = { ...ADAM, schedule, learningRate: numbers.learningRates.divided, epsilon: numbers.epsilon }
    return {
      ...plainVariants(own, schedule),
      [`Adam, beta1 0, ${schedule.name}`]: { ...adam, beta1: 0, beta2: 0.3 },
      [`Adam, textbook betas, ${schedule.name}`]: { ...adam, beta1: 0.9, beta2: 0.999 }
    }
  })
  const others: readonly Schedule[] = [
    { name: 'cosine', final: 0.1 },
    { name: 'cosine', final: 0, warmup: { steps: 4, from: 0.1 } },
    { name: 'constant', warmup: { steps: 3, from: 0 } }
  ]
  // The first are of SGD, with momentum and without.
  const scheduled = others.flatMap((schedule) => Object.entries(plainVariants(own, schedule)).slice(0, 3))
  const variants = { ...Object.assign({}, ...all), ...furtherVariants(own, { name: 'linear' }) } as Record<
    string,
    OptimizerSpec
  >
  return [...Object.entries(variants), ...scheduled].map(([name, optimizer]) => ({ name, optimizer }))
}

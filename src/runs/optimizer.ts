import type { Arm, OptimizerSpec } from '../claims/types'
import type { RunChoice, RunFact } from './types'

/** The optimizer of an arm at a setting. */
export function optimizerOf(
  { id, arms }: { readonly id: string; readonly arms: Readonly<Record<string, Arm>> },
  { arm, setting }: RunChoice
): OptimizerSpec {
  const found = arms[arm]
  if (found === undefined) throw new Error(`experiment ${id} has no arm ${arm}`)
  return { ...found.optimizer, ...setting }
}

/** `Adam alpha=0.001 beta2=0.999` */
export function optimizerWords(optimizer: OptimizerSpec): string {
  const beta2 = optimizer.name === 'SGD' ? '' : ` beta2=${optimizer.beta2}`
  return `${optimizer.name} alpha=${optimizer.learningRate}${beta2}`
}

export const OPTIMIZER_COLUMNS = [
  'optimizer',
  'learningRate',
  'schedule',
  'projection',
  'momentum',
  'beta1',
  'beta2',
  'epsilon',
  'epsilonPlacement',
  'biasCorrection',
  'maximum'
] as const

export function optimizerFacts(optimizer: OptimizerSpec): Record<(typeof OPTIMIZER_COLUMNS)[number], RunFact> {
  const adaptive = optimizer.name === 'SGD' ? null : optimizer
  return {
    optimizer: optimizer.name,
    learningRate: optimizer.learningRate,
    schedule: optimizer.schedule.name,
    projection: optimizer.projection,
    momentum: optimizer.name === 'SGD' ? optimizer.momentum : null,
    beta1: adaptive?.beta1 ?? null,
    beta2: adaptive?.beta2 ?? null,
    epsilon: adaptive?.epsilon ?? null,
    epsilonPlacement: adaptive?.epsilonPlacement ?? null,
    biasCorrection: adaptive?.biasCorrection ?? null,
    maximum: optimizer.name === 'AMSGrad' ? optimizer.maximum : null
  }
}

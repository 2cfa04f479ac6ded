import type { Arm } from '../claims/types'
import type { OptimizerSpec } from '../optim/presets'
import { type Optimizer, type RuleSettings, SETTINGS } from '../optim/updateRule'
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
export function optimizerWords({ name, learningRate, beta2 }: Optimizer): string {
  return `${name} alpha=${learningRate}${beta2 === undefined ? '' : ` beta2=${beta2}`}`
}

export const OPTIMIZER_COLUMNS = ['optimizer', 'learningRate', 'schedule', 'projection', ...SETTINGS] as const

const NO_SETTINGS = Object.fromEntries(SETTINGS.map((key) => [key, null])) as Record<keyof RuleSettings, null>

export function optimizerFacts(optimizer: Optimizer): Record<(typeof OPTIMIZER_COLUMNS)[number], RunFact> {
  const { name, learningRate, schedule, projection, ...settings } = optimizer
  return { optimizer: name, learningRate, schedule: schedule.name, projection, ...NO_SETTINGS, ...settings }
}

import { type OptimizerName, type OptimizerSpec, PRESETS, settingKeysOf } from '../../src/optim/presets'
import type { Schedule } from '../../src/optim/schedule'
import type { OptimizerBase, RuleSettings } from '../../src/optim/updateRule'

/** The numbers of the settings, the same for all; and learning rates, since not every rule makes steps of one size. */
export interface VariantNumbers extends Pick<RuleSettings, 'beta1' | 'beta2' | 'epsilon' | 'momentum'> {
  readonly projection: OptimizerBase['projection']
  readonly learningRates: {
    /** Of gradients as they are. */
    readonly plain: number
    /** Of gradients that momentum sums up. */
    readonly summed: number
    /** Of gradients that are divided. */
    readonly divided: number
  }
}

/**
 * Every variant of every preset that differs from all others, by name. Where some settings make others meaningless, only one
 * of these is there.
 */
export function presetVariants(numbers: VariantNumbers, schedule: Schedule): Record<string, OptimizerSpec> {
  const variants = Object.keys(PRESETS).flatMap((name) => variantsOf(name as OptimizerName, numbers, schedule))
  return Object.fromEntries(variants)
}

type Settings = Partial<RuleSettings>

function variantsOf(name: OptimizerName, numbers: VariantNumbers, schedule: Schedule): [string, OptimizerSpec][] {
  const choices: { readonly [Key in keyof RuleSettings]: readonly RuleSettings[Key][] } = {
    beta1: [numbers.beta1],
    beta2: [numbers.beta2],
    initialSecondMoment: [0, 1],
    biasCorrection: [true, false],
    maximum: ['uncorrected', 'corrected'],
    epsilon: [numbers.epsilon],
    epsilonPlacement: ['outside', 'outside-uncorrected', 'inside'],
    momentum: [0, numbers.momentum],
    momentumOf: ['directions', 'steps']
  }
  let all: Settings[] = [{}]
  for (const key of settingKeysOf(name)) {
    all = all.flatMap((settings) => choices[key].map((value) => ({ ...settings, [key]: value })))
  }
  return all
    .filter((settings) => isTheirOnly(settings, schedule))
    .map((settings) => {
      const varied = settingKeysOf(name).filter((key) => choices[key].length > 1)
      const title = [name, ...varied.map((key) => `${key} ${settings[key]}`), schedule.name].join(', ')
      const learningRate = learningRateOf(settings, numbers)
      return [title, { name, learningRate, schedule, projection: numbers.projection, ...settings } as OptimizerSpec]
    })
}

/** Without bias correction c_t = 1; momentum of steps needs momentum, and steps whose alpha changes. */
function isTheirOnly({ biasCorrection, ...settings }: Settings, schedule: Schedule): boolean {
  if (!biasCorrection && settings.epsilonPlacement === 'outside-uncorrected') return false
  if (!biasCorrection && settings.maximum === 'corrected') return false
  return settings.momentumOf !== 'steps' || (settings.momentum !== 0 && schedule.name !== 'constant')
}

function learningRateOf({ beta2, momentum }: Settings, { learningRates }: VariantNumbers): number {
  const { plain, summed, divided } = learningRates
  const ofSums = momentum ? summed / plain : 1
  return (beta2 === undefined ? plain : divided) * ofSums
}

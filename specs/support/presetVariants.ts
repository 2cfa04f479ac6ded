import {
  type OptimizerFile,
  type OptimizerName,
  type OptimizerSpec,
  PRESETS,
  resolveOptimizer,
  settingKeysOf,
  variantsOf
} from '../../src/optim/presets'
import type { Schedule } from '../../src/optim/schedule'
import { isOfPlainForm, type OptimizerBase, type RuleSettings, ruleOf, updateRuleOf } from '../../src/optim/updateRule'

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
  /** Where gradients are cut; without it at 1. */
  readonly clip?: number
}

type Settings = Partial<RuleSettings>

/**
 * Every variant of every preset that differs from all others, by name: whatever its settings may be together, of those that
 * average, divide and sum up; those of the libraries, of the others; and every option somewhere. Where some settings make
 * others meaningless, only one of these is there.
 */
export function presetVariants(numbers: VariantNumbers, schedule: Schedule): Record<string, OptimizerSpec> {
  return { ...plainVariants(numbers, schedule), ...furtherVariants(numbers, schedule) }
}

/** Those that average, divide and sum up. */
export function plainVariants(numbers: VariantNumbers, schedule: Schedule): Record<string, OptimizerSpec> {
  const names = (Object.keys(PRESETS) as OptimizerName[]).filter(isPlain)
  return Object.fromEntries(names.flatMap((name) => combinationsOf(name, numbers, schedule)))
}

/** The others: of the libraries, and with every option. */
export function furtherVariants(numbers: VariantNumbers, schedule: Schedule): Record<string, OptimizerSpec> {
  const ofLibraries = Object.keys(PRESETS)
    .filter((name) => !isPlain(name as OptimizerName))
    .flatMap((name) => variantsOf(name).map((variant) => ({ name, variant }) as Given))
  const clip = numbers.clip ?? 1
  const momentum = { momentum: numbers.momentum }
  const options: readonly Given[] = [
    { name: 'SGD', ...momentum, nesterov: true },
    ...(schedule.name === 'constant'
      ? []
      : ([
          { name: 'SGD', ...momentum, momentumOf: 'steps' },
          { name: 'SGD', ...momentum, momentumOf: 'steps', nesterov: true }
        ] as const)),
    { name: 'SGD', weightDecay: 0.2 },
    { name: 'SGD', decoupledDecay: 0.3 },
    { name: 'SGD', clipValue: clip },
    { name: 'SGD', clipNorm: clip },
    { name: 'SGD', clipNorm: clip, clipEpsilon: 0.05 },
    { name: 'SGD', lookahead: 5 },
    { name: 'Adam', variant: 'pytorch', lookahead: 3, lookaheadRate: 0.8 },
    { name: 'Adam', variant: 'pytorch', clipNorm: 0.6 * clip, weightDecay: 0.2 },
    { name: 'RMSProp', variant: 'pytorch', centred: true },
    { name: 'RMSProp', variant: 'keras', centred: true, biasCorrection: true },
    { name: 'RMSProp', variant: 'tensorflow1', centred: true, ...momentum },
    { name: 'RMSProp', variant: 'pytorch', ...momentum, nesterov: true },
    { name: 'AdaBound', variant: 'pytorch', maximum: 'uncorrected' },
    { name: 'AdamW', variant: 'optax', nesterov: true },
    { name: 'AdaShift', variant: 'pytorch', spatial: 'none' },
    { name: 'AdaShift', variant: 'pytorch', spatial: 'mean', window: 1 },
    { name: 'AdaShift', variant: 'paper', spatial: 'mean', window: 5 }
  ]
  const rules = new Set<string>()
  return Object.fromEntries(
    [...ofLibraries, ...options].flatMap(({ name, variant, ...settings }): [string, OptimizerSpec][] => {
      const resolved = resolveAt(numbers, schedule, { name, variant, ...settings })
      const rule = JSON.stringify(updateRuleOf(resolved))
      if (rules.has(rule)) return []
      rules.add(rule)
      const parts = [
        name,
        variant,
        ...Object.entries(settings).map(([key, value]) => `${key} ${value}`),
        titleOf(schedule)
      ]
      return [[parts.filter((part) => part !== undefined).join(', '), resolved]]
    })
  )
}

/** What all numbers of these variants are besides, but for those that a variant is about. */
function furtherNumbers({ learningRates }: VariantNumbers) {
  // Bounds that some steps are in, and some are not.
  return { decoupledDecay: 0.3, finalRate: 4 * learningRates.divided, boundSpeed: 0.2, shift: 3, window: 3 }
}

type Given = { readonly name: OptimizerName; readonly variant?: string | undefined } & Settings

function resolveAt(numbers: VariantNumbers, schedule: Schedule, { name, variant, ...settings }: Given): OptimizerSpec {
  const { beta1, epsilon, learningRates, projection } = numbers
  const own = settingKeysOf(name) as readonly string[]
  // Nothing is rectified, nor divided, whose average is too short.
  const beta2 = 'rectified' in PRESETS[name].fixed ? 1 - (1 - numbers.beta2) / 5 : numbers.beta2
  const stated = Object.entries({ beta1, beta2, epsilon, ...furtherNumbers(numbers) }).filter(([key]) =>
    own.includes(key)
  )
  const file = { name, variant, projection, schedule, ...Object.fromEntries(stated), ...settings }
  const { beta2: decay, momentum } = updateRuleOf(
    resolveOptimizer({ ...file, learningRate: 1 } as OptimizerFile, projection)
  )
  const learningRate = learningRateOf({ ...(decay !== null && { beta2: decay }), momentum }, learningRates)
  return resolveOptimizer({ ...file, learningRate } as OptimizerFile, projection)
}

function isPlain(name: OptimizerName): boolean {
  const { fixed, defaults } = PRESETS[name]
  const rule = ruleOf({ ...fixed, ...defaults })
  const settings: readonly string[] = settingKeysOf(name)
  return isOfPlainForm(rule) && rule.accumulation === 'average' && !settings.includes('decoupledDecay')
}

function combinationsOf(name: OptimizerName, numbers: VariantNumbers, schedule: Schedule): [string, OptimizerSpec][] {
  const choices: { readonly [Key in keyof RuleSettings]?: readonly RuleSettings[Key][] } = {
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
    all = all.flatMap((settings) => choices[key]!.map((value) => ({ ...settings, [key]: value })))
  }
  return all
    .filter((settings) => isTheirOnly(settings, schedule))
    .map((settings) => {
      const varied = settingKeysOf(name).filter((key) => choices[key]!.length > 1)
      const title = [name, ...varied.map((key) => `${key} ${settings[key]}`), titleOf(schedule)].join(', ')
      const learningRate = learningRateOf(settings, numbers.learningRates)
      return [title, { name, learningRate, schedule, projection: numbers.projection, ...settings } as OptimizerSpec]
    })
}

function titleOf({ name, warmup }: Schedule): string {
  return warmup === undefined ? name : `${name} after a warm-up`
}

/** Without bias correction c_t = 1; momentum of steps needs momentum, and steps whose alpha changes. */
function isTheirOnly({ biasCorrection, ...settings }: Settings, schedule: Schedule): boolean {
  if (!biasCorrection && settings.epsilonPlacement === 'outside-uncorrected') return false
  if (!biasCorrection && settings.maximum === 'corrected') return false
  return settings.momentumOf !== 'steps' || (settings.momentum !== 0 && schedule.name !== 'constant')
}

function learningRateOf({ beta2, momentum }: Settings, learningRates: VariantNumbers['learningRates']): number {
  const { plain, summed, divided } = learningRates
  const ofSums = momentum ? summed / plain : 1
  return (beta2 === undefined ? plain : divided) * ofSums
}

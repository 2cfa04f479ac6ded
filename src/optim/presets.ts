import { isNeutral, type OptimizerBase, type RuleSettings, ruleOf } from './updateRule'

/** Whose version of an optimizer. */
export type VariantName = 'paper' | 'keras' | 'pytorch' | 'optax' | 'tensorflow1'

type Options = { readonly [Key in keyof RuleSettings]?: true }

/** The settings that an experiment may give an optimizer, and what they are where it does not. */
interface Preset {
  /** What it is, and whose; the schema's description of the name. */
  readonly title: string
  /** What makes it this optimizer: no experiment says otherwise. */
  readonly fixed: Partial<RuleSettings>
  /** Settings that every variant leaves to the experiment, with their usual values. */
  readonly defaults: Partial<RuleSettings>
  /** Whose it is, for `"variant"` in an experiment's file; all the other settings, which without a variant have to be stated. */
  readonly variants: { readonly [Variant in VariantName]?: Partial<RuleSettings> }
  /** Settings that it may have besides: left out of a run's key where they say what a rule without them does. */
  readonly options: Options
}

/** Settings that every optimizer may have besides its own. */
const COMMON_OPTIONS = {
  weightDecay: true,
  decoupledDecay: true,
  clipValue: true,
  clipNorm: true,
  clipNormOf: true,
  clipEpsilon: true,
  lookahead: true,
  lookaheadRate: true
} as const satisfies Options

/**
 * Every optimizer by its name. Nothing else knows the names: what a run does is in its settings (`updateRule.ts`), and the
 * schema of an experiment's file is made of this (`npm run schema`).
 */
export const PRESETS = {
  /**
   * With heavy-ball momentum as PyTorch and optax have it (Polyak 1964). Keras sums up steps instead of directions:
   * `"momentumOf": "steps"`.
   */
  SGD: {
    title: 'Stochastic gradient descent.',
    fixed: {},
    defaults: { momentum: 0 },
    variants: {},
    options: { nesterov: true, momentumOf: true }
  },

  /**
   * Kingma & Ba 2015, algorithm 1.
   *
   * - `paper`: Reddi et al. 2018, section 2: no bias correction, and no epsilon. A coordinate whose gradient has always
   *   been 0 would divide 0 by 0, so an experiment with a network has to state an epsilon of its own.
   * - `keras`: `tf.keras.optimizers.Adam`, epsilon 1e-7 ("epsilon hat" of Kingma & Ba). It moves sqrt(c_t) into the
   *   learning rate, so epsilon counts for more at the start. tfjs corrects m and v and is `pytorch`.
   * - `pytorch`: `torch.optim.Adam`.
   * - `optax`: `optax.adam(eps=)`; with `eps_root=` epsilon is `inside`.
   */
  Adam: {
    title: 'Adam (Kingma and Ba 2015).',
    fixed: {},
    defaults: { beta1: 0.9, beta2: 0.999 },
    variants: {
      paper: { biasCorrection: false, epsilon: 0, epsilonPlacement: 'outside' },
      keras: { biasCorrection: true, epsilon: 1e-7, epsilonPlacement: 'outside-uncorrected' },
      pytorch: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside' },
      optax: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside' }
    },
    options: { nesterov: true }
  },

  /**
   * Adam with the maximum of v (Reddi et al. 2018, algorithm 2), by `amsgrad=True` in Keras and PyTorch. `optax.amsgrad`
   * corrects v before it takes the maximum.
   *
   * Under `uncorrected` with bias correction w_t can fall (c_t grows towards 1), under `corrected` and without bias
   * correction it cannot: only there alpha_t/sqrt(w_t) never grows at constant alpha.
   */
  AMSGrad: {
    title: 'AMSGrad (Reddi, Kale and Kumar 2018).',
    fixed: {},
    defaults: { beta1: 0.9, beta2: 0.999 },
    variants: {
      paper: { biasCorrection: false, epsilon: 0, epsilonPlacement: 'outside', maximum: 'uncorrected' },
      keras: { biasCorrection: true, epsilon: 1e-7, epsilonPlacement: 'outside-uncorrected', maximum: 'uncorrected' },
      pytorch: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', maximum: 'uncorrected' },
      optax: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', maximum: 'corrected' }
    },
    options: {}
  },

  /**
   * Tieleman & Hinton 2012. Which decay, where epsilon stands, and what momentum sums up, is each library's own choice:
   *
   * - `paper`: lecture 6e: no epsilon, so an experiment with a network has to state one; no momentum.
   * - `keras`: `keras.optimizers.RMSprop`; beta2 is its `rho`.
   * - `pytorch`: `torch.optim.RMSprop`; `alpha`.
   * - `optax`: `optax.rmsprop`; `decay`. With `eps_in_sqrt=False` epsilon is `outside`.
   * - `tensorflow1`: `tf.compat.v1.train.RMSPropOptimizer`, whose v starts at 1: its first steps are small.
   *
   * `"centred": true` divides by a standard deviation (Graves 2013), as each library does it.
   */
  RMSProp: {
    title: 'RMSProp (Tieleman and Hinton 2012).',
    fixed: {},
    defaults: { momentum: 0 },
    variants: {
      paper: { beta2: 0.9, epsilon: 0, epsilonPlacement: 'outside', initialSecondMoment: 0, momentumOf: 'directions' },
      keras: { beta2: 0.9, epsilon: 1e-7, epsilonPlacement: 'inside', initialSecondMoment: 0, momentumOf: 'steps' },
      pytorch: {
        beta2: 0.99,
        epsilon: 1e-8,
        epsilonPlacement: 'outside',
        initialSecondMoment: 0,
        momentumOf: 'directions'
      },
      optax: { beta2: 0.9, epsilon: 1e-8, epsilonPlacement: 'inside', initialSecondMoment: 0, momentumOf: 'steps' },
      tensorflow1: {
        beta2: 0.9,
        epsilon: 1e-10,
        epsilonPlacement: 'inside',
        initialSecondMoment: 1,
        momentumOf: 'steps'
      }
    },
    options: { centred: true, nesterov: true, biasCorrection: true }
  },

  /**
   * Duchi, Hazan & Singer 2011, with diagonal matrices: divides by the root of the sum of all squares.
   *
   * - `paper`: no start, no epsilon, so an experiment with a network has to state one.
   * - `keras`: `keras.optimizers.Adagrad`; initialSecondMoment is its `initial_accumulator_value`.
   * - `pytorch`: `torch.optim.Adagrad`, without `lr_decay`.
   * - `optax`: `optax.adagrad`; `initial_accumulator_value`.
   */
  AdaGrad: {
    title: 'AdaGrad (Duchi, Hazan and Singer 2011).',
    fixed: { accumulation: 'sum' },
    defaults: {},
    variants: {
      paper: { initialSecondMoment: 0, epsilon: 0, epsilonPlacement: 'outside' },
      keras: { initialSecondMoment: 0.1, epsilon: 1e-7, epsilonPlacement: 'inside' },
      pytorch: { initialSecondMoment: 0, epsilon: 1e-10, epsilonPlacement: 'outside' },
      optax: { initialSecondMoment: 0.1, epsilon: 1e-7, epsilonPlacement: 'inside' }
    },
    options: {}
  },

  /** Zeiler 2012. All agree but in their decay, `rho`, and epsilon; the paper has no learning rate, which is 1. */
  AdaDelta: {
    title: 'AdaDelta (Zeiler 2012).',
    fixed: { scaledByUpdates: true, epsilonPlacement: 'inside' },
    defaults: {},
    variants: {
      paper: { beta2: 0.95, epsilon: 1e-6 },
      keras: { beta2: 0.95, epsilon: 1e-7 },
      pytorch: { beta2: 0.9, epsilon: 1e-6 },
      optax: { beta2: 0.9, epsilon: 1e-6 }
    },
    options: {}
  },

  /**
   * Adam with weight decay that does not go through the moments. `decoupledDecay` is `weight_decay` of the libraries.
   *
   * - `paper`: Loshchilov & Hutter 2019, algorithm 2: the decay follows the schedule, and not alpha.
   * - `keras`, `pytorch`, `optax`: `AdamW`, `torch.optim.AdamW`, `optax.adamw`, where it follows alpha_t.
   */
  AdamW: {
    title: 'AdamW (Loshchilov and Hutter 2019).',
    fixed: {},
    defaults: { beta1: 0.9, beta2: 0.999 },
    variants: {
      paper: {
        biasCorrection: true,
        epsilon: 1e-8,
        epsilonPlacement: 'outside',
        decoupledDecay: 5e-4,
        decayFollows: 'schedule'
      },
      keras: {
        biasCorrection: true,
        epsilon: 1e-7,
        epsilonPlacement: 'outside-uncorrected',
        decoupledDecay: 0.004,
        decayFollows: 'alpha'
      },
      pytorch: {
        biasCorrection: true,
        epsilon: 1e-8,
        epsilonPlacement: 'outside',
        decoupledDecay: 0.01,
        decayFollows: 'alpha'
      },
      optax: {
        biasCorrection: true,
        epsilon: 1e-8,
        epsilonPlacement: 'outside',
        decoupledDecay: 1e-4,
        decayFollows: 'alpha'
      }
    },
    options: { maximum: true, nesterov: true }
  },

  /**
   * Adam with Nesterov's step (Dozat 2016).
   *
   * - `paper`, `pytorch`: decay of the momentum 0.004, which is 0.96^(t/250); `torch.optim.NAdam`.
   * - `keras`: `keras.optimizers.Nadam`, 0.96^t.
   * - `optax`: `optax.nadam`, without it.
   */
  NAdam: {
    title: 'NAdam (Dozat 2016).',
    fixed: { nesterov: true },
    defaults: { beta1: 0.9, beta2: 0.999 },
    variants: {
      paper: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', momentumDecay: 0.004 },
      keras: { biasCorrection: true, epsilon: 1e-7, epsilonPlacement: 'outside', momentumDecay: 1 },
      pytorch: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', momentumDecay: 0.004 },
      optax: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', momentumDecay: 0 }
    },
    options: {}
  },

  /**
   * Liu et al. 2020. While the average of the squares is of fewer than about five gradients, nothing divides.
   *
   * - `pytorch`: `torch.optim.RAdam`, whose epsilon is added before the correction. `optax`: `optax.radam`.
   *
   * Both divide from rho_t > 5 on, as the authors' code does; their algorithm 2 says 4.
   */
  RAdam: {
    title: 'RAdam (Liu et al. 2020).',
    fixed: { rectified: true },
    defaults: { beta1: 0.9, beta2: 0.999 },
    variants: {
      pytorch: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside-uncorrected' },
      optax: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside' }
    },
    options: {}
  },

  /**
   * Kingma & Ba 2015, algorithm 2: divides by the largest gradient, with decay.
   *
   * - `paper`: no epsilon. `keras`: `keras.optimizers.Adamax`, added to what divides.
   * - `pytorch`: `torch.optim.Adamax`, `optax`: `optax.adamax`, added to the gradient's magnitude.
   */
  Adamax: {
    title: 'Adamax (Kingma and Ba 2015).',
    fixed: { accumulation: 'peak', biasCorrection: true },
    defaults: { beta1: 0.9, beta2: 0.999 },
    variants: {
      paper: { epsilon: 0, epsilonPlacement: 'outside' },
      keras: { epsilon: 1e-7, epsilonPlacement: 'outside' },
      pytorch: { epsilon: 1e-8, epsilonPlacement: 'inside' },
      optax: { epsilon: 1e-8, epsilonPlacement: 'inside' }
    },
    options: {}
  },

  /**
   * Luo et al. 2019: Adam whose steps are bounded, ever closer, until it is SGD.
   *
   * - `paper`: algorithm 2: no bias correction, no epsilon; bounds of speed 1 - beta2; its alpha/sqrt(t) is the schedule.
   * - `pytorch`: their own package `adabound`. `"maximum": "uncorrected"` is its `amsbound=True`.
   */
  AdaBound: {
    title: 'AdaBound (Luo et al. 2019).',
    fixed: {},
    defaults: { beta1: 0.9, beta2: 0.999, finalRate: 0.1, boundSpeed: 0.001 },
    variants: {
      paper: { biasCorrection: false, epsilon: 0, epsilonPlacement: 'outside' },
      pytorch: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside-uncorrected' }
    },
    options: { maximum: true }
  },

  /** Reddi et al. 2018, algorithm 3, with beta2_t = 1 - 1/t, so that v is a mean, and a constant beta1. */
  AdamNC: {
    title: 'AdamNC (Reddi, Kale and Kumar 2018).',
    fixed: { accumulation: 'mean', biasCorrection: false },
    defaults: { beta1: 0.9 },
    variants: { paper: { epsilon: 0, epsilonPlacement: 'outside' } },
    options: {}
  },

  /**
   * Zhou et al. 2019, known here through its replication (Konobeev, Saparina & Khakhulin 2019): v takes in the gradient of n
   * updates before, m is of the latest n. The first n updates only keep their gradients.
   *
   * - `paper`: the spatial operation is taken before squaring.
   * - `pytorch`: the replication's code, as its authors' own in TensorFlow: after.
   */
  AdaShift: {
    title: 'AdaShift (Zhou et al. 2019).',
    fixed: { biasCorrection: true, epsilonPlacement: 'outside' },
    defaults: { beta1: 0.9, beta2: 0.999, shift: 10, window: 10, spatial: 'max' },
    variants: {
      paper: { epsilon: 0, spatialOf: 'gradients' },
      pytorch: { epsilon: 1e-8, spatialOf: 'squares' }
    },
    options: {}
  }
} as const satisfies Readonly<Record<string, Preset>>

/** The optimizers that there are. */
export type OptimizerName = keyof typeof PRESETS
type PresetOf<Name extends OptimizerName> = (typeof PRESETS)[Name]
type KeyOfEach<T> = T extends unknown ? keyof T : never
type Key<K> = Extract<K, keyof RuleSettings>
/** What a file states, or a default or its variant sets. */
type Stated<Name extends OptimizerName> = Key<
  keyof PresetOf<Name>['defaults'] | KeyOfEach<PresetOf<Name>['variants'][keyof PresetOf<Name>['variants']]>
>
type Settings<Name extends OptimizerName> = Pick<RuleSettings, Stated<Name>> &
  Partial<Pick<RuleSettings, Exclude<Key<keyof PresetOf<Name>['options'] | keyof typeof COMMON_OPTIONS>, Stated<Name>>>>

type SpecOf<Name extends OptimizerName> = Name extends OptimizerName
  ? OptimizerBase & { readonly name: Name } & Settings<Name> & Pick<RuleSettings, Key<keyof PresetOf<Name>['fixed']>>
  : never

/** An optimizer with all its settings: it stands in a run's key, so a setting that it does not have is not there. */
export interface OptimizerSpec extends OptimizerBase, Partial<RuleSettings> {
  /** Which one it is. */
  readonly name: OptimizerName
}

export type SgdSpec = SpecOf<'SGD'>
export type AdamSpec = SpecOf<'Adam'>
export type AmsgradSpec = SpecOf<'AMSGrad'>

type FileOf<Name extends OptimizerName> = Name extends OptimizerName
  ? { readonly name: Name; readonly variant?: keyof PresetOf<Name>['variants'] } & Pick<OptimizerBase, 'learningRate'> &
      Partial<Pick<OptimizerBase, 'schedule' | 'projection'>> &
      Partial<Settings<Name>>
  : never

/** An optimizer in an experiment's file. */
export type OptimizerFile = FileOf<OptimizerName>

/** The preset of a name; null for none. */
export function presetOf(name: unknown): Preset | null {
  return typeof name === 'string' && Object.hasOwn(PRESETS, name) ? PRESETS[name as OptimizerName] : null
}

/** The settings of an optimizer by name that each of its runs has and a file may state; none for an unknown name. */
export function settingKeysOf(name: unknown): readonly (keyof RuleSettings)[] {
  const { defaults, variants } = presetOf(name) ?? { defaults: {}, variants: {} }
  return Object.keys({ ...defaults, ...Object.values(variants)[0] }) as (keyof RuleSettings)[]
}

/** Those that it may have besides. */
export function optionsOf(name: unknown): readonly (keyof RuleSettings)[] {
  const preset = presetOf(name)
  if (preset === null) return []
  const own = settingKeysOf(name)
  const options = Object.keys({ ...preset.options, ...COMMON_OPTIONS }) as (keyof RuleSettings)[]
  return options.filter((key) => !own.includes(key))
}

/** Whether a second moment divides the steps of an optimizer by name; null for an unknown name. */
export function isDivided(name: unknown): boolean | null {
  const preset = presetOf(name)
  if (preset === null) return null
  return ruleOf({ ...preset.fixed, ...preset.defaults, ...Object.values(preset.variants)[0] }).beta2 !== null
}

/** Whose variants there are of a name; none for an unknown name. */
export function variantsOf(name: unknown): readonly string[] {
  return Object.keys(presetOf(name)?.variants ?? {})
}

/** What a variant sets; null where the optimizer has no such variant. */
export function variantOf(name: unknown, variant: unknown): Partial<RuleSettings> | null {
  const variants: Readonly<Record<string, Partial<RuleSettings>>> = presetOf(name)?.variants ?? {}
  return typeof variant === 'string' && Object.hasOwn(variants, variant) ? variants[variant]! : null
}

/**
 * An optimizer as its file has it, which lint accepted, with every default filled in.
 *
 * @param projection where the file says none
 */
export function resolveOptimizer(file: OptimizerFile, projection: OptimizerBase['projection']): OptimizerSpec {
  const { variant, ...stated } = file
  const { fixed, defaults, variants } = PRESETS[file.name] as Preset
  // Without a variant the schema demands every setting, so nothing of the first one remains.
  const settings = { ...defaults, ...Object.values(variants)[0], ...variantOf(file.name, variant), ...fixed }
  return withoutNeutral({ schedule: { name: 'constant' }, projection, ...settings, ...stated } as OptimizerSpec)
}

/** An optimizer without those of its options that say what a rule without them does: one run, one key. */
export function withoutNeutral(optimizer: OptimizerSpec): OptimizerSpec {
  const options: readonly string[] = optionsOf(optimizer.name)
  const isSaid = ([key, value]: [string, unknown]) =>
    !options.includes(key) || !isNeutral(key as keyof RuleSettings, value)
  return Object.fromEntries(Object.entries(optimizer).filter(isSaid)) as unknown as OptimizerSpec
}

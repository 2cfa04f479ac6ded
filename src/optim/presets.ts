import type { OptimizerBase, RuleSettings } from './updateRule'

/** Stochastic gradient descent. */
export interface SgdSpec extends OptimizerBase, Pick<RuleSettings, 'momentum'> {
  readonly name: 'SGD'
}

/** Adam (Kingma and Ba 2015). */
export interface AdamSpec
  extends OptimizerBase,
    Pick<RuleSettings, 'beta1' | 'beta2' | 'epsilon' | 'epsilonPlacement' | 'biasCorrection'> {
  readonly name: 'Adam'
}

/** AMSGrad (Reddi, Kale and Kumar 2018). */
export interface AmsgradSpec
  extends OptimizerBase,
    Pick<RuleSettings, 'beta1' | 'beta2' | 'epsilon' | 'epsilonPlacement' | 'biasCorrection' | 'maximum'> {
  readonly name: 'AMSGrad'
}

/** RMSProp (Tieleman and Hinton 2012), not centred. */
export interface RmspropSpec
  extends OptimizerBase,
    Pick<RuleSettings, 'momentum' | 'beta2' | 'epsilon' | 'epsilonPlacement' | 'initialSecondMoment' | 'momentumOf'> {
  readonly name: 'RMSProp'
}

/** An optimizer with all its settings: it stands in a run's key, so a setting that it does not have is not there. */
export type OptimizerSpec = SgdSpec | AdamSpec | AmsgradSpec | RmspropSpec
export type OptimizerName = OptimizerSpec['name']
type SpecOf<Name extends OptimizerName> = Extract<OptimizerSpec, { name: Name }>

/** Whose version of an optimizer. */
export type VariantName = 'paper' | 'keras' | 'pytorch' | 'optax' | 'tensorflow1'

/** The settings that an experiment may give an optimizer, and what they are where it does not. */
interface Preset<Settings = RuleSettings> {
  /** Settings that every variant leaves to the experiment, with their usual values. */
  readonly defaults: Partial<Settings>
  /** Whose it is, for `"variant"` in an experiment's file; all the other settings, which without a variant have to be stated. */
  readonly variants: { readonly [Variant in VariantName]?: Partial<Settings> }
}

/**
 * Every optimizer by its name. Nothing else knows the names: what a run does is in its settings (`updateRule.ts`).
 */
export const PRESETS = {
  /** With heavy-ball momentum as PyTorch and optax have it (Polyak 1964). Keras sums up steps instead of directions. */
  SGD: { defaults: { momentum: 0 }, variants: {} },

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
    defaults: { beta1: 0.9, beta2: 0.999 },
    variants: {
      paper: { biasCorrection: false, epsilon: 0, epsilonPlacement: 'outside' },
      keras: { biasCorrection: true, epsilon: 1e-7, epsilonPlacement: 'outside-uncorrected' },
      pytorch: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside' },
      optax: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside' }
    }
  },

  /**
   * Adam with the maximum of v (Reddi et al. 2018, algorithm 2), by `amsgrad=True` in Keras and PyTorch. `optax.amsgrad`
   * corrects v before it takes the maximum.
   *
   * Under `uncorrected` with bias correction w_t can fall (c_t grows towards 1), under `corrected` and without bias
   * correction it cannot: only there alpha_t/sqrt(w_t) never grows at constant alpha.
   */
  AMSGrad: {
    defaults: { beta1: 0.9, beta2: 0.999 },
    variants: {
      paper: { biasCorrection: false, epsilon: 0, epsilonPlacement: 'outside', maximum: 'uncorrected' },
      keras: { biasCorrection: true, epsilon: 1e-7, epsilonPlacement: 'outside-uncorrected', maximum: 'uncorrected' },
      pytorch: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', maximum: 'uncorrected' },
      optax: { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', maximum: 'corrected' }
    }
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
   * Their centred forms divide by a variance and not by a second moment; they are not here.
   */
  RMSProp: {
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
    }
  }
} as const satisfies { readonly [Name in OptimizerName]: Preset<Omit<SpecOf<Name>, keyof OptimizerBase>> }

type FileOf<Spec> = Spec extends OptimizerSpec
  ? Pick<Spec, 'name' | 'learningRate'> &
      Partial<Spec> & { readonly variant?: keyof (typeof PRESETS)[Spec['name']]['variants'] }
  : never

/** An optimizer in an experiment's file. */
export type OptimizerFile = FileOf<OptimizerSpec>

/** The preset of a name; null for none. */
export function presetOf(name: unknown): Preset | null {
  return typeof name === 'string' && Object.hasOwn(PRESETS, name) ? PRESETS[name as OptimizerName] : null
}

/** The settings of an optimizer by name; none for an unknown name. */
export function settingKeysOf(name: unknown): readonly (keyof RuleSettings)[] {
  const { defaults, variants } = presetOf(name) ?? { defaults: {}, variants: {} }
  return Object.keys({ ...defaults, ...Object.values(variants)[0] }) as (keyof RuleSettings)[]
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
export function resolveOptimizer(file: OptimizerFile, projection: OptimizerSpec['projection']): OptimizerSpec {
  const { variant, ...stated } = file
  const { defaults, variants } = PRESETS[file.name] as Preset
  // Without a variant the schema demands every setting, so nothing of the first one remains.
  const settings = { ...defaults, ...Object.values(variants)[0], ...variantOf(file.name, variant) }
  return { schedule: { name: 'constant' }, projection, ...settings, ...stated } as OptimizerSpec
}

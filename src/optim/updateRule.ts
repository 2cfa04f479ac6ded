import type { Schedule } from './schedule'

/** What an optimizer's settings in an experiment may be: parts of the update rule, by the names that they have there. */
export interface RuleSettings {
  /** Decay of the first moment, in [0, 1). */
  readonly beta1: number
  /** Decay of the second moment, in [0, 1). */
  readonly beta2: number
  /** v_0: 0, 1 (TensorFlow 1's RMSProp), 0.1 (AdaGrad of Keras and optax). */
  readonly initialSecondMoment: number
  /** Divide m_t by 1 - beta1^t and v_t by 1 - beta2^t (Kingma & Ba 2015), or not (Reddi et al. 2018). */
  readonly biasCorrection: boolean
  /**
   * Which v is maximised: `uncorrected`: vhat_t = max(vhat_{t-1}, v_t), corrected afterwards with the current factor
   * (Keras, PyTorch); `corrected`: vhat_t = max(vhat_{t-1}, v_t/(1 - beta2^t)) (optax). The same without bias correction.
   */
  readonly maximum: 'uncorrected' | 'corrected'
  /** Added to the denominator, where `epsilonPlacement` says. */
  readonly epsilon: number
  /**
   * Where epsilon stands, v the second moment that divides the step and c_t = 1 - beta2^t its correction (1 without):
   * `outside`: sqrt(v/c_t) + epsilon (PyTorch, optax `eps`);
   * `outside-uncorrected`: (sqrt(v) + epsilon)/sqrt(c_t) (Keras; "epsilon hat" of Kingma & Ba);
   * `inside`: sqrt(v/c_t + epsilon) (optax `eps_root`).
   */
  readonly epsilonPlacement: 'outside' | 'outside-uncorrected' | 'inside'
  /** mu of heavy-ball momentum, in [0, 1). */
  readonly momentum: number
  /**
   * What momentum sums up: `directions`, so that the whole sum is multiplied by the present alpha_t (PyTorch), or `steps`,
   * each with the alpha_t of its own time (TensorFlow, Keras, optax). The same at a constant learning rate.
   */
  readonly momentumOf: 'directions' | 'steps'
  /** Look one step of momentum, or of the first moment, ahead (Nesterov 1983 as Sutskever et al. 2013, Dozat 2016). */
  readonly nesterov: boolean
  /** psi: the first moment's decay in a Nesterov step is beta1 (1 - 0.96^(t psi)/2) (Dozat 2016); 0: beta1 itself. */
  readonly momentumDecay: number
  /**
   * What v is of the squared gradients: their moving `average` by beta2, their `sum` (AdaGrad), their `mean` (AdamNC), or
   * `peak`, the largest gradient with decay beta2, v_t = max(beta2 v_{t-1}, |g_t|), which divides by itself and not its root
   * (Adamax; `inside`: epsilon is added to |g_t|).
   */
  readonly accumulation: 'average' | 'sum' | 'mean' | 'peak'
  /** Divide by a standard deviation: v_t less the square of a_t, the moving average of the gradients by beta2. */
  readonly centred: boolean
  /** Multiply by sqrt(e_{t-1} + epsilon), e the moving average by beta2 of the squared directions (AdaDelta). */
  readonly scaledByUpdates: boolean
  /** Multiply by RAdam's r_t while the average is long enough, and divide by nothing before (Liu et al. 2020). */
  readonly rectified: boolean
  /** Bounds of alpha_t/d_t: both go to this (AdaBound, Luo et al. 2019); 0: there are none. */
  readonly finalRate: number
  /** gamma, how fast the bounds close: finalRate (1 - 1/(gamma t + 1)) and finalRate (1 + 1/(gamma t)). */
  readonly boundSpeed: number
  /** n: v takes in the gradient of n updates before (AdaShift, Zhou et al. 2019); the first n updates move nothing. */
  readonly shift: number
  /** Number of the latest gradients that m is the weighted mean of, weights beta1^i; 0: all, a moving average. */
  readonly window: number
  /** What stands for the gradients of a block, one parameter tensor, in v. */
  readonly spatial: 'none' | 'max' | 'mean'
  /** Whether `spatial` is taken of the `squares`, or of the `gradients` and then squared. */
  readonly spatialOf: 'squares' | 'gradients'
  /** Every entry of the gradient is cut to [-c, c]; 0: none is. */
  readonly clipValue: number
  /** The gradient is shortened to this Euclidean norm where it is longer; 0: never. After `clipValue`. */
  readonly clipNorm: number
  /** Whose norm: of `all` parameters together, or of each `tensor` by itself (Keras's `clipnorm`). */
  readonly clipNormOf: 'all' | 'tensor'
  /** Added to the norm: 1e-6 in PyTorch's `clip_grad_norm_`. */
  readonly clipEpsilon: number
  /** lambda: lambda x is added to the gradient, after clipping (PyTorch's `weight_decay`). */
  readonly weightDecay: number
  /** lambda: x is multiplied by 1 - lambda alpha_t besides the step (AdamW, Loshchilov & Hutter 2019). */
  readonly decoupledDecay: number
  /** `alpha`: by 1 - lambda alpha_t (PyTorch, Keras, optax); `schedule`: by 1 - lambda alpha_t/alpha (their paper). */
  readonly decayFollows: 'alpha' | 'schedule'
  /** k: after every k updates x goes back to the slow weights (Lookahead, Zhang et al. 2019); 0: there are none. */
  readonly lookahead: number
  /** Share of the way to x that the slow weights go then, in (0, 1]. */
  readonly lookaheadRate: number
}

/**
 * One update, whoever's optimizer it is, of the gradient clipped and with lambda x added:
 *
 *     m_t     = beta1 m_{t-1} + (1 - beta1) g_t                        beta1 0: the gradient itself
 *               (sum over i < k of beta1^i g_{t-i}) / (sum of beta1^i) with a window k
 *     v_t     = beta2 v_{t-1} + (1 - beta2) q_t                        or the sum, mean or peak of the q
 *               q_t = g_{t-n}^2, or one number a block with a spatial operation
 *     mhat_t  = m_t / (1 - beta1^t)                                    with bias correction, else m_t
 *               mu_{t+1} m_t / (1 - mu_1...mu_{t+1}) + (1 - mu_t) g_t / (1 - mu_1...mu_t)      Nesterov
 *     w_t     = v_t / c_t,  c_t = 1 - beta2^(t-n)                      with bias correction, else c_t = 1
 *               max(vhat_{t-1}, v_t) / c_t  or  max(vhat_{t-1}, v_t / c_t)      where there is a maximum
 *               v_t / c_t - (a_t / c_t)^2, 0 at least                  centred
 *     d_t     = sqrt(w_t) + epsilon                                    or with epsilon in another place; beta2 null: 1
 *     p_t     = mhat_t / d_t                                           times r_t, times sqrt(e_{t-1} + epsilon), bounded
 *     u_t     = mu u_{t-1} + p_t,            x_{t+1} = x_t - alpha_t u_t                 momentum of directions
 *               mu u_{t-1} + alpha_t p_t,    x_{t+1} = x_t - u_t                         of steps
 *               with mu u_t + p_t (or alpha_t p_t) for u_t in the step                   Nesterov
 *
 * with x_t (1 - lambda alpha_t) for x_t where decay is decoupled. It is all that an engine knows of an optimizer;
 * `presets.ts` has the names.
 */
export interface UpdateRule extends Omit<RuleSettings, 'beta2' | 'maximum'> {
  /** null where no second moment divides the step; 1 where v is a sum or a mean. */
  readonly beta2: RuleSettings['beta2'] | null
  /** null where the second moment itself divides the step, and no maximum of it. */
  readonly maximum: RuleSettings['maximum'] | null
}

/** The rule of an optimizer that has no settings. */
const GRADIENT_DESCENT: UpdateRule = {
  momentum: 0,
  beta1: 0,
  beta2: null,
  epsilon: 0,
  epsilonPlacement: 'outside',
  biasCorrection: false,
  maximum: null,
  initialSecondMoment: 0,
  momentumOf: 'directions',
  nesterov: false,
  momentumDecay: 0,
  accumulation: 'average',
  centred: false,
  scaledByUpdates: false,
  rectified: false,
  finalRate: 0,
  boundSpeed: 0.001,
  shift: 0,
  window: 0,
  spatial: 'none',
  spatialOf: 'squares',
  clipValue: 0,
  clipNorm: 0,
  clipNormOf: 'all',
  clipEpsilon: 0,
  weightDecay: 0,
  decoupledDecay: 0,
  decayFollows: 'alpha',
  lookahead: 0,
  lookaheadRate: 0.5
}

/** Every setting that some optimizer may have. */
export const SETTINGS = Object.keys(GRADIENT_DESCENT) as readonly (keyof RuleSettings)[]

/** What every optimizer has, whatever its rule. */
export interface OptimizerBase {
  readonly name: string
  /** alpha. */
  readonly learningRate: number
  /** How alpha changes from step to step. */
  readonly schedule: Schedule
  /** `box`: after every step x is projected on the problem's domain. */
  readonly projection: 'none' | 'box'
}

/** An optimizer as engines take it: its settings are parts of the rule, and its name decides nothing. */
export type Optimizer = OptimizerBase & Partial<RuleSettings>

/** The rule of an optimizer: its settings, and plain gradient descent in all that it has no setting for. */
export function updateRuleOf({ name, learningRate, schedule, projection, ...settings }: Optimizer): UpdateRule {
  return ruleOf(settings)
}

/** The rule that some settings say. */
export function ruleOf(settings: Partial<RuleSettings>): UpdateRule {
  const { accumulation } = settings
  const forgetsNothing = accumulation === 'sum' || accumulation === 'mean'
  return { ...GRADIENT_DESCENT, ...settings, ...(forgetsNothing && { beta2: 1 }) }
}

/** Whether a setting says what a rule without it does. */
export function isNeutral(key: keyof RuleSettings, value: unknown): boolean {
  return GRADIENT_DESCENT[key] === value
}

/**
 * What of a rule changes which operations an update consists of. Rules of one form differ in numbers only, and in having first
 * moments, second moments, their maxima and momentum or not, and are computed together.
 */
export type UpdateForm = Pick<
  UpdateRule,
  'nesterov' | 'centred' | 'scaledByUpdates' | 'rectified' | 'shift' | 'window' | 'spatial' | 'spatialOf' | 'clipNormOf'
> & {
  readonly peak: boolean
  readonly bounded: boolean
  readonly clipsValue: boolean
  readonly clipsNorm: boolean
  readonly addsDecay: boolean
  readonly decays: boolean
  readonly looksAhead: boolean
}

export function formOf(rule: UpdateRule): UpdateForm {
  const { nesterov, centred, scaledByUpdates, rectified, shift, window, spatial, spatialOf, clipNormOf } = rule
  return {
    ...{ nesterov, centred, scaledByUpdates, rectified, shift, window, spatial, spatialOf, clipNormOf },
    peak: rule.accumulation === 'peak',
    bounded: rule.finalRate !== 0,
    clipsValue: rule.clipValue !== 0,
    clipsNorm: rule.clipNorm !== 0,
    addsDecay: rule.weightDecay !== 0,
    decays: rule.decoupledDecay !== 0,
    looksAhead: rule.lookahead !== 0
  }
}

const PLAIN_FORM = JSON.stringify(formOf(GRADIENT_DESCENT))

/** Whether a rule averages, divides and sums up, and nothing else. */
export function isOfPlainForm(rule: UpdateRule): boolean {
  return JSON.stringify(formOf(rule)) === PLAIN_FORM
}

/** Those of the slots that not every rule of a form has. */
export const MIXED_SLOTS = ['firstMoment', 'secondMoment', 'maximum', 'velocity'] as const

/**
 * What an optimizer keeps for every parameter: m_t, v_t, vhat_t and u_t; a_t, e_t, the slow weights, and the gradients before
 * this one, the latest first.
 */
export type Slot = (typeof MIXED_SLOTS)[number] | 'gradientMean' | 'squaredUpdates' | 'slow' | `past${number}`

/** Those of every rule of a form. */
export function slotsOfForm({ centred, scaledByUpdates, looksAhead, shift, window }: UpdateForm): readonly Slot[] {
  return [
    ...(centred ? (['gradientMean'] as const) : []),
    ...(scaledByUpdates ? (['squaredUpdates'] as const) : []),
    ...(looksAhead ? (['slow'] as const) : []),
    ...Array.from({ length: Math.max(shift, window - 1) }, (_, index) => pastSlot(index + 1))
  ]
}

/** The slot of the gradient of so many updates before. */
export function pastSlot(ago: number): Slot {
  return `past${ago}`
}

/** The slot whose root divides the step; null where none does. */
export function dividingSlot({ beta2, maximum }: UpdateRule): 'secondMoment' | 'maximum' | null {
  if (beta2 === null) return null
  return maximum === null ? 'secondMoment' : 'maximum'
}

/** The slots of a rule: the mixed ones, then those of its form; a factor of 0 keeps nothing. */
export function slotsOf(rule: UpdateRule): readonly Slot[] {
  const { beta1, beta2, momentum, window } = rule
  const has: Readonly<Record<(typeof MIXED_SLOTS)[number], boolean>> = {
    firstMoment: beta1 !== 0 && window === 0,
    secondMoment: beta2 !== null,
    maximum: dividingSlot(rule) === 'maximum',
    velocity: momentum !== 0
  }
  return [...MIXED_SLOTS.filter((slot) => has[slot]), ...slotsOfForm(formOf(rule))]
}

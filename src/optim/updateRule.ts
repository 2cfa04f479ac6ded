import type { Schedule } from './schedule'

/** What an optimizer's settings in an experiment may be: parts of the update rule, by the names that they have there. */
export interface RuleSettings {
  /** Decay of the first moment, in [0, 1). */
  readonly beta1: number
  /** Decay of the second moment, in [0, 1). */
  readonly beta2: number
  /** v_0: 0, or 1 (TensorFlow 1's RMSProp). */
  readonly initialSecondMoment: 0 | 1
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
}

/**
 * One update, whoever's optimizer it is:
 *
 *     m_t     = beta1 m_{t-1} + (1 - beta1) g_t                        beta1 0: the gradient itself
 *     v_t     = beta2 v_{t-1} + (1 - beta2) g_t^2
 *     mhat_t  = m_t / (1 - beta1^t)                                    with bias correction, else m_t
 *     w_t     = v_t / c_t,  c_t = 1 - beta2^t                          with bias correction, else c_t = 1
 *               max(vhat_{t-1}, v_t) / c_t  or  max(vhat_{t-1}, v_t / c_t)      where there is a maximum
 *     d_t     = sqrt(w_t) + epsilon                                    or with epsilon in another place; beta2 null: 1
 *     u_t     = mu u_{t-1} + mhat_t / d_t,            x_{t+1} = x_t - alpha_t u_t        momentum of directions
 *               mu u_{t-1} + alpha_t mhat_t / d_t,    x_{t+1} = x_t - u_t                of steps
 *
 * It is all that an engine knows of an optimizer; `presets.ts` has the names.
 */
export interface UpdateRule extends Omit<RuleSettings, 'beta2' | 'maximum'> {
  /** null where no second moment divides the step. */
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
  momentumOf: 'directions'
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
  return { ...GRADIENT_DESCENT, ...settings }
}

/** What an optimizer keeps for every parameter: m_t, v_t, vhat_t and u_t. */
export const SLOTS = ['firstMoment', 'secondMoment', 'maximum', 'velocity'] as const
export type Slot = (typeof SLOTS)[number]

/** The slot whose root divides the step; null where none does. */
export function dividingSlot({ beta2, maximum }: UpdateRule): 'secondMoment' | 'maximum' | null {
  if (beta2 === null) return null
  return maximum === null ? 'secondMoment' : 'maximum'
}

/** The slots of a rule, in the order of `SLOTS`; a factor of 0 keeps nothing. */
export function slotsOf(rule: UpdateRule): readonly Slot[] {
  const { beta1, beta2, momentum } = rule
  const has: Readonly<Record<Slot, boolean>> = {
    firstMoment: beta1 !== 0,
    secondMoment: beta2 !== null,
    maximum: dividingSlot(rule) === 'maximum',
    velocity: momentum !== 0
  }
  return SLOTS.filter((slot) => has[slot])
}

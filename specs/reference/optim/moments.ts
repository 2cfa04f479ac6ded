import type { AdamSpec, AmsgradSpec } from '../../../src/claims/types'

// Called once a step and parameter, and in Jest's VM context every look at the global `Math` is a call into the host.
const { sqrt } = Math

type AdaptiveSpec = AdamSpec | AmsgradSpec

/** What Adam and AMSGrad have in common: the moving averages and the powers that correct their bias. */
export interface Moments {
  /** t, the number of updates made. */
  readonly step: number
  /** m_t */
  readonly m: Float64Array
  /** v_t */
  readonly v: Float64Array
  /** beta1^t, a running product: `Math.pow` may differ in its last bits between JavaScript engines. */
  readonly beta1Power: number
  /** beta2^t, likewise. */
  readonly beta2Power: number
}

/** Before the first update: m_0 = v_0 = 0. */
export function initMoments(size: number): Moments {
  return { step: 0, m: new Float64Array(size), v: new Float64Array(size), beta1Power: 1, beta2Power: 1 }
}

/**
 * Takes in a gradient.
 *
 *     m_t = beta1 m_{t-1} + (1 - beta1) g_t
 *     v_t = beta2 v_{t-1} + (1 - beta2) g_t^2
 *
 * in this order of operations: `beta1 * m + (1 - beta1) * g` and `beta2 * v + (1 - beta2) * (g * g)`.
 */
export function updateMoments(spec: AdaptiveSpec, moments: Moments, gradient: Float64Array): Moments {
  const { beta1, beta2 } = spec
  return {
    step: moments.step + 1,
    m: moments.m.map((m, i) => beta1 * m + (1 - beta1) * gradient[i]!),
    v: moments.v.map((v, i) => beta2 * v + (1 - beta2) * (gradient[i]! * gradient[i]!)),
    beta1Power: moments.beta1Power * beta1,
    beta2Power: moments.beta2Power * beta2
  }
}

/** 1 - beta1^t, or 1 where the variant does not correct the bias. */
export function firstCorrection(spec: AdaptiveSpec, moments: Moments): number {
  return spec.biasCorrection ? 1 - moments.beta1Power : 1
}

/** c_t = 1 - beta2^t, or 1 where the variant does not correct the bias. */
export function secondCorrection(spec: AdaptiveSpec, moments: Moments): number {
  return spec.biasCorrection ? 1 - moments.beta2Power : 1
}

/**
 * The step that both rules take once the second moment w is settled (corrected, and for AMSGrad maximised).
 *
 *     x_{t+1} = x_t - alpha_t mhat_t / d(w)
 *
 *     outside              d(w) = sqrt(w) + epsilon
 *     outside-uncorrected  d(w) = sqrt(w) + epsilon / sqrt(c_t)
 *     inside               d(w) = sqrt(w + epsilon)
 *
 * in this order of operations: `mHat = m / (1 - beta1^t)`, then `x - (learningRate * mHat) / d`.
 *
 * @param secondMoment w
 * @param learningRate alpha_t, the schedule applied
 */
export function adaptiveStep(
  spec: AdaptiveSpec,
  moments: Moments,
  secondMoment: Float64Array,
  x: Float64Array,
  learningRate: number
): Float64Array {
  const c1 = firstCorrection(spec, moments)
  const c2 = secondCorrection(spec, moments)
  return x.map((value, i) => value - (learningRate * (moments.m[i]! / c1)) / denominator(spec, secondMoment[i]!, c2))
}

function denominator(spec: AdaptiveSpec, w: number, c2: number): number {
  switch (spec.epsilonPlacement) {
    case 'outside':
      return sqrt(w) + spec.epsilon
    case 'outside-uncorrected':
      return sqrt(w) + spec.epsilon / sqrt(c2)
    case 'inside':
      return sqrt(w + spec.epsilon)
    default:
      return spec.epsilonPlacement satisfies never
  }
}

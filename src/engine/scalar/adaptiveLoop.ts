import type { AdamSpec, AmsgradSpec } from '../../claims/types'
import { type Loop, SLOT } from './loopState'

// In Jest's VM context every look at the global `Math` is a call into the host, which is tens of times slower.
const { max, min, sqrt } = Math

// Numbers and not strings: compared once a step.
const NO_MAXIMUM = 0
const UNCORRECTED = 1
const CORRECTED = 2
const MAXIMA = { uncorrected: UNCORRECTED, corrected: CORRECTED } as const

const OUTSIDE = 0
const OUTSIDE_UNCORRECTED = 1
const INSIDE = 2
const PLACEMENTS = { outside: OUTSIDE, 'outside-uncorrected': OUTSIDE_UNCORRECTED, inside: INSIDE } as const

/**
 * `optim/adam` and `optim/amsgrad` with the regret of `problems/regret`, in one loop over local variables; the same
 * bits. One loop serves both rules: branches on what is constant during a run are predicted and cost
 * little, while variables that a closure captures would cost a factor of four.
 */
export function createAdaptiveLoop(spec: AdamSpec | AmsgradSpec, lower: number, upper: number): Loop {
  const maximum = spec.name === 'AMSGrad' ? MAXIMA[spec.maximum] : NO_MAXIMUM
  const placement = PLACEMENTS[spec.epsilonPlacement]
  const { beta1, beta2, epsilon, biasCorrection } = spec
  return (state, slopes, learningRates, count) =>
    runAdaptive(
      state,
      slopes,
      learningRates,
      count,
      beta1,
      beta2,
      epsilon,
      biasCorrection,
      maximum,
      placement,
      lower,
      upper
    )
}

function runAdaptive(
  state: Float64Array,
  slopes: Float64Array,
  learningRates: Float64Array,
  count: number,
  beta1: number,
  beta2: number,
  epsilon: number,
  biasCorrection: boolean,
  maximum: number,
  placement: number,
  lower: number,
  upper: number
): number {
  let x = state[SLOT.x]!
  let m = state[SLOT.m]!
  let v = state[SLOT.v]!
  let vHat = state[SLOT.vHat]!
  let beta1Power = state[SLOT.beta1Power]!
  let beta2Power = state[SLOT.beta2Power]!
  let lossSum = state[SLOT.lossSum]!
  let slopeSum = state[SLOT.slopeSum]!
  let xSum = state[SLOT.xSum]!
  const gain1 = 1 - beta1
  const gain2 = 1 - beta2
  let c2 = 1
  // Once both corrections round to 1 they stay 1 and dividing by them changes no bit. Going on would multiply
  // denormal powers for the rest of the run, at a hundred cycles each.
  let correcting = biasCorrection && (1 - beta1Power !== 1 || 1 - beta2Power !== 1)
  let i = 0
  for (; i < count; i++) {
    const g = slopes[i]!
    lossSum += g * x
    slopeSum += g
    m = beta1 * m + gain1 * g
    v = beta2 * v + gain2 * (g * g)
    let mHat = m
    let w = v
    if (maximum === UNCORRECTED) {
      vHat = max(vHat, v)
      w = vHat
    }
    if (correcting) {
      beta1Power *= beta1
      beta2Power *= beta2
      const c1 = 1 - beta1Power
      c2 = 1 - beta2Power
      mHat = m / c1
      w /= c2
      correcting = c1 !== 1 || c2 !== 1
    }
    if (maximum === CORRECTED) {
      vHat = max(vHat, w)
      w = vHat
    }
    let d: number
    if (placement === OUTSIDE) d = sqrt(w) + epsilon
    else if (placement === OUTSIDE_UNCORRECTED) d = sqrt(w) + epsilon / sqrt(c2)
    else d = sqrt(w + epsilon)
    x -= (learningRates[i]! * mHat) / d
    x = min(max(x, lower), upper)
    // NaN for NaN and for both infinities
    if (x - x !== 0) break
    xSum += x
  }
  state[SLOT.x] = x
  state[SLOT.m] = m
  state[SLOT.v] = v
  state[SLOT.vHat] = vHat
  state[SLOT.beta1Power] = beta1Power
  state[SLOT.beta2Power] = beta2Power
  state[SLOT.lossSum] = lossSum
  state[SLOT.slopeSum] = slopeSum
  state[SLOT.xSum] = xSum
  return i
}

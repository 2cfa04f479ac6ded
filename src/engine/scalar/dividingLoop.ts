import type { UpdateRule } from '../../optim/updateRule'
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
const NOTHING_DIVIDES = 3

const NO_MOMENTUM = 0
const OF_DIRECTIONS = 1
const OF_STEPS = 2
const MOMENTA = { directions: OF_DIRECTIONS, steps: OF_STEPS } as const

/**
 * Every update rule, with the regret of `problems/regret`, in one loop over local variables; the bits of the float64
 * reference. One loop serves all rules: branches on what is constant during a run are predicted and cost
 * little, while variables that a closure captures would cost a factor of four.
 */
export function createDividingLoop(rule: UpdateRule, lower: number, upper: number): Loop {
  const { beta1, beta2, epsilon, biasCorrection, momentum } = rule
  const maximum = rule.maximum === null ? NO_MAXIMUM : MAXIMA[rule.maximum]
  const placement = beta2 === null ? NOTHING_DIVIDES : PLACEMENTS[rule.epsilonPlacement]
  const momentumOf = momentum === 0 ? NO_MOMENTUM : MOMENTA[rule.momentumOf]
  return (state, slopes, learningRates, count) =>
    runDividing(
      state,
      slopes,
      learningRates,
      count,
      beta1,
      beta2 ?? 0,
      epsilon,
      biasCorrection,
      maximum,
      placement,
      momentum,
      momentumOf,
      lower,
      upper
    )
}

function runDividing(
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
  momentum: number,
  momentumOf: number,
  lower: number,
  upper: number
): number {
  let x = state[SLOT.x]!
  let m = state[SLOT.m]!
  let v = state[SLOT.v]!
  let vHat = state[SLOT.vHat]!
  let u = state[SLOT.u]!
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
    else if (placement === INSIDE) d = sqrt(w + epsilon)
    else d = 1
    if (momentumOf === NO_MOMENTUM) x -= (learningRates[i]! * mHat) / d
    else if (momentumOf === OF_STEPS) {
      u = momentum * u + (learningRates[i]! * mHat) / d
      x -= u
    } else {
      u = momentum * u + mHat / d
      x -= learningRates[i]! * u
    }
    x = min(max(x, lower), upper)
    // NaN for NaN and for both infinities
    if (x - x !== 0) break
    xSum += x
  }
  state[SLOT.x] = x
  state[SLOT.m] = m
  state[SLOT.v] = v
  state[SLOT.vHat] = vHat
  state[SLOT.u] = u
  state[SLOT.beta1Power] = beta1Power
  state[SLOT.beta2Power] = beta2Power
  state[SLOT.lossSum] = lossSum
  state[SLOT.slopeSum] = slopeSum
  state[SLOT.xSum] = xSum
  return i
}

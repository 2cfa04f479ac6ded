import type { SgdSpec } from '../../claims/types'
import { type Loop, SLOT } from './loopState'

// As in `adaptiveLoop`: the global `Math` is slow in Jest's VM context.
const { max, min } = Math

/** `optim/sgd` and the regret of `problems/regret`, in one loop over local variables; the same bits. */
export function createSgdLoop(spec: SgdSpec, lower: number, upper: number): Loop {
  return (state, slopes, learningRates, count) =>
    runSgd(state, slopes, learningRates, count, spec.momentum, lower, upper)
}

function runSgd(
  state: Float64Array,
  slopes: Float64Array,
  learningRates: Float64Array,
  count: number,
  momentum: number,
  lower: number,
  upper: number
): number {
  let x = state[SLOT.x]!
  let u = state[SLOT.m]!
  let lossSum = state[SLOT.lossSum]!
  let slopeSum = state[SLOT.slopeSum]!
  let xSum = state[SLOT.xSum]!
  let i = 0
  for (; i < count; i++) {
    const g = slopes[i]!
    lossSum += g * x
    slopeSum += g
    u = momentum * u + g
    x -= learningRates[i]! * u
    x = min(max(x, lower), upper)
    // NaN for NaN and for both infinities
    if (x - x !== 0) break
    xSum += x
  }
  state[SLOT.x] = x
  state[SLOT.m] = u
  state[SLOT.lossSum] = lossSum
  state[SLOT.slopeSum] = slopeSum
  state[SLOT.xSum] = xSum
  return i
}

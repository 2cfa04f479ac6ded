import type { UpdateRule } from '../../optim/updateRule'
import { type Loop, SLOT } from './loopState'

// As in `dividingLoop`: the global `Math` is slow in Jest's VM context.
const { max, min } = Math

/** What `createDividingLoop` does, for a rule that neither averages nor divides its gradients: no more than momentum of them. */
export function createPlainLoop({ momentum }: UpdateRule, lower: number, upper: number): Loop {
  return (state, slopes, learningRates, count) => runPlain(state, slopes, learningRates, count, momentum, lower, upper)
}

/** Whether the plain loop computes a rule: twice as fast, and the same bits. */
export function isPlain({ beta1, beta2, momentum, momentumOf }: UpdateRule): boolean {
  return beta1 === 0 && beta2 === null && (momentum === 0 || momentumOf === 'directions')
}

function runPlain(
  state: Float64Array,
  slopes: Float64Array,
  learningRates: Float64Array,
  count: number,
  momentum: number,
  lower: number,
  upper: number
): number {
  let x = state[SLOT.x]!
  let u = state[SLOT.u]!
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
  state[SLOT.u] = u
  state[SLOT.lossSum] = lossSum
  state[SLOT.slopeSum] = slopeSum
  state[SLOT.xSum] = xSum
  return i
}

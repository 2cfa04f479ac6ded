import { momentumDecayOf, rateBounds, rectificationOf } from '../../optim/factors'
import type { Optimizer, UpdateRule } from '../../optim/updateRule'
import type { EffectiveStepWatch } from './effectiveStepWatch'
import { type Loop, type LoopState, SLOT } from './loopState'

// As in `dividingLoop`: the global `Math` is slow in Jest's VM context.
const { abs, max, min, sqrt } = Math

/**
 * Every update rule of every form, for one parameter; the bits of the float64 reference. Several times slower than the two
 * loops that serve the rules of plain form, since all that it keeps is an object's.
 *
 * @param watch looks at the effective step of every update; null where nobody does
 */
export function createGeneralLoop(
  optimizer: Optimizer,
  rule: UpdateRule,
  initialPoint: number,
  [lower, upper]: readonly [number, number],
  watch: EffectiveStepWatch | null
): Loop {
  const update = new GeneralUpdate(optimizer, rule, initialPoint, lower, upper)
  return (state, slopes, learningRates, count) => {
    for (let i = 0; i < count; i++) {
      const g = slopes[i]!
      state[SLOT.lossSum]! += g * state[SLOT.x]!
      state[SLOT.slopeSum]! += g
      const x = update.next(state, g, learningRates[i]!)
      watch?.observe(update.effectiveStep)
      if (x - x !== 0) return i
      state[SLOT.xSum]! += x
    }
    return count
  }
}

class GeneralUpdate {
  /** Of the last update: all that its direction, mhat_t, was multiplied by. */
  effectiveStep = 0
  private t = 0
  private mean = 0
  private squaredUpdates = 0
  private slow: number
  private readonly past: number[]
  private readonly muDecay: number | null
  private muDecayPower = 1
  private muProduct = 1
  /** Powers of beta2 are of the gradients that v has taken in. */
  private beta2Power = 1
  private beta1Power = 1

  constructor(
    private readonly optimizer: Optimizer,
    private readonly rule: UpdateRule,
    initialPoint: number,
    private readonly lower: number,
    private readonly upper: number
  ) {
    this.slow = initialPoint
    this.past = new Array<number>(max(rule.shift, rule.window - 1)).fill(0)
    this.muDecay = momentumDecayOf(rule)
  }

  /** @returns x_{t+1} */
  next(state: LoopState, slope: number, learningRate: number): number {
    const { rule } = this
    const x = state[SLOT.x]!
    this.t++
    const gradient = this.clipped(slope)
    const g = rule.weightDecay === 0 ? gradient : rule.weightDecay * x + gradient
    const alpha = this.t <= rule.shift ? 0 : learningRate
    const numerator = this.firstMoment(state, g)
    const d = this.divisor(state, rule.shift === 0 ? g : this.past[rule.shift - 1]!)
    if (this.past.length > 0) {
      this.past.pop()
      this.past.unshift(g)
    }
    const moved = min(max(this.moved(state, x, numerator, d, alpha), this.lower), this.upper)
    const next = this.afterLookahead(moved)
    state[SLOT.x] = next
    return next
  }

  private clipped(slope: number): number {
    const { clipValue, clipNorm, clipEpsilon } = this.rule
    const cut = clipValue === 0 ? slope : max(min(slope, clipValue), -clipValue)
    // The norm of one number, as that of several.
    return clipNorm === 0 ? cut : cut * (clipNorm / max(sqrt(cut * cut) + clipEpsilon, clipNorm))
  }

  /** m_t, and what c1 of it is left to divide by. */
  private firstMoment(state: LoopState, g: number): { readonly m: number; readonly c1: number } {
    const { beta1, biasCorrection, window, nesterov } = this.rule
    if (window > 0) {
      const count = min(window, this.t)
      let sum = window > 1 ? this.past[window - 2]! : g
      for (let ago = window - 2; ago >= 0; ago--) sum = beta1 * sum + (ago === 0 ? g : this.past[ago - 1]!)
      let total = 0
      for (let i = 0; i < count; i++) total = beta1 * total + 1
      return biasCorrection ? { m: sum, c1: total } : { m: (1 - beta1) * sum, c1: 1 }
    }
    const m = beta1 * state[SLOT.m]! + (1 - beta1) * g
    state[SLOT.m] = m
    this.beta1Power *= beta1
    if (!nesterov || beta1 === 0) return { m, c1: biasCorrection ? 1 - this.beta1Power : 1 }
    const decay = this.muDecay
    if (decay !== null) this.muDecayPower *= decay
    const mu = decay === null ? beta1 : beta1 * (1 - 0.5 * this.muDecayPower)
    const muNext = decay === null ? beta1 : beta1 * (1 - 0.5 * (this.muDecayPower * decay))
    this.muProduct *= mu
    const ofAverage = biasCorrection ? muNext / (1 - this.muProduct * muNext) : muNext
    const ofGradient = biasCorrection ? (1 - mu) / (1 - this.muProduct) : 1 - mu
    return { m: ofAverage * m + ofGradient * g, c1: 1 }
  }

  /** d_t, once v_t and what belongs to it are taken in. */
  private divisor(state: LoopState, g: number): number {
    const { rule } = this
    const { beta2, maximum, accumulation, epsilon, epsilonPlacement } = rule
    if (beta2 === null) return 1
    const v = this.secondMoment(state[SLOT.v]!, g)
    state[SLOT.v] = v
    this.mean = beta2 * this.mean + (1 - beta2) * g
    const waits = this.t <= rule.shift
    if (accumulation === 'average' && !waits) this.beta2Power *= beta2
    const c2 = rule.biasCorrection && accumulation === 'average' ? 1 - this.beta2Power : 1
    if (maximum !== null) state[SLOT.vHat] = max(state[SLOT.vHat]!, v / (maximum === 'corrected' ? c2 : 1))
    const kept = maximum === null ? v : state[SLOT.vHat]!
    const rectification = rule.rectified ? rectificationOf(rule, this.t, this.beta2Power) : 1
    if (waits || rectification === null) return 1
    if (accumulation === 'peak') return epsilonPlacement === 'inside' ? kept : kept + epsilon
    const whole = maximum === 'corrected' ? kept : kept / c2
    const w = rule.centred ? max(0, whole - (this.mean / c2) * (this.mean / c2)) : whole
    const root =
      epsilonPlacement === 'inside'
        ? sqrt(w + epsilon)
        : sqrt(w) + (epsilonPlacement === 'outside' ? epsilon : epsilon / sqrt(c2))
    return rectification === 1 ? root : root / rectification
  }

  private secondMoment(v: number, g: number): number {
    const { beta2, accumulation, epsilon, epsilonPlacement } = this.rule
    switch (accumulation) {
      case 'average':
        return beta2! * v + (1 - beta2!) * (g * g)
      case 'sum':
        return v + g * g
      case 'mean':
        return v + (g * g - v) / this.t
      case 'peak':
        return max(beta2! * v, abs(g) + (epsilonPlacement === 'inside' ? epsilon : 0))
      default:
        return accumulation satisfies never
    }
  }

  /** x_{t+1}, but for projection and slow weights. */
  private moved(
    state: LoopState,
    x: number,
    { m, c1 }: { readonly m: number; readonly c1: number },
    d: number,
    alpha: number
  ): number {
    const { rule } = this
    const { learningRate } = this.optimizer
    const { momentum, momentumOf, nesterov, decoupledDecay, decayFollows, finalRate, scaledByUpdates } = rule
    const ofSteps = momentum === 0 || momentumOf === 'steps'
    const rate = finalRate === 0 ? alpha : alpha / learningRate
    let summed: number
    if (finalRate !== 0) {
      const [least, most] = rateBounds(rule, this.t)
      const bounded = min(max(learningRate / c1 / d, least), most)
      summed = ofSteps ? rate * (bounded * m) : bounded * m
      this.effectiveStep = rate * bounded * c1
    } else if (scaledByUpdates) {
      const length = sqrt(this.squaredUpdates + rule.epsilon)
      const direction = (length * (m / c1)) / d
      summed = ofSteps ? rate * direction : direction
      this.squaredUpdates = rule.beta2! * this.squaredUpdates + (1 - rule.beta2!) * direction ** 2
      this.effectiveStep = (rate * length) / d
    } else {
      summed = ofSteps ? (alpha * (m / c1)) / d : m / c1 / d
      this.effectiveStep = alpha / d
    }
    const u = momentum * state[SLOT.u]! + summed
    state[SLOT.u] = u
    const step = nesterov && momentum !== 0 ? momentum * u + summed : u
    const kept = 1 - decoupledDecay * (decayFollows === 'alpha' ? alpha : alpha / learningRate)
    const start = decoupledDecay === 0 ? x : x * kept
    return start - (ofSteps ? step : rate * step)
  }

  private afterLookahead(x: number): number {
    const { lookahead, lookaheadRate } = this.rule
    if (lookahead === 0 || this.t % lookahead !== 0) return x
    this.slow = (1 - lookaheadRate) * this.slow + lookaheadRate * x
    return this.slow
  }
}

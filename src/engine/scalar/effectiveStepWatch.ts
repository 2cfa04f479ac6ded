import type { UpdateRule } from '../../optim/updateRule'

// As in `dividingLoop`: the global `Math` is slow in Jest's VM context.
const { max, sqrt } = Math

/** How often the effective step grew so far, where first, and by which factor at most. */
export interface EffectiveStepGrowth {
  /** Number of steps t >= 2 with s_t > s_{t-1}. */
  readonly growths: number
  /** The first of them; 0 where there is none. */
  readonly firstGrowth: number
  /** Largest s_t/s_{t-1}; 1 where it never grew. */
  readonly maxGrowth: number
}

/**
 * Looks at the effective step of every update, s_t = alpha_t/d_t with d_t as it divides the update: the denominator of
 * the rule, epsilon and bias correction in their places; the same bits. It needs no iterate, so it runs beside
 * the loop that makes them instead of in it, and a run that nobody watches pays nothing.
 *
 * @see Reddi et al. 2018, section 2: Gamma_t = sqrt(V_t)/alpha_t - sqrt(V_{t-1})/alpha_{t-1} >= 0 is that it never grows
 */
export class EffectiveStepWatch {
  private t = 0
  private v: number
  private vHat = 0
  private beta2Power = 1
  private step = Infinity
  private growths = 0
  private firstGrowth = 0
  private maxGrowth = 1

  constructor(private readonly rule: UpdateRule & { readonly beta2: number }) {
    this.v = rule.initialSecondMoment
  }

  /** Takes in the first `count` entries of the two buffers: slopes g_t and learning rates alpha_t. */
  advance(slopes: Float64Array, learningRates: Float64Array, count: number): void {
    const { beta2, biasCorrection, epsilon, epsilonPlacement, maximum } = this.rule
    const gain2 = 1 - beta2
    let { v, vHat, beta2Power, step } = this
    // From where c_t is 1 on it stays so, and the power would crawl through the denormals.
    let correcting = biasCorrection && 1 - beta2Power !== 1
    let c2 = 1
    for (let i = 0; i < count; i++) {
      const g = slopes[i]!
      v = beta2 * v + gain2 * (g * g)
      let w = v
      if (maximum === 'uncorrected') {
        vHat = max(vHat, v)
        w = vHat
      }
      if (correcting) {
        beta2Power *= beta2
        c2 = 1 - beta2Power
        w /= c2
        correcting = c2 !== 1
      }
      if (maximum === 'corrected') {
        vHat = max(vHat, w)
        w = vHat
      }
      let d: number
      if (epsilonPlacement === 'outside') d = sqrt(w) + epsilon
      else if (epsilonPlacement === 'outside-uncorrected') d = sqrt(w) + epsilon / sqrt(c2)
      else d = sqrt(w + epsilon)
      const next = learningRates[i]! / d
      if (next > step) this.note(this.t + i + 1, next / step)
      step = next
    }
    this.t += count
    this.v = v
    this.vHat = vHat
    this.beta2Power = beta2Power
    this.step = step
  }

  /** Takes in the effective step of the next update: what `advance` does where a loop knows it by itself. */
  observe(step: number): void {
    this.t++
    // Before the first update there is none, and while a rule waits it makes none.
    if (this.step > 0 && step > this.step) this.note(this.t, step / this.step)
    this.step = step === 0 ? this.step : step
  }

  growth(): EffectiveStepGrowth {
    return { growths: this.growths, firstGrowth: this.firstGrowth, maxGrowth: this.maxGrowth }
  }

  private note(t: number, ratio: number): void {
    if (this.growths === 0) this.firstGrowth = t
    this.growths++
    this.maxGrowth = max(this.maxGrowth, ratio)
  }
}

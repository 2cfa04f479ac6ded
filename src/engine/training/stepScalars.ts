import { momentumDecayOf, rateBounds, rectificationOf } from '../../optim/factors'
import { scheduledLearningRate } from '../../optim/schedule'
import { type Optimizer, type UpdateRule, updateRuleOf } from '../../optim/updateRule'

/**
 * What update t of a rule needs besides tensors. With M and V the moments as an engine keeps them, H the V or the running
 * maximum of V/beforeMaximum that divides the step, and U its sum for momentum, all scalar factors are gathered:
 *
 *     D       = sqrt(H + epsilonInside) + epsilonOutside
 *     U_t     = momentum U_{t-1} + M/D
 *     x_{t+1} = x_t - stepSize U_t
 *
 * Where no second moment divides the step, H is 0 and D is 1. The other scalars are of rules of other forms; `generalUpdate`
 * has them in their places.
 */
export interface StepScalars {
  readonly stepSize: number
  readonly momentum: number
  readonly epsilonOutside: number
  readonly epsilonInside: number
  readonly beforeMaximum: number
  /** Of the gradient that a Nesterov step adds to M. */
  readonly ownGradient: number
  /** Of the square of the gradients' average that is subtracted from V. */
  readonly centre: number
  /** 1 where H divides; 0 where it does not yet, and epsilonOutside is 1. */
  readonly divides: number
  /** Of the squared updates before this one. */
  readonly updatesScale: number
  /** What makes M/D the rule's direction, where its size matters; alpha times that where it is bounded. */
  readonly directionScale: number
  /** Bounds of what M is multiplied by. */
  readonly lowerRate: number
  readonly upperRate: number
  /** What x is multiplied by before the step. */
  readonly kept: number
  /** The share of the way to x that the slow weights go, and 1 where x then goes back to them, else 0. */
  readonly slowRate: number
  readonly returns: number
}

/**
 * How an engine keeps m_t and v_t: as they are, or as float32 sums without the factor 1 - beta,
 *
 *     M_t = beta M_{t-1} + g_t,   V_t = beta V_{t-1} + g_t^2,   V_0 = v_0/(1 - beta),
 *
 * which saves two passes over the parameters. Its beta is then the one that float32 holds, so m = M (1 - beta^t)/W_t with
 * W_t = 1 + beta + ... + beta^(t-1) of that beta, and v likewise: the moments of a constant gradient are right at every
 * step. With 1 - beta for the factor they would be off by 1.3e-5 at beta 0.999, at the start or in the end.
 *
 * What is no moving average, either keeps alike: a sum, also of a mean, a peak, a weighted sum of the latest gradients.
 */
export type KeptMoments = 'averages' | 'sums'

/** The scalars of updates 1, 2, 3, ..., in float64; powers and sums of beta are running ones, as in the reference. */
export class StepScalarSequence {
  private readonly rule: UpdateRule
  private readonly first: Kept
  private readonly second: Kept
  /** Of the gradients, and of the squared updates: averages by the second moment's decay, from 0. */
  private readonly centring: Kept
  private readonly updates: Kept
  private readonly nesterov: NesterovFactors | null
  private step = 0
  /** Of the last update: u_t is this times U_t. */
  private velocityScale: number | null = null

  /** @param numSteps T of the schedules `linear` and `cosine` */
  constructor(
    private readonly optimizer: Optimizer,
    private readonly numSteps: number,
    kept: KeptMoments
  ) {
    const rule = updateRuleOf(optimizer)
    const { beta1, beta2, initialSecondMoment, window, accumulation } = rule
    this.rule = rule
    this.first = window > 0 ? new KeptWindow(rule, kept) : new KeptAverage(beta1, 0, kept)
    this.second =
      accumulation === 'average' ? new KeptAverage(beta2 ?? 0, initialSecondMoment, kept) : new KeptWhole(accumulation)
    this.centring = new KeptAverage(beta2 ?? 0, 0, kept)
    this.updates = new KeptAverage(beta2 ?? 0, 0, kept)
    this.nesterov = rule.nesterov && beta1 !== 0 ? new NesterovFactors(rule) : null
  }

  next(): StepScalars {
    const { schedule, learningRate } = this.optimizer
    const { rule } = this
    this.step += 1
    const updatesScale = this.step === 1 ? 1 : this.updates.scale
    const waits = this.step <= rule.shift
    this.first.advance()
    this.updates.advance()
    if (!waits) {
      this.second.advance()
      this.centring.advance()
    }
    const alpha = waits ? 0 : scheduledLearningRate(schedule, learningRate, this.step, this.numSteps)
    const looked = this.nesterov?.next() ?? { average: 1, gradient: 0 }
    const rectification = rule.rectified ? rectificationOf(rule, this.step, this.second.power) : 1
    const divides = !waits && rectification !== null
    const c1 = rule.biasCorrection && this.nesterov === null ? this.first.correction : 1
    const ofAverage = this.first.scale * looked.average
    // What makes M/D the rule's direction, times a factor: of a step, alpha.
    const gathered = (factor: number) =>
      divides ? (factor * ofAverage * this.rootOfAfter * rectification) / c1 : (factor * ofAverage) / c1
    const isBounded = rule.finalRate !== 0
    const isSized = isBounded || rule.scaledByUpdates
    const rate = isBounded ? alpha / learningRate : alpha
    const stepSize = isSized ? rate : gathered(alpha)
    const [lower, upper] = rateBounds(rule, this.step)
    return {
      stepSize,
      momentum: this.momentumAt(rule.momentumOf === 'steps' ? stepSize : isSized ? 1 : gathered(1)),
      ...(divides ? this.epsilons() : { epsilonOutside: 1, epsilonInside: 0 }),
      beforeMaximum: this.correctsBefore ? this.secondCorrection : 1,
      ownGradient: looked.gradient / ofAverage,
      centre: this.centreScale,
      divides: divides ? 1 : 0,
      updatesScale,
      directionScale: gathered(isBounded ? learningRate : 1),
      lowerRate: lower * ofAverage,
      upperRate: upper * ofAverage,
      kept: 1 - rule.decoupledDecay * (rule.decayFollows === 'alpha' ? alpha : alpha / learningRate),
      ...this.slowFactors()
    }
  }

  /** Passes over the scalars of that many updates. */
  skip(numUpdates: number): void {
    for (let i = 0; i < numUpdates; i++) this.next()
  }

  /** Of the last update: w_t, the second moment that divides it, is this times the H that the engine keeps. */
  get secondMomentScale(): number {
    return 1 / this.after
  }

  /** Of the last update: what H is made of, V less this times the square of the gradients' average. */
  get centreScale(): number {
    return this.centring.scale ** 2 / (this.second.scale * this.secondCorrection)
  }

  /** Of the last update: e_t is this times what the engine keeps of the squared updates. */
  get updatesScale(): number {
    return this.updates.scale
  }

  /** w_t = H/after. */
  private get after(): number {
    return (this.correctsBefore ? 1 : this.secondCorrection) / this.second.scale
  }

  /** The peak divides as it is, and not its root. */
  private get rootOfAfter(): number {
    return this.rule.accumulation === 'peak' ? this.after : Math.sqrt(this.after)
  }

  private get secondCorrection(): number {
    return this.rule.biasCorrection ? this.second.correction : 1
  }

  private get correctsBefore(): boolean {
    return this.rule.maximum === 'corrected'
  }

  /** The factor of U_{t-1}, now that u_t is `velocityScale` times U_t. */
  private momentumAt(velocityScale: number): number {
    const previous = this.velocityScale ?? velocityScale
    this.velocityScale = velocityScale
    // Not by division where nothing changed: it would round, and a learning rate of 0 has no quotient.
    return previous === velocityScale ? this.rule.momentum : (this.rule.momentum * previous) / velocityScale
  }

  private slowFactors(): Pick<StepScalars, 'slowRate' | 'returns'> {
    const { lookahead, lookaheadRate } = this.rule
    const isTime = lookahead !== 0 && this.step % lookahead === 0
    return isTime ? { slowRate: lookaheadRate, returns: 1 } : { slowRate: 0, returns: 0 }
  }

  private epsilons(): Pick<StepScalars, 'epsilonOutside' | 'epsilonInside'> {
    const { beta2, epsilon, epsilonPlacement } = this.rule
    if (beta2 === null) return { epsilonOutside: 1, epsilonInside: 0 }
    switch (epsilonPlacement) {
      case 'outside':
        return { epsilonOutside: epsilon * this.rootOfAfter, epsilonInside: 0 }
      case 'outside-uncorrected':
        return { epsilonOutside: epsilon * Math.sqrt(this.after / this.secondCorrection), epsilonInside: 0 }
      case 'inside':
        return { epsilonOutside: 0, epsilonInside: epsilon * this.after }
      default:
        return epsilonPlacement satisfies never
    }
  }
}

/** What an engine keeps of the values until t, and what makes the rule's moment of it. */
interface Kept {
  advance(): void
  /** The moment is this times what the engine keeps of it; to be exact, of a constant 1. */
  readonly scale: number
  /** beta^t. */
  readonly power: number
  /** The sum of the weights, which bias correction divides by. */
  readonly correction: number
}

/** A moving average. */
class KeptAverage implements Kept {
  power = 1
  private roundedSum: number

  /** @param initial the average before the first value */
  constructor(
    private readonly beta: number,
    private readonly initial: number,
    private readonly kept: KeptMoments
  ) {
    this.roundedSum = initialSum(beta, initial)
  }

  advance(): void {
    this.power *= this.beta
    this.roundedSum = Math.fround(this.beta) * this.roundedSum + 1
  }

  get correction(): number {
    return 1 - this.power
  }

  get scale(): number {
    return this.kept === 'averages' ? 1 : (1 - this.power * (1 - this.initial)) / this.roundedSum
  }
}

/** A sum or a peak, or a mean by the sum that it is of. */
class KeptWhole implements Kept {
  readonly power = 1
  readonly correction = 1
  private count = 0

  constructor(private readonly accumulation: Exclude<UpdateRule['accumulation'], 'average'>) {}

  advance(): void {
    this.count += 1
  }

  get scale(): number {
    return this.accumulation === 'mean' ? 1 / this.count : 1
  }
}

/** The latest values, summed up with weights beta^i by the engine's beta. */
class KeptWindow implements Kept {
  readonly power = 0
  readonly correction = 1
  private readonly weights: number[] = []
  private sum = 0

  constructor(
    private readonly rule: UpdateRule,
    private readonly kept: KeptMoments
  ) {}

  advance(): void {
    if (this.weights.length === this.rule.window) return
    const beta = this.kept === 'sums' ? Math.fround(this.rule.beta1) : this.rule.beta1
    const last = this.weights.at(-1)
    this.weights.push(last === undefined ? 1 : last * beta)
    this.sum += this.weights.at(-1)!
  }

  get scale(): number {
    return this.rule.biasCorrection ? 1 / this.sum : 1 - this.rule.beta1
  }
}

/** The factors of m_t and g_t in the numerator of Nesterov steps 1, 2, 3, ... */
class NesterovFactors {
  private readonly decay: number | null
  private power = 1
  private beta: number
  private product = 1

  constructor(private readonly rule: UpdateRule) {
    this.decay = momentumDecayOf(rule)
    this.beta = this.nextBeta()
  }

  next(): { readonly average: number; readonly gradient: number } {
    const { beta } = this
    this.beta = this.nextBeta()
    this.product *= beta
    const [after, now] = this.rule.biasCorrection ? [1 - this.product * this.beta, 1 - this.product] : [1, 1]
    return { average: this.beta / after, gradient: (1 - beta) / now }
  }

  private nextBeta(): number {
    if (this.decay === null) return this.rule.beta1
    this.power *= this.decay
    return this.rule.beta1 * (1 - 0.5 * this.power)
  }
}

/** What stands for an average in a sum without the factor 1 - beta; of what is no average, itself. */
export function initialSum(beta: number, average: number): number {
  return beta === 1 ? average : average / (1 - beta)
}

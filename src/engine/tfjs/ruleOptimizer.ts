import * as tf from '@tensorflow/tfjs-core'
import { dividingSlot, type Optimizer, type Slot, slotsOf, type UpdateRule, updateRuleOf } from '../../optim/updateRule'
import { requireNoProjection } from '../training/requireNoProjection'
import { StepScalarSequence, type StepScalars } from '../training/stepScalars'
import { type DecayFactors, decay, decayFactors } from './decay'
import { largerOf } from './largerOf'
import type { NamedTensor } from './namedTensor'

export interface SecondMoments {
  readonly stored: readonly Float32Array[]
  readonly scale: number
}

/** What is kept of a variable, in the order of the rule's slots. */
type Slots = Readonly<Partial<Record<Slot, tf.Tensor>>>

/** The scalars of one update as tensors: made once for all variables, since making one costs as much as an operation. */
interface Factors {
  readonly beta1: DecayFactors | null
  readonly beta2: DecayFactors | null
  readonly stepSize: tf.Scalar
  readonly momentum: tf.Scalar
  readonly epsilon: tf.Scalar
  /** null where v enters the maximum as it is. */
  readonly beforeMaximum: tf.Scalar | null
}

/**
 * The optimizer of a run, whatever its rule: follows the float64 reference up to the rounding of float32. Its state can be
 * written down and taken up again.
 */
export class RuleOptimizer extends tf.Optimizer {
  private readonly rule: UpdateRule
  private readonly scalars: StepScalarSequence
  private readonly slots = new Map<string, Slots>()

  static get className(): string {
    return 'ClaimcheckOptimizer'
  }

  /**
   * @param numSteps T, the number of updates of the whole run; the schedule `linear` needs it
   * @throws InputError for a projection: a network's parameters have no domain
   */
  constructor(
    private readonly optimizer: Optimizer,
    numSteps: number
  ) {
    super()
    requireNoProjection(optimizer)
    this.rule = updateRuleOf(optimizer)
    this.scalars = new StepScalarSequence(optimizer, numSteps, 'averages')
  }

  override applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }))
    tf.tidy(() => {
      const factors = factorsOf(this.rule, this.scalars.next())
      for (const { name, tensor } of named) this.updateVariable(name, tensor, factors)
    })
    this.incrementIterations()
  }

  /** The tensors that it keeps: those of the first variable, those of the second, ... */
  save(variables: readonly tf.Variable[]): Float32Array[] {
    return tf.tidy(() =>
      variables.flatMap((variable) =>
        Object.values(this.slotsOf(variable)).map((slot) => slot.dataSync<'float32'>().slice())
      )
    )
  }

  /**
   * Puts an optimizer that has made no update where another was.
   *
   * @param numUpdates that the other had made
   * @param saved what `save` gave there
   */
  restore(variables: readonly tf.Variable[], numUpdates: number, saved: readonly Float32Array[]): void {
    let next = 0
    tf.tidy(() => {
      for (const variable of variables) {
        const slots = slotsOf(this.rule).map((slot) => [slot, tf.keep(tf.tensor(saved[next++]!, variable.shape))])
        this.slots.set(variable.name, Object.fromEntries(slots) as Slots)
      }
    })
    this.scalars.skip(numUpdates)
    this.iterations_ = numUpdates
  }

  /** What divides the last update, as it is stored, and the factor that makes it w_t; nothing where nothing divides. */
  secondMoments(variables: readonly tf.Variable[]): SecondMoments {
    const slot = dividingSlot(this.rule)
    const stored = tf.tidy(() =>
      slot === null ? [] : variables.map((variable) => this.slotsOf(variable)[slot]!.dataSync<'float32'>().slice())
    )
    return { stored, scale: this.scalars.secondMomentScale }
  }

  override dispose(): void {
    for (const slots of this.slots.values()) tf.dispose(slots)
    this.slots.clear()
  }

  getConfig(): { [key: string]: string | number | boolean } {
    const { schedule, ...settings } = this.optimizer
    return { ...settings, schedule: schedule.name }
  }

  private updateVariable(name: string, gradient: tf.Tensor, factors: Factors): void {
    const variable = tf.engine().registeredVariables[name]
    if (variable === undefined) throw new Error(`no variable ${name} for its gradient`)
    const before = this.slotsOf(variable)
    const { value, slots } = update(this.rule, variable, gradient, before, factors)
    variable.assign(value)
    for (const slot of Object.values(slots)) tf.keep(slot)
    tf.dispose(before)
    this.slots.set(name, slots)
  }

  private slotsOf(variable: tf.Variable): Slots {
    const known = this.slots.get(variable.name)
    if (known !== undefined) return known
    const initial = (slot: Slot) => (slot === 'secondMoment' ? this.rule.initialSecondMoment : 0)
    return Object.fromEntries(slotsOf(this.rule).map((slot) => [slot, tf.fill(variable.shape, initial(slot))])) as Slots
  }
}

/** To be called inside `tf.tidy`. */
function factorsOf({ beta1, beta2, epsilonPlacement }: UpdateRule, scalars: StepScalars): Factors {
  return {
    beta1: beta1 === 0 ? null : decayFactors(beta1),
    beta2: beta2 === null ? null : decayFactors(beta2),
    stepSize: tf.scalar(scalars.stepSize),
    momentum: tf.scalar(scalars.momentum),
    epsilon: tf.scalar(epsilonPlacement === 'inside' ? scalars.epsilonInside : scalars.epsilonOutside),
    beforeMaximum: scalars.beforeMaximum === 1 ? null : tf.scalar(scalars.beforeMaximum)
  }
}

/** x_{t+1} and the slots after update t; `StepScalars` has the equations. */
function update(
  { epsilonPlacement }: UpdateRule,
  variable: tf.Variable,
  gradient: tf.Tensor,
  before: Slots,
  factors: Factors
): { readonly value: tf.Tensor; readonly slots: Slots } {
  const slots: Partial<Record<Slot, tf.Tensor>> = {}
  let direction = gradient
  if (before.firstMoment) direction = slots.firstMoment = decay(before.firstMoment, gradient, factors.beta1!)
  if (before.secondMoment) {
    let dividing = decay(before.secondMoment, tf.square(gradient), factors.beta2!)
    slots.secondMoment = dividing
    if (before.maximum) {
      const candidate = factors.beforeMaximum === null ? dividing : tf.div(dividing, factors.beforeMaximum)
      dividing = slots.maximum = largerOf(before.maximum, candidate)
    }
    const isInside = epsilonPlacement === 'inside'
    const root = isInside ? tf.sqrt(tf.add(dividing, factors.epsilon)) : tf.add(tf.sqrt(dividing), factors.epsilon)
    direction = tf.div(direction, root)
  }
  if (before.velocity) direction = slots.velocity = tf.add(tf.mul(before.velocity, factors.momentum), direction)
  return { value: tf.sub(variable, tf.mul(direction, factors.stepSize)), slots }
}

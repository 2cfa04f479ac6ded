import * as tf from '@tensorflow/tfjs-core'
import {
  formOf,
  type Optimizer,
  pastSlot,
  type Slot,
  slotsOf,
  type UpdateForm,
  type UpdateRule,
  updateRuleOf
} from '../../optim/updateRule'
import { type Arithmetic, generalUpdate, type ScalarsOf, type SlotsOf } from '../training/generalUpdate'
import { effectiveStepOf } from '../training/meanEffectiveStep'
import { requireNoProjection } from '../training/requireNoProjection'
import { StepScalarSequence, type StepScalars } from '../training/stepScalars'
import { clippedGradients } from './clippedGradients'
import { decay, decayFactors } from './decay'
import { largerOf } from './largerOf'
import type { NamedTensor } from './namedTensor'

/** What is kept of a variable, in the order of the rule's slots. */
type Slots = SlotsOf<tf.Tensor>

/**
 * The optimizer of a run, whatever its rule: follows the float64 reference up to the rounding of float32. Its state can be
 * written down and taken up again.
 */
export class RuleOptimizer extends tf.Optimizer {
  private readonly rule: UpdateRule
  private readonly form: UpdateForm
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
    private readonly numSteps: number
  ) {
    super()
    requireNoProjection(optimizer)
    this.rule = updateRuleOf(optimizer)
    this.form = formOf(this.rule)
    this.scalars = new StepScalarSequence(optimizer, numSteps, 'averages')
  }

  override applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }))
    tf.tidy(() => {
      const scalars = scalarsOf(this.rule, this.form, this.scalars.next())
      const ops = arithmeticOf(this.rule, scalars)
      for (const { name, tensor } of clippedGradients(this.rule, named)) {
        this.updateVariable(name, tensor, ops, scalars)
      }
    })
    this.incrementIterations()
  }

  /** The tensors that it keeps: those of the first variable, those of the second, ... */
  save(variables: readonly tf.Variable[]): Float32Array[] {
    return tf.tidy(() =>
      variables.flatMap((variable) =>
        tensorsOf(this.slotsOf(variable)).map(([, tensor]) => tensor.dataSync<'float32'>().slice())
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

  /** Of the last update, over the parameters of these variables. */
  meanEffectiveStep(variables: readonly tf.Variable[]): number {
    const count = { step: this.iterations, numSteps: this.numSteps }
    return tf.tidy(() => {
      const tensors = variables.map((variable) => {
        const slots = this.slotsOf(variable)
        return (slot: Slot) => slots[slot]!.dataSync<'float32'>().slice()
      })
      return effectiveStepOf(this.optimizer, count, tensors, this.scalars)
    })
  }

  override dispose(): void {
    for (const slots of this.slots.values()) tf.dispose(slots)
    this.slots.clear()
  }

  getConfig(): { [key: string]: string | number | boolean } {
    const { schedule, ...settings } = this.optimizer
    return { ...settings, schedule: schedule.name }
  }

  private updateVariable(
    name: string,
    gradient: tf.Tensor,
    ops: Arithmetic<tf.Tensor>,
    scalars: ScalarsOf<tf.Tensor>
  ): void {
    const variable = tf.engine().registeredVariables[name]
    if (variable === undefined) throw new Error(`no variable ${name} for its gradient`)
    const { rule, form } = this
    const before = this.slotsOf(variable)
    const slope = form.addsDecay ? tf.add(gradient, tf.mul(variable, rule.weightDecay)) : gradient
    const shifted = form.shift === 0 ? slope : before[pastSlot(form.shift)]!
    const squares = form.spatial === 'none' ? null : blockSquares(shifted, form)
    const next = generalUpdate<tf.Tensor>(ops, form, { x: variable, slots: before }, slope, squares, scalars)
    variable.assign(next.x)
    // What is kept twice, a gradient of a window that moves on, is not copied.
    const kept = tensorsOf(next.slots).map(([slot, tensor]) => [slot, tf.keep(tf.clone(tensor))])
    tf.dispose(before)
    this.slots.set(name, Object.fromEntries(kept) as Slots)
  }

  private slotsOf(variable: tf.Variable): Slots {
    const known = this.slots.get(variable.name)
    if (known !== undefined) return known
    const initial = (slot: Slot) =>
      slot === 'slow'
        ? variable.clone()
        : tf.fill(variable.shape, slot === 'secondMoment' ? this.rule.initialSecondMoment : 0)
    return Object.fromEntries(slotsOf(this.rule).map((slot) => [slot, initial(slot)])) as Slots
  }
}

/** Those that the rule needs. To be called inside `tf.tidy`: made once for all variables, since one costs as much as an operation. */
function scalarsOf(rule: UpdateRule, form: UpdateForm, now: StepScalars): ScalarsOf<tf.Tensor> {
  const { beta1, beta2, momentum } = rule
  const divides = beta2 !== null
  const isInside = rule.epsilonPlacement === 'inside' && now.divides === 1
  const values: ScalarsOf<number | false> = {
    beta1: form.window > 0 && beta1,
    beta2: form.peak && beta2!,
    negatedStepSize: -now.stepSize,
    momentum: momentum !== 0 && now.momentum,
    lookedMomentum: form.nesterov && momentum !== 0 && momentum,
    ownGradient: form.nesterov && beta1 !== 0 && now.ownGradient,
    epsilonInside: divides && isInside && now.epsilonInside,
    epsilonOutside: divides && !isInside && now.epsilonOutside,
    beforeMaximum: now.beforeMaximum !== 1 && now.beforeMaximum,
    negatedCentre: form.centred && -now.centre,
    divides: form.rectified && now.divides,
    updatesScale: form.scaledByUpdates && now.updatesScale,
    updatesEpsilon: form.scaledByUpdates && rule.epsilon,
    directionScale: (form.scaledByUpdates || form.bounded) && now.directionScale,
    lowerRate: form.bounded && now.lowerRate,
    upperRate: form.bounded && now.upperRate,
    kept: form.decays && now.kept,
    slowRate: form.looksAhead && now.slowRate,
    slowShare: form.looksAhead && 1 - now.slowRate,
    returns: form.looksAhead && now.returns,
    stays: form.looksAhead && 1 - now.returns
  }
  const needed = Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== false)
  return Object.fromEntries(needed.map(([name, value]) => [name, tf.scalar(value)]))
}

/** To be called inside `tf.tidy`. */
function arithmeticOf({ beta1, beta2 }: UpdateRule, scalars: ScalarsOf<tf.Tensor>): Arithmetic<tf.Tensor> {
  const first = beta1 === 0 ? null : decayFactors(beta1)
  // What forgets nothing is a sum.
  const second = beta2 === null || beta2 === 1 ? null : decayFactors(beta2)
  return {
    add: (a, b) => tf.add(a, b),
    multiply: (a, b) => tf.mul(a, b),
    divide: (a, b) => tf.div(a, b),
    smaller: (a, b) => tf.minimum(a, b),
    larger: (a, b) => largerOf(b, a),
    root: (a) => tf.sqrt(a),
    magnitude: (a) => tf.abs(a),
    positive: (a) => tf.relu(a),
    scaledSum: (factor, x, addend) => tf.add(tf.mul(x, factor), addend),
    advance: (moment, before, value) => {
      const factors = moment === 'first' ? first : second
      return factors === null ? tf.add(before, value) : decay(before, value, factors)
    },
    candidate: (secondMoment) =>
      scalars.beforeMaximum === undefined ? secondMoment : tf.div(secondMoment, scalars.beforeMaximum)
  }
}

function tensorsOf(slots: Slots): [string, tf.Tensor][] {
  return Object.entries(slots) as [string, tf.Tensor][]
}

/** One number for the whole variable, in the place of its squared gradients. */
function blockSquares(gradient: tf.Tensor, { spatial, spatialOf }: UpdateForm): tf.Tensor {
  const values = spatialOf === 'squares' ? tf.square(gradient) : gradient
  const number = spatial === 'max' ? tf.max(values) : tf.mean(values)
  return tf.mul(tf.onesLike(gradient), spatialOf === 'squares' ? number : tf.square(number))
}

import * as tf from '@tensorflow/tfjs-core'
import type { OptimizerSpec } from '../../claims/types'
import type { NamedTensor } from './namedTensor'

/** The optimizer of a run, whose state can be written down and taken up again. */
export interface ResumableOptimizer extends tf.Optimizer {
  applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void
  /** The tensors that it keeps: those of the first variable, those of the second, ... */
  save(variables: readonly tf.Variable[]): Float32Array[]
  /**
   * Puts an optimizer that has made no update where another was.
   *
   * @param numUpdates that the other had made
   * @param saved what `save` gave there
   */
  restore(variables: readonly tf.Variable[], numUpdates: number, saved: readonly Float32Array[]): void
  /** The second moments that divide the last update, as they are stored, and the factor that makes them so; none for SGD. */
  secondMoments(variables: readonly tf.Variable[]): SecondMoments
}

export interface SecondMoments {
  readonly stored: readonly Float32Array[]
  readonly scale: number
}

/**
 * The base of the optimizers here: a `tf.Optimizer` that keeps tensors of its own for every variable, and whose rule is
 * written for one variable at a time.
 */
export abstract class RunOptimizer<Slots extends Readonly<Record<string, tf.Tensor>>, Factors>
  extends tf.Optimizer
  implements ResumableOptimizer
{
  private readonly slots = new Map<string, Slots>()

  constructor(private readonly spec: OptimizerSpec) {
    super()
  }

  /** The factors of the next update, the same for all variables. Called inside `tf.tidy`. */
  protected abstract nextFactors(): Factors

  /** Passes over the factors of that many updates. */
  protected abstract skipFactors(numUpdates: number): void

  /** The state of a variable before update 1. */
  protected abstract createSlots(variable: tf.Variable): Slots

  /** x_{t+1} and the state after update t, its tensors in the order of `createSlots`. */
  protected abstract update(
    variable: tf.Variable,
    gradient: tf.Tensor,
    slots: Slots,
    factors: Factors
  ): { readonly value: tf.Tensor; readonly slots: Slots }

  /** The slot that divides the update; null where none does. */
  protected abstract secondMomentOf(slots: Slots): tf.Tensor | null

  protected abstract secondMomentScale(): number

  override applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }))
    tf.tidy(() => {
      const factors = this.nextFactors()
      for (const { name, tensor } of named) this.updateVariable(name, tensor, factors)
    })
    this.incrementIterations()
  }

  save(variables: readonly tf.Variable[]): Float32Array[] {
    return tf.tidy(() =>
      variables.flatMap((variable) =>
        Object.values(this.slotsOf(variable)).map((slot) => slot.dataSync<'float32'>().slice())
      )
    )
  }

  restore(variables: readonly tf.Variable[], numUpdates: number, saved: readonly Float32Array[]): void {
    let next = 0
    tf.tidy(() => {
      for (const variable of variables) {
        const names = Object.keys(this.createSlots(variable))
        const slots = names.map((name) => [name, tf.keep(tf.tensor(saved[next++]!, variable.shape))])
        this.slots.set(variable.name, Object.fromEntries(slots) as Slots)
      }
    })
    this.skipFactors(numUpdates)
    this.iterations_ = numUpdates
  }

  secondMoments(variables: readonly tf.Variable[]): SecondMoments {
    const stored = tf.tidy(() =>
      variables.flatMap((variable) => this.secondMomentOf(this.slotsOf(variable))?.dataSync<'float32'>().slice() ?? [])
    )
    return { stored, scale: this.secondMomentScale() }
  }

  override dispose(): void {
    for (const slots of this.slots.values()) tf.dispose(slots)
    this.slots.clear()
  }

  getConfig(): { [key: string]: string | number | boolean } {
    const entries = Object.entries(this.spec).map(([key, value]) => [
      key,
      typeof value === 'object' ? value.name : value
    ])
    return Object.fromEntries(entries)
  }

  private updateVariable(name: string, gradient: tf.Tensor, factors: Factors): void {
    const variable = tf.engine().registeredVariables[name]
    if (variable === undefined) throw new Error(`no variable ${name} for its gradient`)
    const before = this.slotsOf(variable)
    const { value, slots } = this.update(variable, gradient, before, factors)
    variable.assign(value)
    for (const slot of Object.values(slots)) tf.keep(slot)
    tf.dispose(before)
    this.slots.set(name, slots)
  }

  private slotsOf(variable: tf.Variable): Slots {
    return this.slots.get(variable.name) ?? this.createSlots(variable)
  }
}

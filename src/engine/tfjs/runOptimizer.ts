import * as tf from '@tensorflow/tfjs-core'
import type { OptimizerSpec } from '../../spec/types'

/** The gradient of the variable of that name. */
export interface NamedTensor {
  readonly name: string
  readonly tensor: tf.Tensor
}

/**
 * The base of the optimizers here: a `tf.Optimizer` that keeps tensors of its own for every variable, and whose rule is
 * written for one variable at a time.
 */
export abstract class RunOptimizer<Slots extends Readonly<Record<string, tf.Tensor>>, Factors> extends tf.Optimizer {
  private readonly slots = new Map<string, Slots>()

  constructor(private readonly spec: OptimizerSpec) {
    super()
  }

  /** The factors of the next update, the same for all variables. Called inside `tf.tidy`. */
  protected abstract nextFactors(): Factors

  /** The state of a variable before update 1. */
  protected abstract createSlots(variable: tf.Variable): Slots

  /** x_{t+1} and the state after update t. */
  protected abstract update(
    variable: tf.Variable,
    gradient: tf.Tensor,
    slots: Slots,
    factors: Factors
  ): { readonly value: tf.Tensor; readonly slots: Slots }

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
    const before = this.slots.get(name) ?? this.createSlots(variable)
    const { value, slots } = this.update(variable, gradient, before, factors)
    variable.assign(value)
    for (const slot of Object.values(slots)) tf.keep(slot)
    tf.dispose(before)
    this.slots.set(name, slots)
  }
}

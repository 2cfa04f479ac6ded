import fc from 'fast-check'
import { vectorState } from '../../../../../src/engine/onnx/states'
import { memberInputs, stepInputs } from '../../../../../src/engine/onnx/update/scalarInputs'
import { neededSlots, updateFeatures } from '../../../../../src/engine/onnx/update/updateFeatures'
import { graphScalars, memberScalars } from '../../../../../src/engine/onnx/update/updateScalars'
import type { Optimized } from '../../../../../src/engine/training/generalUpdate'
import { initialSum, StepScalarSequence } from '../../../../../src/engine/training/stepScalars'
import { formOf, type Optimizer, updateRuleOf } from '../../../../../src/optim/updateRule'
import { initOptimizer, optimizerStep } from '../../../../reference/optim/optimizer'
import { anyOptimizer } from '../../../../support/optimizers'
import { numberAtStart, updateOfNumber } from '../../../../support/updateOfNumbers'

/** Values that float32 holds: the graph's own decay rates, whose rounding the scalars allow for. */
const decay = fc.double({ min: 0, max: 0.999, noNaN: true }).map(Math.fround)

const optimizers = anyOptimizer(decay)
const gradients = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 12 })

describe('the general update', () => {
  test('with its scalars is every optimizer of optim/, whoever else is in the cohort', () => {
    fc.assert(
      fc.property(optimizers, fc.array(optimizers, { maxLength: 3 }), gradients, (spec, others, sequence) => {
        const expected = referenceIterates(spec, sequence)
        // Float64 here: the same products in another order, a few roundings (1e-16) of steps that add up to |x|.
        const scale = Math.max(1, ...expected.map(Math.abs))
        generalIterates(spec, others, sequence).forEach((x, t) => {
          expect(Math.abs(x - expected[t]!)).toBeLessThan(1e-12 * scale)
        })
      })
    )
  })

  test('a second moment that overflows moves Adam alike, alone and beside AMSGrad', () => {
    const amsgrad = { ...ADAM, name: 'AMSGrad', maximum: 'uncorrected' } as const
    const sequence = [1, 1e200, 1, 1]
    const alone = generalIterates(ADAM, [], sequence)
    expect(alone.every(Number.isFinite)).toBe(true)
    expect(generalIterates(ADAM, [amsgrad], sequence)).toEqual(alone)
  })
})

const ADAM = {
  name: 'Adam',
  learningRate: 0.1,
  schedule: { name: 'constant' },
  projection: 'none',
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  biasCorrection: true,
  epsilonPlacement: 'outside'
} as const

function referenceIterates(spec: Optimizer, sequence: readonly number[]): number[] {
  let x: Float64Array = Float64Array.of(0)
  let state = initOptimizer(spec, 1)
  return sequence.map((gradient) => {
    const context = { numSteps: sequence.length, domain: null }
    const update = optimizerStep(spec, state, x, Float64Array.of(gradient), context)
    x = update.x
    state = update.state
    return x[0]!
  })
}

/** The general update on one number, with the scalars and slots that the graph of a cohort has. */
function generalIterates(spec: Optimizer, others: readonly Optimizer[], sequence: readonly number[]): number[] {
  const rule = updateRuleOf(spec)
  const form = JSON.stringify(formOf(rule))
  const features = updateFeatures([
    rule,
    ...others.map(updateRuleOf).filter((one) => JSON.stringify(formOf(one)) === form)
  ])
  const scalars = new StepScalarSequence(spec, sequence.length, 'sums')
  const state = vectorState('x', 1, true)
  const needed = [...memberInputs([state], 1, features), ...stepInputs([state], 1, features)].map(
    ({ scalar }) => scalar
  )
  const { slots } = numberAtStart(rule, initialSum(rule.beta2 ?? 0, rule.initialSecondMoment))
  let now: Optimized<number> = {
    x: 0,
    slots: Object.fromEntries(neededSlots(features).map((slot) => [slot, slots[slot] ?? 0]))
  }
  return sequence.map((gradient) => {
    const all: Readonly<Record<string, number>> = { ...memberScalars(rule), ...graphScalars(scalars.next()) }
    const own = Object.fromEntries(needed.map((scalar) => [scalar, all[scalar]!]))
    const decays = { first: all.beta1!, second: all.beta2! }
    now = updateOfNumber(rule, now, gradient, (moment, before, value) => decays[moment] * before + value, own)
    return now.x
  })
}

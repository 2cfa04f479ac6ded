import fc from 'fast-check'
import { updateFeatures } from '../../../../../src/engine/onnx/update/updateFeatures'
import { graphScalars, memberScalars } from '../../../../../src/engine/onnx/update/updateScalars'
import { initialSum, StepScalarSequence } from '../../../../../src/engine/training/stepScalars'
import { type Optimizer, updateRuleOf } from '../../../../../src/optim/updateRule'
import { initOptimizer, optimizerStep } from '../../../../reference/optim/optimizer'
import { anyOptimizer } from '../../../../support/optimizers'

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

/** The equations in the docstring of `MemberScalars`, as `lowerUpdate` builds them for a cohort's features. */
function generalIterates(spec: Optimizer, others: readonly Optimizer[], sequence: readonly number[]): number[] {
  const rule = updateRuleOf(spec)
  const features = updateFeatures([rule, ...others.map(updateRuleOf)])
  const { beta1, beta2, squareCap, maximumCap } = memberScalars(rule)
  const scalars = new StepScalarSequence(spec, sequence.length, 'sums')
  let x = 0
  let firstMoment = 0
  let secondMoment = initialSum(beta2, rule.initialSecondMoment)
  let kept = 0
  let velocity = 0
  return sequence.map((gradient) => {
    const now = graphScalars(scalars.next())
    firstMoment = features.firstMoment ? beta1 * firstMoment + gradient : gradient
    let direction = firstMoment
    if (features.secondMoment) {
      const square = gradient * gradient
      secondMoment = beta2 * secondMoment + (features.secondMomentOfSome ? Math.min(square, squareCap) : square)
      const candidate = features.correctionBeforeMaximum ? secondMoment * now.beforeMaximum : secondMoment
      if (features.maximumOfSome) kept = Math.min(kept, maximumCap)
      kept = features.maximum ? Math.max(candidate, kept) : candidate
      const inside = features.epsilonInside ? kept + now.epsilonInside : kept
      direction = firstMoment / (Math.sqrt(inside) + now.epsilonOutside)
    }
    velocity = features.velocity ? now.momentum * velocity + direction : direction
    x += now.negatedStepSize * velocity
    return x
  })
}

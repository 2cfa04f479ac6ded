import fc from 'fast-check'
import type { OptimizerSpec } from '../../../../../src/claims/types'
import { updateFeatures } from '../../../../../src/engine/onnx/update/updateFeatures'
import { memberScalars, StepScalarSequence } from '../../../../../src/engine/onnx/update/updateScalars'
import { initOptimizer, optimizerStep } from '../../../../reference/optim/optimizer'

/** Values that float32 holds: the graph's own decay rates, whose rounding the scalars allow for. */
const decay = fc.double({ min: 0, max: 0.999, noNaN: true }).map(Math.fround)

const shared = {
  learningRate: fc.double({ min: 1e-4, max: 1, noNaN: true }),
  schedule: fc.constantFrom(
    { name: 'constant' } as const,
    { name: 'inverse-sqrt' } as const,
    { name: 'linear' } as const,
    { name: 'step', boundaries: [2, 5], factor: 0.1 } as const
  ),
  projection: fc.constant('none' as const)
}
const adaptive = {
  ...shared,
  beta1: decay,
  beta2: decay,
  epsilon: fc.double({ min: 1e-8, max: 1, noNaN: true }),
  biasCorrection: fc.boolean(),
  epsilonPlacement: fc.constantFrom('outside' as const, 'outside-uncorrected' as const, 'inside' as const)
}
const optimizers: fc.Arbitrary<OptimizerSpec> = fc.oneof(
  fc.record({ ...shared, name: fc.constant('SGD' as const), momentum: decay }),
  fc.record({ ...adaptive, name: fc.constant('Adam' as const) }),
  fc.record({
    ...adaptive,
    name: fc.constant('AMSGrad' as const),
    maximum: fc.constantFrom('uncorrected' as const, 'corrected' as const)
  })
)
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

function referenceIterates(spec: OptimizerSpec, sequence: readonly number[]): number[] {
  let x: Float64Array = Float64Array.of(0)
  let state = initOptimizer(spec, 1)
  return sequence.map((gradient) => {
    const update = optimizerStep(spec, state, x, Float64Array.of(gradient), {
      numSteps: sequence.length,
      domain: null
    })
    x = update.x
    state = update.state
    return x[0]!
  })
}

/** The equations in the docstring of `StepScalars`, as `lowerUpdate` builds them for a cohort's features. */
function generalIterates(spec: OptimizerSpec, others: readonly OptimizerSpec[], sequence: readonly number[]): number[] {
  const features = updateFeatures([spec, ...others])
  const { beta1, beta2, squareCap, maximumCap } = memberScalars(spec)
  const scalars = new StepScalarSequence(spec, sequence.length)
  let x = 0
  let firstMoment = 0
  let secondMoment = 0
  let kept = 0
  return sequence.map((gradient) => {
    const { negatedStepSize, epsilonOutside, epsilonInside, beforeMaximum } = scalars.next()
    firstMoment = features.firstMoment ? beta1 * firstMoment + gradient : gradient
    if (!features.secondMoment) {
      x += negatedStepSize * firstMoment
      return x
    }
    const square = gradient * gradient
    secondMoment = beta2 * secondMoment + (features.secondMomentOfSome ? Math.min(square, squareCap) : square)
    const candidate = features.correctionBeforeMaximum ? secondMoment * beforeMaximum : secondMoment
    if (features.maximumOfSome) kept = Math.min(kept, maximumCap)
    const dividing = features.maximum ? Math.max(candidate, kept) : candidate
    kept = dividing
    const inside = features.epsilonInside ? dividing + epsilonInside : dividing
    x += negatedStepSize * (firstMoment / (Math.sqrt(inside) + epsilonOutside))
    return x
  })
}

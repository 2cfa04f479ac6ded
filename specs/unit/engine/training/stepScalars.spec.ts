import fc from 'fast-check'
import { StepScalarSequence } from '../../../../src/engine/training/stepScalars'
import { type Optimizer, updateRuleOf } from '../../../../src/optim/updateRule'
import { initOptimizer, optimizerStep } from '../../../reference/optim/optimizer'
import { anyOptimizer } from '../../../support/optimizers'

const gradients = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 12 })

describe('StepScalarSequence', () => {
  test('its gathered factors give the steps of the reference, whatever the rule', () => {
    fc.assert(
      fc.property(anyOptimizer(), gradients, (optimizer, sequence) => {
        const expected = referenceIterates(optimizer, sequence)
        gatheredIterates(optimizer, sequence).forEach((x, t) => {
          // The same products in another order, in float64: a few roundings (1e-16) of steps that add up to |x|.
          const scale = Math.max(1, ...expected.map(Math.abs))
          expect(Math.abs(x - expected[t]!)).toBeLessThan(1e-12 * scale)
        })
      })
    )
  })

  test.each(['averages', 'sums'] as const)(
    'after skipping it gives the very scalars that it would have given: %s',
    (kept) => {
      fc.assert(
        fc.property(anyOptimizer(), fc.nat({ max: 40 }), (optimizer, numUpdates) => {
          const [whole, resumed] = [0, 0].map(() => new StepScalarSequence(optimizer, 50, kept)) as [
            StepScalarSequence,
            StepScalarSequence
          ]
          for (let i = 0; i < numUpdates; i++) whole.next()
          resumed.skip(numUpdates)
          expect(resumed.next()).toEqual(whole.next())
        })
      )
    }
  )
})

function referenceIterates(optimizer: Optimizer, sequence: readonly number[]): number[] {
  let x: Float64Array = Float64Array.of(0)
  let state = initOptimizer(optimizer, 1)
  return sequence.map((gradient) => {
    const context = { numSteps: sequence.length, domain: null }
    const update = optimizerStep(optimizer, state, x, Float64Array.of(gradient), context)
    x = update.x
    state = update.state
    return x[0]!
  })
}

/** The equations in the docstring of `StepScalars`, on one number, with the moments as they are. */
function gatheredIterates(optimizer: Optimizer, sequence: readonly number[]): number[] {
  const { beta1, beta2, maximum, initialSecondMoment } = updateRuleOf(optimizer)
  const scalars = new StepScalarSequence(optimizer, sequence.length, 'averages')
  let x = 0
  let m = 0
  let v = initialSecondMoment
  let vHat = 0
  let u = 0
  return sequence.map((gradient) => {
    const { stepSize, momentum, epsilonOutside, epsilonInside, beforeMaximum } = scalars.next()
    m = beta1 * m + (1 - beta1) * gradient
    if (beta2 !== null) v = beta2 * v + (1 - beta2) * (gradient * gradient)
    vHat = Math.max(vHat, v / beforeMaximum)
    const dividing = maximum === null ? v : vHat
    const d = beta2 === null ? 1 : Math.sqrt(dividing + epsilonInside) + epsilonOutside
    u = momentum * u + m / d
    x -= stepSize * u
    return x
  })
}

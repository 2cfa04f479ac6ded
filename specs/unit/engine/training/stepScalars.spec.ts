import fc from 'fast-check'
import { graphScalars, memberScalars } from '../../../../src/engine/onnx/update/updateScalars'
import { StepScalarSequence } from '../../../../src/engine/training/stepScalars'
import { type Optimizer, updateRuleOf } from '../../../../src/optim/updateRule'
import { initOptimizer, optimizerStep } from '../../../reference/optim/optimizer'
import { anyOptimizer } from '../../../support/optimizers'
import { numberAtStart, updateOfNumber } from '../../../support/updateOfNumbers'

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

/** The general update on one number, with the moments as they are. */
function gatheredIterates(optimizer: Optimizer, sequence: readonly number[]): number[] {
  const rule = updateRuleOf(optimizer)
  const scalars = new StepScalarSequence(optimizer, sequence.length, 'averages')
  const { beta1, beta2 } = rule
  const [decay1, decay2] = [beta1, beta2 ?? 0]
  let state = numberAtStart(rule, rule.initialSecondMoment)
  return sequence.map((gradient) => {
    const now = graphScalars(scalars.next())
    state = updateOfNumber(
      rule,
      state,
      gradient,
      (moment, before, value) => {
        const beta = moment === 'first' ? decay1 : decay2
        return beta === 1 ? before + value : beta * before + (1 - beta) * value
      },
      { ...memberScalars(rule), ...now, ...(beta2 === null && { epsilonOutside: 1 }) }
    )
    return state.x
  })
}

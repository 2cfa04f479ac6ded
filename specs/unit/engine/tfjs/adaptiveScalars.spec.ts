import fc from 'fast-check'
import type { AdamSpec, AmsgradSpec } from '../../../../src/claims/types'
import { AdaptiveScalarSequence } from '../../../../src/engine/tfjs/adaptiveScalars'
import { initOptimizer, optimizerStep } from '../../../reference/optim/optimizer'

const unit = fc.double({ min: 0, max: 0.999, noNaN: true })

const specs = fc.record({
  name: fc.constantFrom('Adam' as const, 'AMSGrad' as const),
  learningRate: fc.double({ min: 1e-4, max: 1, noNaN: true }),
  schedule: fc.constantFrom(
    { name: 'constant' } as const,
    { name: 'inverse-sqrt' } as const,
    { name: 'linear' } as const,
    { name: 'step', boundaries: [2, 5], factor: 0.1 } as const
  ),
  beta1: unit,
  beta2: unit,
  epsilon: fc.double({ min: 1e-8, max: 1, noNaN: true }),
  biasCorrection: fc.boolean(),
  epsilonPlacement: fc.constantFrom('outside' as const, 'outside-uncorrected' as const, 'inside' as const),
  maximum: fc.constantFrom('uncorrected' as const, 'corrected' as const)
})

const gradients = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 12 })

describe('AdaptiveScalarSequence', () => {
  test('its gathered factors give the steps of optim/, for every variant', () => {
    fc.assert(
      fc.property(specs, gradients, (options, sequence) => {
        const { maximum, ...shared } = { ...options, projection: 'none' as const }
        const spec = (options.name === 'Adam' ? shared : { ...shared, maximum }) as AdamSpec | AmsgradSpec
        const expected = referenceIterates(spec, sequence)
        gatheredIterates(spec, sequence).forEach((x, t) => {
          // The same products in another order, in float64: a few roundings (1e-16) of steps that add up to |x|.
          const scale = Math.max(1, ...expected.map(Math.abs))
          expect(Math.abs(x - expected[t]!)).toBeLessThan(1e-12 * scale)
        })
      })
    )
  })

  test('after skipping it gives the very scalars that it would have given', () => {
    fc.assert(
      fc.property(specs, fc.nat({ max: 40 }), (options, numUpdates) => {
        const { maximum, ...shared } = { ...options, projection: 'none' as const }
        const spec = (options.name === 'Adam' ? shared : { ...shared, maximum }) as AdamSpec | AmsgradSpec
        const [whole, resumed] = [new AdaptiveScalarSequence(spec, 50), new AdaptiveScalarSequence(spec, 50)]
        for (let i = 0; i < numUpdates; i++) whole.next()
        resumed.skip(numUpdates)
        expect(resumed.next()).toEqual(whole.next())
      })
    )
  })
})

function referenceIterates(spec: AdamSpec | AmsgradSpec, gradients: readonly number[]): number[] {
  let x: Float64Array = Float64Array.of(0)
  let state = initOptimizer(spec, 1)
  return gradients.map((gradient) => {
    const context = { numSteps: gradients.length, domain: null }
    const update = optimizerStep(spec, state, x, Float64Array.of(gradient), context)
    x = update.x
    state = update.state
    return x[0]!
  })
}

/** The equation in the docstring of `AdaptiveScalars`, on one number. */
function gatheredIterates(spec: AdamSpec | AmsgradSpec, gradients: readonly number[]): number[] {
  const sequence = new AdaptiveScalarSequence(spec, gradients.length)
  let x = 0
  let m = 0
  let v = 0
  let vHat = 0
  return gradients.map((gradient) => {
    const { stepSize, epsilonOutside, epsilonInside, beforeMaximum } = sequence.next()
    m = spec.beta1 * m + (1 - spec.beta1) * gradient
    v = spec.beta2 * v + (1 - spec.beta2) * (gradient * gradient)
    vHat = Math.max(vHat, v / beforeMaximum)
    const stored = spec.name === 'Adam' ? v : vHat
    x -= (stepSize * m) / (Math.sqrt(stored + epsilonInside) + epsilonOutside)
    return x
  })
}

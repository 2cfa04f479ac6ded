import fc from 'fast-check'
import type { Optimizer, RuleSettings } from '../../src/optim/updateRule'

const open = (max: number) => fc.double({ min: 0, max, noNaN: true })

/**
 * Any optimizer that the update rule can say, with or without each of its settings, whether some preset is like it or not.
 *
 * @param decay of the moments and of momentum
 */
export function anyOptimizer(decay: fc.Arbitrary<number> = open(0.999)): fc.Arbitrary<Optimizer> {
  const settings = fc.record<RuleSettings>(
    {
      beta1: decay,
      beta2: decay,
      initialSecondMoment: fc.constantFrom(0, 1),
      biasCorrection: fc.boolean(),
      maximum: fc.constantFrom('uncorrected', 'corrected'),
      epsilon: fc.double({ min: 1e-8, max: 1, noNaN: true }),
      epsilonPlacement: fc.constantFrom('outside', 'outside-uncorrected', 'inside'),
      momentum: decay,
      momentumOf: fc.constantFrom('directions', 'steps')
    },
    { requiredKeys: ['epsilon'] }
  )
  const base = fc.record({
    name: fc.constant('any'),
    learningRate: fc.double({ min: 1e-4, max: 1, noNaN: true }),
    schedule: fc.constantFrom(
      { name: 'constant' } as const,
      { name: 'inverse-sqrt' } as const,
      { name: 'linear' } as const,
      { name: 'step', boundaries: [2, 5], factor: 0.1 } as const
    ),
    projection: fc.constant('none' as const)
  })
  return fc.tuple(base, settings).map(([shared, own]) => ({ ...shared, ...own }))
}

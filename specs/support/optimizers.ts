import fc from 'fast-check'
import type { Optimizer, RuleSettings } from '../../src/optim/updateRule'

const open = (max: number) => fc.double({ min: 0, max, noNaN: true })
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })

type Settings = Partial<RuleSettings>

/**
 * Any optimizer that averages, divides and sums up, with or without each of its settings, whether some preset is like it or
 * not; and with one of all that a rule may have besides. Not centred: a variance near 0 has no digits to compare.
 *
 * @param decay of the moments and of momentum
 */
export function anyOptimizer(decay: fc.Arbitrary<number> = open(0.999)): fc.Arbitrary<Optimizer> {
  return fc
    .tuple(anyBase(), plainSettings(decay), furtherSettings(decay))
    .map(([shared, { maximum, ...own }, further]): Optimizer => {
      const keepsMaximum = maximum !== undefined && further.accumulation === undefined
      return { ...shared, ...own, ...(keepsMaximum && { maximum }), ...further }
    })
}

function plainSettings(decay: fc.Arbitrary<number>): fc.Arbitrary<Settings> {
  return fc.record(
    {
      beta1: decay,
      beta2: decay,
      initialSecondMoment: fc.constantFrom(0, 1),
      biasCorrection: fc.boolean(),
      maximum: fc.constantFrom('uncorrected' as const, 'corrected' as const),
      epsilon: between(1e-8, 1),
      epsilonPlacement: fc.constantFrom('outside' as const, 'outside-uncorrected' as const, 'inside' as const),
      momentum: decay,
      momentumOf: fc.constantFrom('directions' as const, 'steps' as const)
    },
    { requiredKeys: ['epsilon'] }
  )
}

function furtherSettings(decay: fc.Arbitrary<number>): fc.Arbitrary<Settings> {
  const divided = { beta2: decay, initialSecondMoment: fc.constant(0) }
  return fc.oneof(
    fc.constant({}),
    // Of a beta1 next to 0 next to nothing is left of m, and what it is multiplied by is no number.
    fc.record({
      nesterov: fc.constant(true),
      momentumDecay: fc.constantFrom(0, 0.004, 1),
      beta1: fc.constantFrom(0, 0.5, Math.fround(0.9))
    }),
    fc.record({ accumulation: fc.constantFrom('sum' as const, 'mean' as const), initialSecondMoment: fc.constant(0) }),
    fc.record({
      ...divided,
      accumulation: fc.constant('peak' as const),
      epsilonPlacement: fc.constantFrom('outside', 'inside')
    }),
    fc.record({ ...divided, scaledByUpdates: fc.constant(true) }),
    fc.record({ ...divided, rectified: fc.constant(true) }),
    fc.record({ ...divided, finalRate: between(0.01, 1), boundSpeed: between(0.001, 1) }),
    fc.record({ ...divided, shift: fc.nat({ max: 4 }), window: fc.nat({ max: 4 }) }),
    fc.record({ weightDecay: open(1), clipValue: between(0.1, 10), clipNorm: between(0.1, 10) }),
    fc.record({ decoupledDecay: open(1), decayFollows: fc.constantFrom('alpha', 'schedule') }),
    fc.record({ lookahead: fc.integer({ min: 1, max: 4 }), lookaheadRate: between(0.1, 1) })
  ) as fc.Arbitrary<Settings>
}

function anyBase(): fc.Arbitrary<Omit<Optimizer, keyof RuleSettings>> {
  return fc.record({
    name: fc.constant('any'),
    learningRate: between(1e-4, 1),
    schedule: fc.constantFrom(
      { name: 'constant' } as const,
      { name: 'inverse-sqrt' } as const,
      { name: 'linear' } as const,
      { name: 'cosine', final: 0.1 } as const,
      { name: 'constant', warmup: { steps: 2, from: 0.1 } } as const,
      { name: 'step', boundaries: [2, 5], factor: 0.1 } as const
    ),
    projection: fc.constant('none' as const)
  })
}

import fc from 'fast-check'
import { describeOutcome } from '../../../../src/claims/outcomes'
import { comparisonSample, comparisonVerdict } from '../../../../src/kinds/comparison/comparisonVerdict'
import type { ComparedKind, Pair, PairSide } from '../../../../src/kinds/comparison/types'
import { comparison, diverged, trained } from '../builders'

const effect = (control: number, treatment: number) => Math.log(treatment) - Math.log(control)
const verdictOf = (pairs: readonly Pair[], kind: ComparedKind = 'lower') =>
  describeOutcome(comparisonVerdict(comparisonSample({ ...comparison, kind }, pairs, effect), 0.05))

/** What the losses of the runs that trained would decide. */
const unguarded = (pairs: readonly Pair[]) => {
  const sample = comparisonSample(comparison, pairs, effect)
  return describeOutcome(comparisonVerdict({ ...sample, failures: { ...sample.failures, failsMore: null } }, 0.05))
}

/** What a verdict on two arms becomes when they are swapped; what else there is says less from the other side. */
const MIRRORED: Readonly<Record<string, string>> = {
  reproduced: 'refuted (opposite)',
  'refuted (opposite)': 'reproduced',
  'below-margin': 'refuted (higher-by-less-than-margin)',
  'refuted (higher-by-less-than-margin)': 'below-margin',
  'refuted (equivalent)': 'refuted (equivalent)'
}
const swap = ({ seed, control, treatment }: Pair): Pair => ({ seed, control: treatment, treatment: control })

/** Doubles of fast-check are mostly tiny. */
const uniform = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1e6 }).map((step) => min + ((max - min) * step) / 1e6)

/** 6 to 30 pairs, either arm of which fails at a rate of its own, up to a half. */
const samples = fc
  .record({
    center: fc.constantFrom(-0.1, -0.03, -0.006, 0, 0.006, 0.03, 0.1),
    scale: fc.constantFrom(0.002, 0.008),
    draws: fc.array(
      fc.record({
        noise: uniform(-1, 1),
        a: uniform(0, 1),
        b: uniform(0, 1)
      }),
      { minLength: 6, maxLength: 30 }
    ),
    rates: fc.tuple(uniform(0, 0.5), uniform(0, 0.5))
  })
  .map(({ center, scale, draws, rates }) =>
    draws.map(({ noise, a, b }, seed): Pair => {
      const side = (draw: number, rate: number, value: number): PairSide => (draw < rate ? diverged : trained(value))
      return {
        seed,
        control: side(a, rates[0], 1 + seed / 100),
        treatment: side(b, rates[1], (1 + seed / 100) * Math.exp(center + scale * noise))
      }
    })
  )

test('swapping arms that fail mirrors the verdict', () => {
  const seen = new Map<string, number>()
  const count = (name: string) => seen.set(name, (seen.get(name) ?? 0) + 1)
  fc.assert(
    fc.property(fc.noBias(samples), (pairs) => {
      const [there, back] = [verdictOf(pairs), verdictOf(pairs.map(swap))]
      const mirrored = MIRRORED[there]
      if (mirrored !== undefined) {
        count(there)
        expect(back).toBe(mirrored)
      }
      // From the other side nothing may be decided at all; where it would be, failures block it there too.
      if (there === 'inconclusive (failures)' && MIRRORED[unguarded(pairs)] !== undefined) {
        count(there)
        expect(back).toBe(there)
      }
      expect(verdictOf(pairs.map(swap), 'equivalent')).toBe(verdictOf(pairs, 'equivalent'))
    }),
    { numRuns: 800 }
  )
  for (const name of [...Object.keys(MIRRORED), 'inconclusive (failures)']) {
    expect([name, (seen.get(name) ?? 0) >= 5]).toEqual([name, true])
  }
})

/** What `higher` calls what `lower` comes to of the negated effects. */
const TURNED: Readonly<Record<string, string>> = {
  'refuted (higher-by-less-than-margin)': 'refuted (lower-by-less-than-margin)',
  'refuted (higher)': 'refuted (lower)'
}

test.each([
  ['higher', 'lower'],
  ['not-higher', 'not-lower']
] as const)('%s is %s with every effect negated', (kind, mirrored) => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(fc.noBias(samples), (pairs) => {
      // The treatment is the same arm in both: its failures count against it either way.
      const negated = pairs.map(
        (pair): Pair =>
          Number.isFinite(pair.control.value) && Number.isFinite(pair.treatment.value)
            ? { ...pair, treatment: trained(pair.control.value ** 2 / pair.treatment.value) }
            : pair
      )
      const expected = verdictOf(negated, mirrored)
      seen.add(expected)
      const turned = mirrored === 'not-lower' && expected === 'refuted (lower)' ? 'refuted (higher)' : TURNED[expected]
      expect(verdictOf(pairs, kind)).toBe(turned ?? expected)
    }),
    { numRuns: 400 }
  )
  expect(seen.size).toBeGreaterThanOrEqual(4)
})

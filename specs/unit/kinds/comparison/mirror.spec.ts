import fc from 'fast-check'
import { describeOutcome } from '../../../../src/claims/outcomes'
import { comparisonSample, comparisonVerdict } from '../../../../src/kinds/comparison/comparisonVerdict'
import type { ComparedKind, Pair, PairSide } from '../../../../src/kinds/comparison/types'
import { comparison, diverged, trained } from '../builders'

const effect = (control: number, treatment: number) => Math.log(treatment) - Math.log(control)
const verdictOf = (pairs: readonly Pair[], kind: ComparedKind = 'lower') =>
  describeOutcome(comparisonVerdict(comparisonSample({ ...comparison, kind }, pairs, effect), 0.05))

/** What a verdict on two arms becomes when they are swapped; what else there is says less from the other side. */
const MIRRORED: Readonly<Record<string, string>> = {
  reproduced: 'refuted (opposite)',
  'refuted (opposite)': 'reproduced',
  'below-margin': 'refuted (higher-by-less-than-margin)',
  'refuted (higher-by-less-than-margin)': 'below-margin',
  'refuted (equivalent)': 'refuted (equivalent)'
}
const swap = ({ seed, control, treatment }: Pair): Pair => ({ seed, control: treatment, treatment: control })

/** 6 to 30 pairs, either arm of which fails at a rate of its own, up to a half. */
const samples = fc
  .record({
    center: fc.constantFrom(-0.1, -0.03, -0.006, 0, 0.006, 0.03, 0.1),
    scale: fc.constantFrom(0.002, 0.008),
    draws: fc.array(
      fc.record({
        noise: fc.double({ min: -1, max: 1, noNaN: true }),
        a: fc.double({ min: 0, max: 1, noNaN: true }),
        b: fc.double({ min: 0, max: 1, noNaN: true })
      }),
      { minLength: 6, maxLength: 30 }
    ),
    rates: fc.tuple(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true }))
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
      if (there === 'inconclusive (failures)') {
        count(there)
        // Or the other side has nothing to say whatever fails: it is not decided there.
        expect(['inconclusive (failures)', 'inconclusive (direction)', 'inconclusive']).toContain(back)
      }
      expect(verdictOf(pairs.map(swap), 'equivalent')).toBe(verdictOf(pairs, 'equivalent'))
    }),
    { numRuns: 800 }
  )
  for (const name of [...Object.keys(MIRRORED), 'inconclusive (failures)']) {
    expect([name, (seen.get(name) ?? 0) >= 5]).toEqual([name, true])
  }
})

import fc from 'fast-check'
import { describeOutcome } from '../../../../src/claims/outcomes'
import type { ShareEvidence } from '../../../../src/kinds/converges-to/types'
import type { EndPoint } from '../../../../src/kinds/shared/types'
import { claimOf, convergence, elsewhere, gone, judgeAlone, moving, point, times } from '../builders'

function shareOf(samples: readonly EndPoint[]): ShareEvidence {
  const numbered = samples.map((sample, seed) => ({ ...sample, seed }))
  return { kind: 'share', metric: 'x.windowMean', arm: 'adam', target: 1, tolerance: 0.01, samples: numbered }
}

function judge(samples: readonly EndPoint[], share: number | null = 0.8, seeds?: number) {
  const judgement = judgeAlone(claimOf({ ...convergence, share }), shareOf(samples), seeds)
  if (judgement.analysis.kind !== 'share') throw new Error('not a share')
  return { ...judgement, analysis: judgement.analysis, outcome: describeOutcome(judgement.verdict) }
}

describe('judgeShare', () => {
  // Clopper-Pearson: 17 of 17 is the first to exceed .8 at .95; 12 of 20 has upper bound .809, 11 of 20 has .769.
  test.each([
    ['reproduced', 17, 0],
    ['inconclusive', 16, 0],
    ['refuted (too-few)', 11, 9],
    ['inconclusive', 12, 8],
    ['refuted (too-few)', 0, 5]
  ])('%s: %i arrived, %i ended elsewhere', (expected, arrived, lost) => {
    expect(judge([...times(arrived, point()), ...times(lost, elsewhere)]).outcome).toBe(expected)
  })

  test('keeps the numbers', () => {
    const { analysis, p, provisional } = judge([...times(19, point()), elsewhere])
    expect(analysis).toMatchObject({
      numSeeds: 20,
      successes: 19,
      share: 0.95,
      nullShare: 0.8,
      unsettled: 0,
      warnings: []
    })
    // scipy.stats.binomtest(19, 20).proportion_ci(.95, 'exact'), SciPy 1.17.1
    expect(analysis.interval.lower).toBeCloseTo(0.7512672372279722, 9)
    expect(analysis.interval.upper).toBeCloseTo(0.998734910502044, 9)
    expect(analysis.wilson.lower).toBeGreaterThan(analysis.interval.lower)
    // 2 * scipy.stats.binom.sf(18, 20, .8)
    expect(p).toBeCloseTo(0.13835058055282176, 12)
    expect(provisional).toBe(false)
  })

  test('seeds that are still moving count both ways', () => {
    const many = times(40, point())
    expect(judge([...many, moving]).outcome).toBe('reproduced')
    expect(judge([...times(17, point()), moving]).outcome).toBe('inconclusive (not-settled)')
    expect(judge([...times(30, elsewhere), moving]).outcome).toBe('refuted (too-few)')
    expect(judge([...times(3, elsewhere), ...times(3, moving)]).outcome).toBe('inconclusive (not-settled)')
    expect(judge([...times(17, point()), moving]).analysis.warnings).toEqual([
      'still moving at the end, and counted both ways: seeds 17'
    ])
  })

  test('a seed that arrived while moving has arrived; one that diverged has not', () => {
    expect(judge(times(17, point({ settled: false }))).outcome).toBe('reproduced')
    const diverged = judge([...times(11, point()), ...times(9, gone)])
    expect(diverged.outcome).toBe('refuted (too-few)')
    expect(diverged.analysis.warnings).toEqual(['9 of 20 runs diverged and count as not arrived'])
  })

  test('is decided exactly where p is at most alpha', () => {
    const kinds = fc.array(fc.constantFrom(point(), point(), point(), elsewhere, moving), {
      minLength: 1,
      maxLength: 60
    })
    fc.assert(
      fc.property(kinds, fc.constantFrom(0.3, 0.5, 0.8), (samples, share) => {
        const { p, verdict } = judge(samples, share)
        fc.pre(Math.abs(p! - 0.05) > 1e-8)
        expect(['reproduced', 'refuted'].includes(verdict.outcome)).toBe(p! <= 0.05)
      })
    )
  })

  test('no seeds, another number of seeds, no share', () => {
    expect(judge([]).outcome).toBe('not-evaluable (no-data)')
    expect(judge([]).p).toBeNull()
    expect(judge(times(17, point()), 0.8, 20)).toMatchObject({ provisional: true, outcome: 'reproduced' })
    expect(() => judge(times(17, point()), null)).toThrow(/source\/claim.*states no share/)
  })
})

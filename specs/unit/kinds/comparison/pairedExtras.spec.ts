import { diverged, evidenceOf, evidenceOfRatios, judgePairs, symmetric, times, trained } from '../builders'

describe('pairedExtras', () => {
  test('stands beside the verdict', () => {
    const { secondary } = judgePairs(evidenceOfRatios(symmetric(-0.03, 0.01))).analysis
    expect(secondary!.dz).toBeCloseTo(-3, 10)
    // All ten lower: 2^-9 for the signed ranks, too.
    expect(secondary!.wilcoxonP).toBeCloseTo(2 ** -9, 14)
    expect(secondary!.probabilityLower).toBe(1)
    expect(secondary!.cliffsDelta).toBeLessThan(0)
    expect(secondary!.pTost).toBe(1)
    expect(secondary!.skewness).toBeCloseTo(0, 10)
    expect(secondary!.skewnessWarning).toBe(false)
    expect(secondary!.meanDifference).toBeLessThan(0)
    expect(secondary!.bca!.lower).toBeLessThan(-0.03)
    expect(secondary!.bca!.upper).toBeGreaterThan(-0.03)
  })

  test('leaves each seed out by the same rule, failed ones too', () => {
    const evidence = evidenceOf([
      ...symmetric(-0.03, 0.01).map((r) => [trained(1), trained(Math.exp(r))] as const),
      ...times(4, [trained(1), diverged] as const)
    ])
    const { verdict, analysis } = judgePairs(evidence)
    expect(verdict).toEqual({ outcome: 'inconclusive', subtype: 'failures' })
    const outcomes = analysis.secondary!.leaveOneOut
    expect(outcomes.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([...times(10, 'inconclusive'), ...times(4, 'reproduced')])
    expect(outcomes[10]!.theta).toBe(analysis.theta)
  })

  test('with a seed left out the verdict is that of the others alone', () => {
    const ratios = [-0.021, -0.004, 0.003, -0.026, -0.013, -0.031, -0.009, -0.018, -0.035, 0.001, -0.022]
    const failing = [[trained(1), diverged] as const, [diverged, trained(1)] as const]
    const sides = [...ratios.map((r) => [trained(1), trained(Math.exp(r))] as const), ...failing]
    for (const kind of ['lower', 'equivalent'] as const) {
      const { secondary } = judgePairs(evidenceOf(sides), { kind }).analysis
      sides.forEach((_, place) => {
        const alone = judgePairs(evidenceOf(sides.toSpliced(place, 1)), { kind })
        expect(secondary!.leaveOneOut[place]!.outcome).toBe(alone.verdict.outcome)
        expect(secondary!.leaveOneOut[place]!.theta).toBe(alone.analysis.theta)
      })
    }
  })

  test('an outlier shows in leave-one-out and in the skewness', () => {
    const { analysis } = judgePairs(evidenceOfRatios([...symmetric(-0.03, 0.005), 0.5]))
    expect(analysis.secondary!.skewnessWarning).toBe(true)
    expect(analysis.secondary!.leaveOneOut.map(({ outcome }) => outcome)).toEqual([
      ...times(10, 'inconclusive'),
      'reproduced'
    ])
  })

  test('is absent with fewer than 3 pairs, and has no p of equivalence without a margin', () => {
    expect(judgePairs(evidenceOfRatios([-0.1, -0.2])).analysis.secondary).toBeNull()
    const bare = judgePairs(evidenceOfRatios(symmetric(0, 0.01)), { margin: { relative: 0, epsilon: 0 } })
    expect(bare.analysis.secondary!.pTost).toBeNull()
  })
})

import fc from 'fast-check'
import { describeOutcome } from '../../../../src/claims/outcomes'
import type { SequentialDecision } from '../../../../src/claims/types'
import { judgeFamily } from '../../../../src/judge/judgeFamily'
import type { Pair, PairedAnalysis, PairSide } from '../../../../src/kinds/comparison/types'
import {
  added,
  claimOf,
  comparison,
  context,
  diverged,
  evidenceOf,
  evidenceOfRatios,
  judgeAlone,
  symmetric,
  TAILED,
  times,
  trained
} from '../../../unit/kinds/builders'

/** Most of a judgement's time, and none of its verdict. */
jest.mock('../../../../src/kinds/shared/bootstrapInterval', () => ({ bootstrapInterval: () => null }))

type Sides = readonly [PairSide, PairSide]

function judge(sides: readonly Sides[], decision: Partial<{ decision: SequentialDecision }> = added('sign-flip')) {
  const judgement = judgeAlone(claimOf(comparison, decision), evidenceOf(sides))
  return { ...judgement, analysis: judgement.analysis as PairedAnalysis, outcome: describeOutcome(judgement.verdict) }
}
const ofRatios = (ratios: readonly number[], decision?: { decision: SequentialDecision }) =>
  judge(
    ratios.map((ratio) => [trained(1), trained(Math.exp(ratio))] as const),
    decision
  )

describe('seeds that are added until decided', () => {
  test('the first look that decides stands; later runs are listed and not used', () => {
    const clear = symmetric(-0.05, 0.005, 30)
    const stopped = ofRatios(clear.slice(0, 10))
    const later = ofRatios([...clear.slice(0, 10), ...times(8, 0.5)])
    expect(stopped).toMatchObject({ outcome: 'reproduced', open: false, provisional: false })
    expect(stopped.analysis.sequential).toMatchObject({ decidedAt: 10, unusedSeeds: [], missingSeed: null })
    expect(later.verdict).toEqual(stopped.verdict)
    expect(later.p).toBe(stopped.p)
    expect(later.analysis).toEqual({
      ...stopped.analysis,
      sequential: { ...stopped.analysis.sequential, unusedSeeds: [10, 11, 12, 13, 14, 15, 16, 17] },
      warnings: [...stopped.analysis.warnings, 'run and not used: 8 seeds 10, 11, 12, 13, 14, 15, 16, 17']
    })
  })

  test('a look that decides only without the skewness allowed for does not end the search', () => {
    const tailed = TAILED.map((ratio) => (ratio === 0.08 ? 0 : ratio))
    const [early, late] = [ofRatios(tailed), ofRatios([...tailed, ...symmetric(-0.1, 0.01, 12)])]
    expect(early).toMatchObject({ outcome: 'inconclusive (skew)', open: true })
    expect(early.sentence).toMatch(
      /its interval would decide, but the test that allows for skewness does not agree \(p = 0\.\d+\)/
    )
    expect(early.p).toBe(early.analysis.pSkew)
    expect(late).toMatchObject({ outcome: 'reproduced', open: false })
    expect(late.analysis.sequential!.looks.map(({ outcome }) => outcome)).toContain('inconclusive')
    expect(late.analysis.pSkew).toBeLessThanOrEqual(0.05)
  })

  test('nothing is looked at before the first look, even if it would have decided', () => {
    // Nine far below decide at any look; the tenth on turn round.
    const turned = [...times(9, -0.5).map((r, i) => r + i / 1000), ...times(3, 5)]
    const early = ofRatios(turned, added('mixture-t', { min: 6, max: 30 }))
    const late = ofRatios(turned, added('mixture-t', { min: 10, max: 30 }))
    expect(early.outcome).toBe('reproduced')
    expect(early.analysis.sequential!.decidedAt).toBe(6)
    expect(late.outcome).not.toBe('reproduced')
    expect(late.analysis.sequential!.looks[0]!.n).toBe(10)
  })

  test.each(['sign-flip', 'mixture-t', 'pocock'] as const)(
    '%s: fewer seeds than the first look decide nothing',
    (method) => {
      const clear = ofRatios(symmetric(-0.5, 0.001, 8), added(method, { min: 10, max: 30 }))
      expect(clear).toMatchObject({ outcome: 'inconclusive', p: null, open: true, provisional: true })
      expect(clear.analysis.interval).toMatchObject({ lower: -Infinity, upper: Infinity })
    }
  )

  test('undecided and below its budget a claim is open and provisional; at the end it is inconclusive', () => {
    const noise = symmetric(-0.005, 0.05, 30)
    const open = ofRatios(noise.slice(0, 12))
    expect(open).toMatchObject({ open: true, provisional: true, outcome: 'inconclusive' })
    expect(open.provisionalWhy).toBe('12 seeds have entered, it is not decided, and the claim states up to 30')
    expect(open.analysis.sequential!.looks.map(({ n }) => n)).toEqual([10, 11, 12])
    const spent = ofRatios(noise)
    expect(spent).toMatchObject({ open: false, provisional: false, outcome: 'inconclusive' })
    expect(spent.analysis.morePairs).toBeGreaterThan(0)
    expect(ofRatios(noise.slice(0, 4)).provisionalWhy).toBe('4 seeds have entered and the first look is at 10')
    expect(ofRatios(noise.slice(0, 4)).analysis.sequential!.looks).toEqual([])
    expect(ofRatios([])).toMatchObject({ outcome: 'not-evaluable (no-data)', open: true, p: null })
  })

  test('seeds beyond the budget have no say', () => {
    const noise = symmetric(-0.005, 0.05, 30)
    const more = ofRatios([...noise, ...times(10, -1)])
    expect(more.verdict).toEqual(ofRatios(noise).verdict)
    expect(more.analysis.sequential!.unusedSeeds).toHaveLength(10)
  })

  test('a missing seed blocks those after it', () => {
    const evidence = evidenceOfRatios(symmetric(-0.05, 0.005, 16))
    const without = { ...evidence, pairs: evidence.pairs.filter(({ seed }) => seed !== 5) }
    const { verdict, analysis, open } = judgeAlone(claimOf(comparison, added('sign-flip')), without)
    expect(verdict.outcome).toBe('inconclusive')
    expect(open).toBe(true)
    expect(analysis).toMatchObject({ numPairs: 5, sequential: { missingSeed: 5, decidedAt: null } })
    expect(analysis.warnings[0]).toMatch(/^seed 5 is missing/)
  })

  test('failed pairs enter by their seed and never theta; where the treatment fails more often the search goes on', () => {
    const good = symmetric(-0.05, 0.005, 12).map((r): Sides => [trained(1), trained(Math.exp(r))])
    const one = judge([good[0]!, [diverged, trained(1)], ...good.slice(1)])
    expect(one).toMatchObject({ outcome: 'reproduced' })
    expect(one.analysis).toMatchObject({ numPairs: 9, failures: { controlFailures: 1, numPairs: 10 } })
    const once = judge([good[0]!, [trained(1), diverged], ...good.slice(1)])
    expect(once).toMatchObject({ outcome: 'reproduced', open: false })
    const worse = judge([...times(4, [trained(1), diverged] as const), ...good])
    expect(worse).toMatchObject({ outcome: 'inconclusive (failures)', open: true })
    const many = judge([...good.slice(0, 2), ...times(10, [diverged, diverged] as const)])
    expect(many).toMatchObject({ outcome: 'not-evaluable (too-many-failures)', open: true })
  })

  test('group-sequential claims are looked at where the plan says', () => {
    const { analysis, outcome } = ofRatios(symmetric(0, 0.05, 30), added('pocock', { min: 6, max: 30 }))
    expect(outcome).toBe('inconclusive')
    expect(analysis.sequential!.looks.map(({ n }) => n)).toEqual([6, 9, 13, 19, 30])
  })

  test('leave-one-out gives estimates and no verdicts', () => {
    const { secondary } = ofRatios(symmetric(-0.05, 0.005)).analysis
    expect(secondary!.leaveOneOut.map(({ outcome }) => outcome)).toEqual(times(10, null))
    expect(secondary!.leaveOneOut[0]!.theta).toBeCloseTo(-0.05, 2)
  })

  test('the numbers shown are those of the look', () => {
    const { analysis, p } = ofRatios(symmetric(-0.05, 0.02, 24))
    const last = analysis.sequential!.looks.at(-1)!
    expect(last.n).toBe(analysis.sequential!.decidedAt)
    expect(analysis.interval).toEqual(last.interval)
    expect(p).toBe(last.p)
    expect(analysis).toMatchObject({ pT: null, pFlip: null, minPairs: 10 })
  })

  const METHODS = ['sign-flip', 'mixture-t', 'pocock'] as const
  const study = fc.record({
    noise: fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: 6, maxLength: 24 }),
    center: fc.constantFrom(-0.08, -0.03, -0.01, 0, 0.03),
    failed: fc.uniqueArray(fc.nat({ max: 23 }), { maxLength: 3 }),
    method: fc.constantFrom(...METHODS)
  })
  const sidesOf = ({ noise, center, failed }: { noise: number[]; center: number; failed: number[] }) =>
    noise.map((x, seed): Sides => [trained(1), failed.includes(seed) ? diverged : trained(Math.exp(center + x))])

  test('whatever finished first, the verdict is the same', () => {
    fc.assert(
      fc.property(study, fc.nat(), (each, shift) => {
        const claim = claimOf(comparison, added(each.method, { min: 6, max: 30 }))
        const evidence = evidenceOf(sidesOf(each))
        const turned = evidence.pairs.map((_, i): Pair => evidence.pairs[(i + shift) % evidence.pairs.length]!)
        expect(judgeAlone(claim, { ...evidence, pairs: turned }).verdict).toEqual(judgeAlone(claim, evidence).verdict)
      }),
      { numRuns: 20 }
    )
  })

  test('a decision stands when seeds are added, to the last number', () => {
    fc.assert(
      fc.property(study, (each) => {
        const sides = sidesOf(each)
        let decided: ReturnType<typeof judge> | null = null
        for (let n = 6; n <= sides.length; n++) {
          const judgement = judge(sides.slice(0, n), added(each.method, { min: 6, max: 30 }))
          if (decided !== null) {
            expect(judgement.verdict).toEqual(decided.verdict)
            expect(judgement.analysis.interval).toEqual(decided.analysis.interval)
            expect(judgement.analysis.theta).toBe(decided.analysis.theta)
            expect(judgement.p).toBe(decided.p)
          } else if (judgement.analysis.sequential!.decidedAt !== null) decided = judgement
        }
      }),
      { numRuns: 15 }
    )
  })

  test('a claim is decided only where p is at most alpha', () => {
    fc.assert(
      fc.property(study, fc.constantFrom('lower', 'not-lower', 'equivalent'), (each, kind) => {
        const claim = claimOf({ ...comparison, kind }, added(each.method, { min: 6, max: 30 }))
        const { p, verdict } = judgeAlone(claim, evidenceOf(sidesOf(each)))
        if (verdict.outcome === 'reproduced' || verdict.outcome === 'refuted') expect(p).toBeLessThanOrEqual(0.05)
      }),
      { numRuns: 40 }
    )
  })
})

describe('a family whose seeds are added', () => {
  const family = fc.array(
    fc.record({
      center: fc.constantFrom(-0.08, -0.03, -0.01, 0, 0.03),
      noise: fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: 20, maxLength: 20 }),
      fixed: fc.boolean()
    }),
    { minLength: 2, maxLength: 5 }
  )
  type Study = { center: number; noise: number[]; fixed: boolean }
  const judgeAll = (studies: readonly Study[], sizes: readonly number[]) =>
    judgeFamily(
      studies.map(({ center, noise, fixed }, index) => {
        const seeds = fixed ? { min: 20, max: 20 } : { min: 6, max: 20 }
        const claim = claimOf(comparison, { id: `s/${index}`, ...(fixed ? {} : added('sign-flip', seeds)) })
        const ratios = noise.slice(0, fixed ? 20 : sizes[index]).map((x) => center + x)
        return { claim, evidence: evidenceOfRatios(ratios), seeds }
      }),
      context
    )
  const isDecided = (outcome: string) => outcome === 'reproduced' || outcome === 'refuted'

  test('mixes fixed and added seeds under one error rate', () => {
    const studies = [-0.05, -0.05, 0.3].map((center, index): Study => {
      return { center, noise: symmetric(0, 0.01, 20), fixed: index === 1 }
    })
    const judgements = judgeAll(studies, [20, 20, 20])
    // The fixed claim is there from the beginning; the others come at their first looks.
    expect(judgements.map(({ alphaJ }) => alphaJ)).toEqual([0.05, 0.05 / 3, 0.025])
    expect(judgements.map(({ verdict }) => verdict.outcome)).toEqual(['reproduced', 'reproduced', 'refuted'])
    for (const { alphaJ, analysis } of judgements) {
      expect((analysis as PairedAnalysis).interval!.level).toBe(1 - alphaJ)
    }
  })

  test('adding seeds never takes a decision back, and never lowers a level', () => {
    fc.assert(
      fc.property(family, (studies) => {
        let before = judgeAll(studies, times(studies.length, 6))
        for (let n = 8; n <= 20; n += 2) {
          const now = judgeAll(studies, times(studies.length, n))
          for (const [index, { verdict, alphaJ }] of before.entries()) {
            if (isDecided(verdict.outcome)) expect(now[index]!.verdict).toEqual(verdict)
            expect(now[index]!.alphaJ).toBeGreaterThanOrEqual(alphaJ)
          }
          before = now
        }
      }),
      { numRuns: 12 }
    )
  })

  test('claims that go on at different speeds do not turn each other round', () => {
    fc.assert(
      fc.property(family, (studies) => {
        const seen = studies.map(() => new Set<string>())
        for (let n = 6; n <= 20; n += 2) {
          const sizes = studies.map((_, index) => Math.min(20, 6 + (n - 6) * (1 + (index % 3))))
          for (const [index, { verdict }] of judgeAll(studies, sizes).entries()) seen[index]!.add(verdict.outcome)
        }
        for (const outcomes of seen) expect(outcomes.has('reproduced') && outcomes.has('refuted')).toBe(false)
      }),
      { numRuns: 12 }
    )
  })

  test('how many seeds a round adds changes nothing: what came after a decision has no say', () => {
    fc.assert(
      fc.property(family, fc.integer({ min: 1, max: 7 }), (studies, step) => {
        // Each claim goes on in rounds of `step` seeds until it is decided, as `verify` does.
        let sizes = times(studies.length, 6)
        let judgements = judgeAll(studies, sizes)
        while (judgements.some(({ open }) => open)) {
          sizes = sizes.map((size, index) => (judgements[index]!.open ? Math.min(20, size + step) : size))
          judgements = judgeAll(studies, sizes)
        }
        const all = judgeAll(studies, times(studies.length, 20))
        const essence = (list: typeof all) =>
          list.map(({ verdict, alphaJ, p, analysis }) => ({
            verdict,
            alphaJ,
            p,
            theta: (analysis as PairedAnalysis).theta
          }))
        expect(essence(judgements)).toEqual(essence(all))
      }),
      { numRuns: 12 }
    )
  })
})

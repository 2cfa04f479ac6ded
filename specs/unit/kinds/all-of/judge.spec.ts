import fc from 'fast-check'
import { describeOutcome } from '../../../../src/claims/outcomes'
import type { AnyClaim } from '../../../../src/claims/types'
import { type FamilyMember, familyMember, judgeFamily } from '../../../../src/judge/judgeFamily'
import type { PairedEvidence } from '../../../../src/kinds/comparison/types'
import {
  added,
  claimOf,
  comparison,
  context,
  diverged,
  evidenceOf,
  evidenceOfRatios,
  symmetric,
  times
} from '../builders'

jest.mock('../../../../src/kinds/shared/bootstrapInterval', () => ({ bootstrapInterval: () => null }))

function part(
  id: string,
  evidence: PairedEvidence | null,
  overrides: Partial<Omit<AnyClaim, 'hypothesis'>> = {}
): FamilyMember<'lower'> {
  const claim = claimOf(comparison, { id, family: id, ...overrides })
  return familyMember(claim, evidence, claim.decision.seeds)
}
const ofRatios = (id: string, ratios: readonly number[], overrides: Partial<Omit<AnyClaim, 'hypothesis'>> = {}) =>
  part(id, evidenceOfRatios(ratios), overrides)

const sum = (id: string, value: number): FamilyMember => {
  const numbers = { expression: '1', low: 0, high: 2 }
  return {
    claim: claimOf({ kind: 'arithmetic', ...numbers }, { id, experiment: null }),
    evidence: { kind: 'arithmetic', ...numbers, value },
    seeds: { min: 1, max: 1 }
  }
}

function judge(parts: readonly FamilyMember[]) {
  const claims = parts.map(({ claim }) => claim.id)
  const claim = claimOf({ kind: 'all-of' as const, claims }, { experiment: null, family: 'whole' })
  const [judgement] = judgeFamily([familyMember(claim, null, { min: 1, max: 1 }, parts)], context)
  return judgement && { ...judgement, outcome: describeOutcome(judgement.verdict) }
}

const lower = (id: string) => ofRatios(id, symmetric(-0.05, 0.005))
const higher = (id: string) => ofRatios(id, symmetric(0.05, 0.005))
const unclear = (id: string) => ofRatios(id, symmetric(-0.005, 0.05))

describe('judgeAllOf', () => {
  test.each([
    ['reproduced', [lower('a'), lower('b'), sum('c', 1)]],
    ['refuted (member-refuted)', [lower('a'), higher('b')]],
    ['refuted (member-refuted)', [lower('a'), sum('b', 3)]],
    ['inconclusive', [lower('a'), unclear('b')]],
    ['not-evaluable (no-data)', [lower('a'), part('b', evidenceOf(times(10, [diverged, diverged])))]],
    ['refuted (member-refuted)', [higher('a'), part('b', evidenceOf(times(10, [diverged, diverged])))]]
  ])('%s', (expected, parts) => {
    expect(judge(parts)!.outcome).toBe(expected)
  })

  test('has no verdict where a member has no evidence: what could not run is no scientific outcome', () => {
    expect(judge([lower('a'), part('b', null)])).toBeUndefined()
    expect(judge([higher('a'), part('b', null)])).toBeUndefined()
  })

  test('one member is refuted at alpha over their number', () => {
    // p of the single member lies between alpha/2 and alpha: refuted alone, and not as one of two.
    const edge = ofRatios('edge', symmetric(0.02, 0.0375))
    const single = judgeFamily([edge], context)[0]!
    expect(single.verdict.outcome).toBe('refuted')
    expect(single.p).toBeGreaterThan(0.025)
    expect(judge([edge, unclear('b')])!.outcome).toBe('inconclusive')
    expect(judge([edge, unclear('b')])!.analysis.members[0]).toMatchObject({
      outcome: 'refuted',
      outcomeAtShare: 'inconclusive'
    })
  })

  test('p is the largest of those that hold, or their number times the smallest that does not', () => {
    const pOf = (member: FamilyMember) => judgeFamily([member], context)[0]!.p!
    const [a, b] = [ofRatios('a', symmetric(-0.02, 0.01)), ofRatios('b', symmetric(-0.03, 0.01))]
    expect(judge([a, b])!.p).toBe(Math.max(pOf(a), pOf(b)))
    const c = ofRatios('c', symmetric(0.05, 0.03))
    expect(judge([a, b, c])!.p).toBeCloseTo(3 * pOf(c), 12)
    expect(judge([sum('a', 1), sum('b', 1)])!.p).toBeNull()
    expect(judge([unclear('a'), unclear('b')])!.p).toBeGreaterThan(0.05)
  })

  test('is decided where its p is at most alpha', () => {
    const study = fc.tuple(
      fc.constantFrom(-0.03, -0.02, 0, 0.02),
      fc.array(fc.double({ min: -0.02, max: 0.02, noNaN: true }), { minLength: 8, maxLength: 8 })
    )
    fc.assert(
      fc.property(fc.array(study, { minLength: 2, maxLength: 3 }), (studies) => {
        const parts = studies.map(([center, noise], index) =>
          ofRatios(
            `p${index}`,
            noise.map((x) => center + x),
            {
              decision: { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 8, max: 8 } }
            }
          )
        )
        const { p, verdict } = judge(parts)!
        fc.pre(Math.abs(p! - 0.05) > 1e-6)
        expect(['reproduced', 'refuted'].includes(verdict.outcome)).toBe(p! <= 0.05)
      }),
      { numRuns: 60 }
    )
  })

  test('counts in its family where a member carries a p value', () => {
    const claims = ['a', 'b']
    const whole = (parts: readonly FamilyMember[]): FamilyMember => ({
      claim: claimOf({ kind: 'all-of', claims }, { id: 'whole', experiment: null }),
      evidence: null,
      seeds: { min: 1, max: 1 },
      parts
    })
    const secondary = claimOf(comparison, { id: 'beside' })
    const sizeWith = (parts: readonly FamilyMember[]) =>
      judgeFamily(
        [
          whole(parts),
          { claim: secondary, evidence: evidenceOfRatios(symmetric(0, 0.1)), seeds: secondary.decision.seeds }
        ],
        context
      ).at(-1)!.familySize
    expect(sizeWith([lower('a'), lower('b')])).toBe(2)
    expect(sizeWith([sum('a', 1), sum('b', 1)])).toBe(1)
    expect(sizeWith([])).toBe(2)
  })

  test('is open while more seeds of a member could decide it', () => {
    const growing = (ratios: readonly number[]) => ofRatios('a', ratios, added('sign-flip'))
    const noise = symmetric(-0.005, 0.05, 30)
    expect(judge([growing(noise.slice(0, 12)), lower('b')])).toMatchObject({ open: true, outcome: 'inconclusive' })
    expect(judge([growing(noise), lower('b')])).toMatchObject({ open: false, outcome: 'inconclusive' })
    expect(judge([growing(noise.slice(0, 12)), higher('b')])).toMatchObject({ open: false })
    expect(judge([growing(noise.slice(0, 12)), lower('b')])!.provisionalWhy).toMatch(/^a: 12 seeds have entered/)
  })

  test('takes no all-of claim as a member', () => {
    const inner = familyMember(claimOf({ kind: 'all-of' as const, claims: [] }, { id: 'a' }), null, { min: 1, max: 1 })
    expect(() => judge([inner])).toThrow(TypeError)
  })
})

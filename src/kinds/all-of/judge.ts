import type { ClaimWith } from '../../claims/types'
import type { Judgeable, KindTypes, SeedPlan } from '../judged'
import type { AllOfEvidence, AllOfHypothesis, AllOfTypes, AllOfVerdict, MemberAnalysis } from './types'

/** The tests agree with the intervals to 1e-12; a level this much above p is decided by both. */
const ABOVE = 1 + 1e-9
/** Levels below it are not told apart from 1 as confidence levels. */
const SMALLEST_LEVEL = 1e-12

/**
 * Judges a claim that is made of others: reproduced where every member is at alpha_j (intersection-union: no correction
 * is due), refuted where at least one is at alpha_j over the number of members (Bonferroni), else inconclusive. A member
 * that cannot be evaluated leaves it not evaluable unless another refutes it. p is the smallest level at which one of
 * the two happens: max p where the members lean towards the claim, k times the smallest p where one leans against it.
 * What their own families say of the members does not enter.
 *
 * @param members the claims that it names, each ready to be judged, in their order
 */
export function judgeAllOf(
  { hypothesis: { claims } }: Pick<ClaimWith<AllOfHypothesis>, 'hypothesis'>,
  evidence: AllOfEvidence,
  _seeds: SeedPlan,
  members: readonly Judgeable<KindTypes>[]
): Judgeable<AllOfTypes> {
  const numMembers = members.length
  const verdictAt = (alpha: number): AllOfVerdict => {
    if (members.some((member) => member.verdict(alpha / numMembers).outcome === 'refuted')) {
      return { outcome: 'refuted', subtype: 'member-refuted' }
    }
    const outcomes = members.map((member) => member.verdict(alpha).outcome)
    if (outcomes.includes('not-evaluable')) return { outcome: 'not-evaluable', subtype: 'no-data' }
    if (outcomes.every((outcome) => outcome === 'reproduced')) return { outcome: 'reproduced', subtype: null }
    return { outcome: 'inconclusive', subtype: null }
  }
  const isDecided = (alpha: number) => ['reproduced', 'refuted'].includes(verdictAt(alpha).outcome)
  const p = primaryP(members, isDecided)
  return {
    evidence,
    p,
    looks: null,
    isDecided,
    verdict: verdictAt,
    judge: (alpha) => {
      const rulings = members.map((member) => member.judge(alpha))
      const verdict = verdictAt(alpha)
      const open = !isDecided(alpha) && members.some((member) => wantsSeeds(member, alpha, numMembers))
      const provisional = rulings.flatMap(({ provisionalWhy, open: memberOpen }, index) =>
        provisionalWhy === null || (memberOpen && !open) ? [] : [`${claims[index]}: ${provisionalWhy}`]
      )
      return {
        verdict,
        analysis: {
          kind: 'all-of',
          members: members.map(
            (member, index): MemberAnalysis => ({
              claim: claims[index]!,
              p: member.p,
              outcome: rulings[index]!.verdict.outcome,
              outcomeAtShare: member.verdict(alpha / numMembers).outcome
            })
          ),
          memberAlpha: alpha / numMembers,
          warnings: []
        },
        provisionalWhy: provisional.length === 0 ? null : provisional.join('; '),
        p,
        open
      }
    }
  }
}

/** More of its seeds could decide the whole: it is open itself, or refuted but not yet at the level that takes. */
function wantsSeeds({ looks, verdict }: Judgeable<KindTypes>, alpha: number, numMembers: number): boolean {
  if (looks === null) return false
  return looks.isOpen(alpha) || (verdict(alpha).outcome === 'refuted' && looks.isOpen(alpha / numMembers))
}

/**
 * The smallest level at which it is decided: one at which a member is, or k times that. null where no member carries a
 * p value.
 */
function primaryP(members: readonly Judgeable<KindTypes>[], isDecided: (alpha: number) => boolean): number | null {
  const ps = members.flatMap(({ p }) => (p === null ? [] : [p]))
  if (ps.length === 0) return null
  const candidates = [0, ...ps, ...ps.map((p) => members.length * p)].toSorted((a, b) => a - b)
  const decisive = candidates.find((p) => {
    const level = Math.max(p * ABOVE, SMALLEST_LEVEL)
    return level < 1 && isDecided(level)
  })
  return decisive ?? 1
}

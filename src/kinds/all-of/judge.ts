import { isDecision } from '../../claims/outcomes'
import type { ClaimWith, OutcomeName } from '../../claims/types'
import type { Judgeable, KindTypes, SeedPlan } from '../judged'
import { jointP } from '../shared/jointP'
import type { AllOfEvidence, AllOfHypothesis, AllOfTypes, AllOfVerdict, MemberAnalysis } from './types'

const AGAINST: readonly OutcomeName[] = ['below-margin', 'refuted']

/**
 * Judges a claim that is made of others: reproduced where every member is at alpha_j (intersection-union: no correction
 * is due). That not all hold is shown where at least one is refuted or below-margin at alpha_j over the number of members
 * (Bonferroni). Then it is below-margin where every member is reproduced or below-margin at alpha_j: all of them in the
 * direction that they claim, not all by their margin; refuted where the member is; and inconclusive where it is
 * below-margin and another is open. Else it is inconclusive.
 *
 * Error rates, any wrong verdict together. Where all members hold, what may be said wrongly is that one does not: alpha_j/2
 * by Bonferroni, each test being two-sided. Where one is not even in its direction, reproduced and below-margin are wrong,
 * and that member has to be shown in its direction at alpha_j: alpha_j/2. Where all are in their direction and one is short
 * of its margin, reproduced is wrong: alpha_j/2.
 *
 * A member that cannot be evaluated leaves it not evaluable unless another refutes it. p is the smallest level at which it
 * is decided: max p where the members lean towards the claim, k times the smallest p where one leans against it. What
 * their own families say of the members does not enter.
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
    const against = members.map((member) => member.verdict(alpha / numMembers).outcome)
    const outcomes = members.map((member) => member.verdict(alpha).outcome)
    const fails = against.some((outcome) => AGAINST.includes(outcome))
    if (fails && outcomes.every((outcome) => outcome === 'reproduced' || outcome === 'below-margin')) {
      return { outcome: 'below-margin', subtype: null }
    }
    if (against.includes('refuted')) return { outcome: 'refuted', subtype: 'member-refuted' }
    if (outcomes.includes('not-evaluable')) return { outcome: 'not-evaluable', subtype: 'no-data' }
    if (outcomes.every((outcome) => outcome === 'reproduced')) return { outcome: 'reproduced', subtype: null }
    return { outcome: 'inconclusive', subtype: fails ? 'member-below-margin' : null }
  }
  // That not all of them hold is a decision, whatever is still open of the others.
  const isDecided = (alpha: number) => {
    const verdict = verdictAt(alpha)
    return isDecision(verdict) || verdict.subtype === 'member-below-margin'
  }
  const p = jointP(
    members.map((member) => member.p),
    numMembers,
    isDecided
  )
  return {
    evidence,
    p,
    looks: null,
    isDecided,
    verdict: verdictAt,
    judge: (alpha) => {
      const rulings = members.map((member) => member.judge(alpha))
      const verdict = verdictAt(alpha)
      const open = !isDecision(verdict) && members.some((member) => wantsSeeds(member, alpha, numMembers))
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

/** More of its seeds could decide the whole: it is open itself, or against it but not yet at the level that takes. */
function wantsSeeds({ looks, verdict }: Judgeable<KindTypes>, alpha: number, numMembers: number): boolean {
  if (looks === null) return false
  return looks.isOpen(alpha) || (AGAINST.includes(verdict(alpha).outcome) && looks.isOpen(alpha / numMembers))
}

import { InputError } from '../errors'
import type { Evidence } from '../evidence/types'
import type { Claim, Experiment, ProfileName } from '../spec/types'
import { holm } from '../stats/holm'
import type { Judgeable } from './judgeable'
import { judgeGrid } from './judgeGrid'
import { judgePaired } from './judgePaired'
import { judgeShare } from './judgeShare'
import { judgeWithoutLogarithm } from './judgeWithoutLogarithm'
import { NoLogarithmError } from './logRatio'
import { sentence } from './sentence'
import type { Judgement } from './types'

export interface FamilyMember {
  readonly claim: Claim
  /** null: not run or not selected. It counts in the family as p = 1 and is not judged. */
  readonly evidence: Evidence | null
  /** Number of seeds that the claim states at this profile. */
  readonly seeds: number
}

export interface JudgeContext {
  readonly profile: ProfileName
  /** By id; those of the members' claims. They say how the profile departs from the source. */
  readonly experiments: ReadonlyMap<string, Experiment>
}

/**
 * Judges the claims of one family together: Holm's procedure over all that carry a p value, run or not, and each
 * verdict from the interval at the level that the procedure leaves for it. A comparison with a loss that has no logarithm
 * is `not-evaluable` and counts as p = 1.
 *
 * @param members all claims of the family
 * @returns one judgement for each member with evidence, in the members' order
 * @throws InputError where the members state different alphas, or a claim does not fit its data
 * @example judgeFamily([{ claim, evidence, seeds: 10 }], { profile: 'quick', experiments })[0].verdict.outcome
 * @see Holm 1979
 */
export function judgeFamily(members: readonly FamilyMember[], context: JudgeContext): Judgement[] {
  const alpha = commonAlpha(members)
  const judgeables = members.map(prepare)
  const tested = members.flatMap((member, index) => (carriesP(member.claim) ? [index] : []))
  const decisions = holm(
    tested.map((index) => judgeables[index]?.p ?? 1),
    alpha,
    (position, level) => judgeables[tested[position]!]?.isDecided(level) ?? false
  )
  const levels = new Map(tested.map((index, position) => [index, decisions[position]!.alphaJ]))

  return members.flatMap(({ claim }, index) => {
    const judgeable = judgeables[index]
    if (judgeable === null || judgeable === undefined) return []
    const alphaJ = levels.get(index) ?? alpha
    const { verdict, analysis, provisionalWhy } = judgeable.judge(alphaJ)
    const judgement = {
      claim,
      profile: context.profile,
      verdict,
      provisional: provisionalWhy !== null,
      provisionalWhy,
      alphaJ,
      familySize: tested.length,
      p: judgeable.p,
      analysis,
      evidence: judgeable.evidence
    }
    const departure = context.experiments.get(claim.experiment)?.profiles[context.profile]?.departure ?? null
    return [{ ...judgement, sentence: sentence(judgement, departure) }]
  })
}

/** A deterministic problem has nothing random, so no p value and no place in the family's size. */
function carriesP({ hypothesis }: Claim): boolean {
  return hypothesis.kind !== 'converges-to' || hypothesis.over === 'seeds'
}

function prepare({ claim, evidence, seeds }: FamilyMember): Judgeable | null {
  if (evidence === null) return null
  const { hypothesis } = claim
  if (hypothesis.kind !== 'converges-to') {
    if (evidence.kind === 'paired') return judgeComparison(claim, hypothesis, evidence, seeds)
  } else if (hypothesis.over === 'seeds') {
    if (evidence.kind === 'share') return judgeShare(claim, hypothesis, evidence, seeds)
  } else if (evidence.kind === 'grid') return judgeGrid(evidence)
  throw new TypeError(`evidence of the kind ${evidence.kind} for claim ${claim.id}, a ${hypothesis.kind} claim`)
}

/** What one claim's losses lack must not stop the others. */
function judgeComparison(...comparison: Parameters<typeof judgePaired>): Judgeable {
  try {
    return judgePaired(...comparison)
  } catch (error) {
    if (error instanceof NoLogarithmError) return judgeWithoutLogarithm(...comparison)
    throw error
  }
}

function commonAlpha(members: readonly FamilyMember[]): number {
  const alphas = [...new Set(members.map(({ claim }) => claim.decision.alpha))]
  if (alphas.length > 1) {
    throw new InputError(`the claims of the family ${members[0]!.claim.family} state different alphas`, {
      expected: 'one alpha for all claims of a family: they share one error rate',
      received: members.map(({ claim }) => `${claim.id}: ${claim.decision.alpha}`).join(', '),
      remedy: 'give them one decision.alpha, or families of their own'
    })
  }
  return alphas[0] ?? 1
}

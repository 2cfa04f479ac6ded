import type { AllOfHypothesis, Claim, ProfileName, SeedBudget } from '../claims/types'
import { InputError } from '../errors'
import type { Evidence } from '../evidence/types'
import { carriesP } from '../load/family'
import type { Experiment } from '../runs/runKinds'
import { familyLevels } from './familyLevels'
import { judgeAllOf } from './judgeAllOf'
import { judgeArithmetic } from './judgeArithmetic'
import type { Judgeable, SeedPlan } from './judgeable'
import { judgeContrast } from './judgeContrast'
import { judgeGrid } from './judgeGrid'
import { judgeInvariant } from './judgeInvariant'
import { judgePaired } from './judgePaired'
import { judgeRange } from './judgeRange'
import { judgeRate } from './judgeRate'
import { judgeSettings } from './judgeSettings'
import { judgeShare } from './judgeShare'
import { judgeWithoutLogarithm } from './judgeWithoutLogarithm'
import { NoLogarithmError } from './pairEffect'
import { sentence } from './sentence'
import type { Judgement } from './types'

export interface FamilyMember {
  readonly claim: Claim
  /** null: not run or not selected. It counts in the family as p = 1 and is not judged. */
  readonly evidence: Evidence | null
  /** Number of seeds that the claim states at this profile. */
  readonly seeds: SeedBudget
  /**
   * Of an `all-of` claim: the claims that it names, of whatever family, in its order; it is judged where each of them
   * has evidence (a member that could not run leaves it without a verdict, too). Left out for all other claims.
   */
  readonly parts?: readonly FamilyMember[]
}

export interface JudgeContext {
  readonly profile: ProfileName
  /** By id; those of the members' claims. They say how the profile departs from the source. */
  readonly experiments: ReadonlyMap<string, Experiment>
  /** Seed of the first pair: from here on seeds enter without a gap where they are added until decided. */
  readonly firstSeed: number
}

/**
 * Judges the claims of one family together: Holm's procedure over all that carry a p value, run or not, and each
 * verdict from the interval at the level that the procedure leaves for it. Claims with a fixed number of seeds and
 * claims to which seeds are added may share a family.
 *
 * @param members all claims of the family
 * @returns one judgement for each member with evidence, in the members' order
 * @throws InputError where the members state different alphas, or a claim does not fit its data
 * @example (not run) judgeFamily([{ claim, evidence, seeds: { min: 10, max: 10 } }], { profile: 'quick', experiments, firstSeed: 0 })
 * @see Holm 1979
 */
export function judgeFamily(members: readonly FamilyMember[], context: JudgeContext): Judgement[] {
  const alpha = commonAlpha(members)
  const judgeables = members.map((member) => prepare(member, context))
  const tested = members.flatMap((member, index) => (countsInFamily(member) ? [index] : []))
  const testedLevels = familyLevels(
    tested.map((index) => judgeables[index] ?? null),
    alpha
  )
  const levels = new Map(tested.map((index, position) => [index, testedLevels[position]!]))

  return members.flatMap(({ claim }, index) => {
    const judgeable = judgeables[index]
    if (judgeable === null || judgeable === undefined) return []
    const alphaJ = levels.get(index) ?? alpha
    const { verdict, analysis, p, provisionalWhy, open } = judgeable.judge(alphaJ)
    const judgement = {
      claim,
      profile: context.profile,
      verdict,
      provisional: provisionalWhy !== null,
      provisionalWhy,
      open,
      alphaJ,
      familySize: tested.length,
      p,
      analysis,
      evidence: judgeable.evidence
    }
    const experiment = claim.experiment === null ? undefined : context.experiments.get(claim.experiment)
    const departure = experiment?.profiles[context.profile]?.departure ?? null
    return [{ ...judgement, sentence: sentence(judgement, departure) }]
  })
}

/** Whether a claim has a place in its family's size. */
function countsInFamily({ claim: { hypothesis }, parts = [] }: FamilyMember): boolean {
  return carriesP(hypothesis, (id) => parts.find(({ claim }) => claim.id === id)?.claim.hypothesis)
}

function prepare(member: FamilyMember, context: JudgeContext): Judgeable | null {
  const { claim, evidence, parts } = member
  const { hypothesis } = claim
  if (hypothesis.kind === 'all-of') return prepareAllOf(claim.id, hypothesis, parts, context)
  if (evidence === null) return null
  const seeds: SeedPlan = { ...member.seeds, first: context.firstSeed }
  switch (hypothesis.kind) {
    case 'lower':
    case 'not-lower':
    case 'equivalent':
    case 'faster':
      if (evidence.kind === 'paired') return judgeComparison(claim, hypothesis, evidence, seeds)
      break
    case 'lower-at-most-settings':
      if (evidence.kind === 'settings') return judgeSettings(claim, hypothesis, evidence, seeds)
      break
    case 'converges-to':
      if (hypothesis.over === 'seeds' && evidence.kind === 'share')
        return judgeShare(claim, hypothesis, evidence, seeds)
      if (hypothesis.over !== 'seeds' && evidence.kind === 'grid') return judgeGrid(evidence)
      break
    case 'contrast':
      if (evidence.kind === 'contrast') return judgeContrast(claim, evidence, seeds)
      break
    case 'rate':
      if (evidence.kind === 'rate') return judgeRate(claim, evidence, seeds)
      break
    case 'invariant':
      if (evidence.kind === 'invariant') return judgeInvariant(claim, evidence, seeds)
      break
    case 'range':
      if (evidence.kind === 'range') return judgeRange(claim, evidence, seeds)
      break
    case 'arithmetic':
      if (evidence.kind === 'arithmetic') return judgeArithmetic(evidence)
      break
    default:
      hypothesis satisfies never
  }
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

function prepareAllOf(
  id: string,
  hypothesis: AllOfHypothesis,
  parts: readonly FamilyMember[] = [],
  context: JudgeContext
): Judgeable | null {
  const byId = new Map(parts.map((part) => [part.claim.id, part]))
  const ready = hypothesis.claims.flatMap((claim) => {
    const part = byId.get(claim)
    if (part?.claim.hypothesis.kind === 'all-of') throw new TypeError(`${id} names ${claim}, an all-of claim itself`)
    return (part === undefined ? null : prepare(part, context)) ?? []
  })
  return ready.length > 0 && ready.length === hypothesis.claims.length ? judgeAllOf(hypothesis, ready) : null
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

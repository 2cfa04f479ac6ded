import type { AnyClaim, ClaimWith, ProfileName, SeedBudget } from '../claims/types'
import { InputError } from '../errors'
import {
  type ClaimOf,
  type EvidenceOf,
  isMadeOfParts,
  type JudgementOf,
  type KindName,
  kindOf,
  type TypesByKind,
  type WordlessOf
} from '../kinds'
import type { Judgeable, KindTypes, SeedPlan } from '../kinds/judged'
import { NO_RUNS } from '../kinds/shared/runs'
import type { Contender } from '../kinds/shared/types'
import { carriesP, type HypothesisOutline } from '../load/family'
import type { Experiment } from '../runs/runKinds'
import { familyLevels } from './familyLevels'
import { judgeContenders } from './judgeContenders'
import { sentence } from './sentence'

interface MemberOf<K extends KindName> {
  readonly claim: ClaimOf<K>
  /**
   * null: not run or not selected. It counts in the family as p = 1 and is not judged. What a claim is made of decides
   * whether it is judged, so that of one with `parts` this does not matter.
   */
  readonly evidence: EvidenceOf<K> | null
  /** Evidence at settings that selection cannot tell from the chosen ones; left out where there are none. */
  readonly contenders?: readonly Contender<EvidenceOf<K>>[]
  /** Number of seeds that the claim states at this profile. */
  readonly seeds: SeedBudget
  /**
   * Of a claim that is made of others: those that it names, of whatever family, in its order; it is judged where each of
   * them has evidence (a member that could not run leaves it without a verdict, too). Left out for all other claims.
   */
  readonly parts?: readonly FamilyMember[]
}

/** A claim of a family, with evidence of its own kind. */
export type FamilyMember<K extends KindName = KindName> = { readonly [P in K]: MemberOf<P> }[K]

/** @param parts left out for claims that are made of nothing else */
export function familyMember<K extends KindName>(
  claim: ClaimOf<K>,
  evidence: EvidenceOf<K> | null,
  seeds: SeedBudget,
  parts?: readonly FamilyMember[],
  contenders?: readonly Contender<EvidenceOf<K>>[]
): FamilyMember<K> {
  return {
    claim,
    evidence,
    seeds,
    ...(parts !== undefined && { parts }),
    ...(contenders !== undefined && { contenders })
  }
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
export function judgeFamily<K extends KindName>(
  members: readonly FamilyMember<K>[],
  context: JudgeContext
): JudgementOf<K>[] {
  const alpha = commonAlpha(members)
  const prepared = members.map((member) => ({ member, judgeable: prepare<K>(member, context) }))
  const tested = prepared.filter(({ member }) => countsInFamily(member))
  const testedLevels = familyLevels(
    tested.map(({ judgeable }) => judgeable),
    alpha
  )
  const levelsOf = new Map(tested.map(({ member }, position) => [member, testedLevels[position]!]))

  return prepared.flatMap(({ member, judgeable }) => {
    if (judgeable === null) return []
    const { claim } = member
    const levels = levelsOf.get(member) ?? [alpha]
    // Of several questions the one that is left with the least.
    const alphaJ = Math.min(alpha, ...levels)
    const { verdict, analysis, p, provisionalWhy, open, selection } = judgeable.judge(alphaJ, levels)
    const judgement: WordlessOf<K> = {
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
      evidence: judgeable.evidence,
      ...(judgeable.contenders !== undefined && { contenders: judgeable.contenders }),
      ...(selection !== undefined && { selection })
    }
    const experiment = claim.experiment === null ? undefined : context.experiments.get(claim.experiment)
    const departure = experiment?.profiles[context.profile]?.departure ?? null
    return [{ ...judgement, sentence: sentence<K>(judgement, departure) }]
  })
}

/** Whether a claim has a place in its family's size. */
function countsInFamily({
  claim: { hypothesis },
  parts = []
}: {
  readonly claim: ClaimWith<HypothesisOutline>
  readonly parts?: readonly FamilyMember[]
}): boolean {
  return carriesP(hypothesis, (id) => parts.find(({ claim }) => claim.id === id)?.claim.hypothesis)
}

function prepare<K extends KindName>(
  { claim, evidence, seeds, parts = [], contenders = [] }: FamilyMember<K>,
  context: JudgeContext
): Judgeable<TypesByKind[K]> | null {
  const { hypothesis } = claim
  const kind = kindOf<K>(hypothesis)
  const plan: SeedPlan = { ...seeds, first: context.firstSeed }
  const named = kind.parts?.(hypothesis) ?? []
  if (named.length === 0) {
    if (evidence === null) return null
    if (kind.evidenceKinds(hypothesis).some((known) => known === evidence.kind)) {
      const ready = (own: EvidenceOf<K>) => kind.prepare(claim, own, plan, [])
      const { contest } = kind
      if (contest === undefined || contest.arms(evidence).every(({ selection }) => selection === null))
        return ready(evidence)
      return judgeContenders<TypesByKind[K]>({ ...kind, contest }, hypothesis, ready, evidence, contenders)
    }
    throw new TypeError(`evidence of the kind ${evidence.kind} for claim ${claim.id}, a ${hypothesis.kind} claim`)
  }
  const ready = named.flatMap((id) => preparePart(claim.id, id, parts, context) ?? [])
  if (ready.length === 0 || ready.length < named.length) return null
  return kind.prepare(claim, kind.collect(hypothesis, NO_RUNS), plan, ready)
}

function preparePart(
  whole: string,
  id: string,
  parts: readonly FamilyMember[],
  context: JudgeContext
): Judgeable<KindTypes> | null {
  const part = parts.find(({ claim }) => claim.id === id)
  if (part === undefined) return null
  const { hypothesis } = part.claim
  if (isMadeOfParts(hypothesis)) {
    throw new TypeError(`${whole} names ${id}, an ${hypothesis.kind} claim itself`)
  }
  return prepare(part, context)
}

function commonAlpha(members: readonly { readonly claim: AnyClaim }[]): number {
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

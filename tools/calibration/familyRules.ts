import { type FamilyMember, familyMember, judgeFamily } from '../../src/judge/judgeFamily'
import type { Verdict } from '../../src/kinds'
import { fixedRule, type PairedRule, sequentialRule } from './pairedRules'
import { drawStudy, thetaOf } from './pairedTrial'
import { isDecided, isUntrue } from './truth'
import type { RuleDescription, Trial, TrialSet } from './types'

export const FAMILY_SIZE = 5

/** A family of claims that share one error rate, judged as `judgeFamily` judges them. */
export interface FamilyRule extends RuleDescription {
  readonly member: PairedRule
  judge(members: readonly FamilyMember[]): Verdict[]
}

const CONTEXT = { profile: 'paper', experiments: new Map(), firstSeed: 0 } as const

/** A family is judged with all that a report says of each claim, which takes a hundred times as long as its verdicts. */
const STUDY_SHARE = 0.25

/** Families with and without true claims. */
export function familySet(): TrialSet {
  const rules = familyRules()
  return {
    id: 'families',
    rules,
    section: null,
    trials: (numStudies) =>
      rules.flatMap((rule) =>
        [0, 2].map((numTrue) => ({
          trial: familyTrial(rule, familyEffects(numTrue)),
          studies: Math.max(1, Math.round(STUDY_SHARE * numStudies))
        }))
      )
  }
}

/** Families under the modes that give Holm's procedure other p values: of all pairs at once, and over all looks. */
export function familyRules(): FamilyRule[] {
  const judge: FamilyRule['judge'] = (members) => judgeFamily(members, CONTEXT).map(({ verdict }) => verdict)
  return [fixedRule(10), sequentialRule('sign-flip', 10)].map((member) => ({
    id: `family-${member.id}`,
    title: `${FAMILY_SIZE} claims, ${member.title}`,
    decides: 'family',
    assumption: member.assumption,
    member,
    judge
  }))
}

/**
 * A family under one truth: normal errors, the claims independent.
 *
 * @param effects theta of each claim, as `Trial.effect`
 */
export function familyTrial(rule: FamilyRule, effects: readonly number[]): Trial {
  return {
    id: `${rule.id}/${effects.join(',')}`,
    rule: rule.id,
    errors: 'normal',
    effect: effects.filter((effect) => effect !== 0).length,
    onBoundary: effects.every((effect) => effect === 0),
    promised: true,
    study: (random) => {
      const members = effects.map((effect, index): FamilyMember => {
        const { claim, evidence } = drawStudy(rule.member, 'normal', effect, random)
        return familyMember({ ...claim, id: `calibration/${index}` }, evidence, claim.decision.seeds)
      })
      const verdicts = rule.judge(members)
      return {
        n: rule.member.maxPairs,
        decided: verdicts.every(isDecided),
        wrong: verdicts.some((verdict, i) =>
          isUntrue(rule.member.decides, verdict, thetaOf(rule.member, effects[i]!), rule.member.delta)
        ),
        covered: null
      }
    }
  }
}

/** How many of the family's claims are true, and how large their effect is. */
export function familyEffects(numTrue: number): number[] {
  return Array.from({ length: FAMILY_SIZE }, (_, index) => (index < numTrue ? 3 : 0))
}

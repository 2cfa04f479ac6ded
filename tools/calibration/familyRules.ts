import { isDecision } from '../../src/claims/outcomes'
import { familyLevels } from '../../src/judge/familyLevels'
import { type FamilyMember, familyMember } from '../../src/judge/judgeFamily'
import { kindOf, type Verdict } from '../../src/kinds'
import type { ErrorShape } from './errorShapes'
import { fixedRule, type PairedRule, sequentialRule } from './pairedRules'
import { drawStudy, thetaOf } from './pairedTrial'
import { isUntrue } from './truth'
import { ALPHA, type RuleDescription, type Trial, type TrialSet } from './types'

export const FAMILY_SIZE = 5

/** A family of claims that share one error rate, judged as `judgeFamily` judges them. */
export interface FamilyRule extends RuleDescription {
  readonly member: PairedRule
  judge(members: readonly FamilyMember[]): Verdict[]
}

const SKEWED = ['exponential', 'lognormal'] as const

/** Families with and without true claims, and with skewed errors. */
export function familySet(): TrialSet {
  const rules = familyRules()
  return {
    id: 'families',
    rules,
    section: null,
    trials: (numStudies) =>
      rules.flatMap((rule) =>
        [
          familyTrial(rule, familyEffects(0)),
          familyTrial(rule, familyEffects(2)),
          ...SKEWED.map((shape) => familyTrial(rule, familyEffects(0), shape))
        ].map((trial) => ({ trial, studies: numStudies }))
      )
  }
}

/** Families under the modes that give Holm's procedure other p values: of all pairs at once, and over all looks. */
export function familyRules(): FamilyRule[] {
  return [fixedRule(10), sequentialRule('sign-flip', 10)].map((member) => ({
    id: `family-${member.id}`,
    title: `${FAMILY_SIZE} claims, ${member.title}`,
    decides: 'family',
    assumption: member.assumption,
    member,
    judge: familyVerdicts
  }))
}

/** The verdicts of `judgeFamily`, without all that a report says beside them, which takes a hundred times as long. */
function familyVerdicts(members: readonly FamilyMember[]): Verdict[] {
  const prepared = members.map(({ claim, evidence, seeds }) =>
    kindOf(claim.hypothesis).prepare(claim, evidence!, { ...seeds, first: 0 }, [])
  )
  const levels = familyLevels(prepared, ALPHA)
  return prepared.map(({ verdict }, index) => verdict(levels[index]![0]!))
}

/**
 * A family under one truth, the claims independent.
 *
 * @param effects theta of each claim, as `Trial.effect`
 */
export function familyTrial(rule: FamilyRule, effects: readonly number[], shape: ErrorShape = 'normal'): Trial {
  return {
    id: `${rule.id}/${effects.join(',')}${shape === 'normal' ? '' : `/${shape}`}`,
    rule: rule.id,
    errors: shape,
    effect: effects.filter((effect) => effect !== 0).length,
    onBoundary: effects.every((effect) => effect === 0),
    promised: rule.member.holdsUnder(shape),
    study: (random) => {
      const members = effects.map((effect, index): FamilyMember => {
        const { claim, evidence } = drawStudy(rule.member, shape, effect, random)
        return familyMember({ ...claim, id: `calibration/${index}` }, evidence, claim.decision.seeds)
      })
      const verdicts = rule.judge(members)
      return {
        n: rule.member.maxPairs,
        decided: verdicts.every(isDecision),
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

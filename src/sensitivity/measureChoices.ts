import type { Verdict } from '../kinds'
import type {
  ChoicesSensitivity,
  EffectShift,
  Influence,
  OptionSensitivity,
  TopicInfluence
} from '../report/sensitivity/types'
import { mean } from '../stats/describe'
import { tInterval } from '../stats/tInterval'
import type { ComparisonPlan } from './derivedClaim'
import { differences, effectsBySeed, type Finished, judgeTogether } from './finished'
import type { ChoicesPlan } from './planChoices'

/** The most decisive first. */
const ORDER: readonly Influence[] = ['flips', 'changes', 'moves', 'none', 'not-evaluable']

/** Judges the claim under every option, and ranks the choices by what they change. */
export function measureChoices({ base, options }: ChoicesPlan, finished: Finished): ChoicesSensitivity {
  const { settings, options: listed, leftOut, numPairs } = finished.study.choices!
  const [asItIs, ...judgements] = judgeTogether([base, ...options], numPairs, finished)
  const baseEffects = effectsBySeed(base, finished)
  const level = 1 - finished.study.claim.decision.alpha / Math.max(1, options.length)
  const measured = options.map((plan, index): OptionSensitivity => {
    const { topic, name, base: without, set } = listed[index]!
    const judgement = judgements[index]!
    const shift = shiftOf(differences(effectsBySeed(plan, finished), baseEffects), level)
    const influence = influenceOf(asItIs!.verdict, judgement.verdict, shift)
    return { topic, option: name, base: without, set, judgement, sameRuns: sameRuns(plan, base), shift, influence }
  })
  return {
    tuning: settings === 'retuned' ? finished.study.tuning : null,
    numPairs,
    base: asItIs!,
    options: measured,
    leftOut,
    ranking: rank(measured)
  }
}

function shiftOf(values: readonly number[], level: number): EffectShift | null {
  if (values.length < 2) return null
  return { numPairs: values.length, mean: mean(values), interval: tInterval(values, level) }
}

/**
 * What an option does to a claim.
 *
 * @param shift of the effect; null where it could not be measured
 * @example
 * influenceOf({ outcome: 'refuted', subtype: 'opposite' }, { outcome: 'reproduced', subtype: null }, null) // 'flips'
 */
export function influenceOf(base: Verdict, option: Verdict, shift: EffectShift | null): Influence {
  const outcomes = [base.outcome, option.outcome]
  if (outcomes.includes('not-evaluable')) return 'not-evaluable'
  if (outcomes.includes('reproduced') && outcomes.includes('refuted')) return 'flips'
  if (base.outcome !== option.outcome) return 'changes'
  if (shift === null) return 'not-evaluable'
  return shift.interval.lower > 0 || shift.interval.upper < 0 ? 'moves' : 'none'
}

/** Every topic by its most decisive option: by what that does to the outcome, then by how far it shifts the effect. */
function rank(options: readonly OptionSensitivity[]): TopicInfluence[] {
  const size = ({ shift }: OptionSensitivity) => (shift === null ? 0 : Math.abs(shift.mean))
  const sorted = [...options].sort(
    (a, b) => ORDER.indexOf(a.influence) - ORDER.indexOf(b.influence) || size(b) - size(a)
  )
  return sorted
    .filter(({ topic }, index) => sorted.findIndex((other) => other.topic === topic) === index)
    .map(({ topic, option, influence, shift }) => ({ topic, option, influence, shift: shift?.mean ?? null }))
}

function sameRuns(plan: ComparisonPlan, base: ComparisonPlan): boolean {
  const keys = (of: ComparisonPlan) => of.roles.map(({ key }) => key).join()
  return keys(plan) === keys(base)
}

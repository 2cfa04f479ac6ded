import { fixedRule, type PairedRule, sequentialRule } from './pairedRules'
import { pairedTrial } from './pairedTrial'
import { shareOf } from './simulate'
import type { Trial, TrialSet } from './types'

/** Wide enough for an interval of ten pairs to lie inside of it, on one side of 0. */
const MARGIN_SIZE = 2
/** Looking at every pair takes ten times as long as looking once. */
const LOOKS_SHARE = 0.25
/** theta in margins: on both of them, halfway to each, and no effect at all. */
const INSIDE = [-1, -0.5, 0, 0.5, 1] as const

/** Comparisons whose effect lies on the margin or inside of it, where a claim may neither hold nor not. */
export function marginSet(): TrialSet {
  const rules = marginRules()
  return {
    id: 'margins',
    rules: rules.map((rule) => ({ ...rule, decides: 'other' })),
    section: {
      title: 'Inside the margin',
      text: `What is lower by less than the margin is below-margin, of "lower" and of "not lower". The margin is ${MARGIN_SIZE} standard deviations of the pairs' differences, so that ten pairs tell. Wrong: any word of the verdict, its subtype included.`
    },
    trials: (numStudies) =>
      rules.flatMap((rule) =>
        INSIDE.map((margins) => ({
          trial: marginTrial(rule, 'normal', margins),
          studies: shareOf(rule.maxPairs === 10 ? 1 : LOOKS_SHARE, numStudies)
        }))
      )
  }
}

export function marginRules(): PairedRule[] {
  return (['lower', 'not-lower'] as const)
    .flatMap((kind) => [fixedRule(10, kind), sequentialRule('sign-flip', 10, kind)])
    .map((rule) => ({
      ...rule,
      id: `margins-${rule.id}`,
      title: `inside the margin: ${rule.title}`,
      standardDeviation: rule.delta / MARGIN_SIZE
    }))
}

/** @param margins theta, in margins */
export function marginTrial(rule: PairedRule, shape: 'normal' | 't3', margins: number): Trial {
  return {
    ...pairedTrial(rule, shape, -MARGIN_SIZE * (1 + margins)),
    truth: margins === 0 ? 'no effect' : `${margins} margins`,
    // At no effect nothing is refuted or reproduced wrongly, but a direction may be.
    onBoundary: margins === -1 || margins === 0
  }
}

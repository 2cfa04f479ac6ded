import { comparisonOf } from '../../src/api/comparison'
import { isDecision } from '../../src/claims/outcomes'
import type { ClaimWith } from '../../src/claims/types'
import type { ComparisonHypothesis, PairedEvidence } from '../../src/kinds/comparison/types'
import type { RandomStream } from '../../src/random/streams'
import { boundedErrorStream, ERROR_SHAPES, type ErrorShape, errorStream } from './errorShapes'
import { type PairedRule, pairedRules } from './pairedRules'
import type { Conclusion } from './question'
import { isUntrue } from './truth'
import { ALPHA, type StudyOutcome, type Trial, type TrialSet } from './types'
import { WORLDS } from './worlds'

/** All rules on pairs, under all shapes. */
export function pairedSet(): TrialSet {
  const rules = pairedRules()
  return {
    id: 'paired',
    rules,
    section: null,
    trials: (studies) =>
      rules.flatMap((rule) =>
        ERROR_SHAPES.flatMap((shape) =>
          rule.effects.map((effect) => ({ trial: pairedTrial(rule, shape, effect), studies }))
        )
      )
  }
}

/** A paired rule under one truth. */
export function pairedTrial(rule: PairedRule, shape: ErrorShape, effect: number): Trial {
  return {
    id: `${rule.id}/${shape}/${effect}`,
    rule: rule.id,
    errors: shape,
    effect,
    onBoundary: WORLDS[rule.decides].boundary.includes(effect),
    promised: rule.holdsUnder(shape),
    study: (random) => {
      const { pairs } = drawStudy(rule, shape, effect, random).evidence
      return outcomeOf(rule, rule.conclude(pairs), thetaOf(rule, effect))
    }
  }
}

export function thetaOf({ decides, delta, standardDeviation }: PairedRule, effect: number): number {
  return WORLDS[decides].thetaOf(effect, delta, standardDeviation)
}

/** The claim with the pairs of one study; its errors are drawn afresh, so that no spare normal is carried over. */
export function drawStudy(
  rule: PairedRule,
  shape: ErrorShape,
  effect: number,
  random: RandomStream
): { readonly claim: ClaimWith<ComparisonHypothesis>; readonly evidence: PairedEvidence } {
  return studyOf(rule, (rule.bounded ? boundedErrorStream : errorStream)(shape, random), effect)
}

/** @param error in standard deviations of the pairs' effects */
export function studyOf(
  rule: PairedRule,
  error: () => number,
  effect: number
): { readonly claim: ClaimWith<ComparisonHypothesis>; readonly evidence: PairedEvidence } {
  const theta = thetaOf(rule, effect)
  const values = Array.from({ length: rule.maxPairs }, () => theta + rule.standardDeviation * error())
  // Differences of numbers from 0 to 1, or ratios to 1.
  return comparisonOf(
    'calibration',
    values.map((value) => (rule.bounded ? (1 - value) / 2 : 1)),
    values.map((value) => (rule.bounded ? (1 + value) / 2 : Math.exp(value))),
    rule.options
  )
}

/** What a conclusion is worth where theta is known. */
export function outcomeOf(
  { decides, delta }: Pick<PairedRule, 'decides' | 'delta'>,
  { verdict, n, location }: Conclusion,
  theta: number
): StudyOutcome {
  return {
    n,
    decided: isDecision(verdict),
    wrong: isUntrue(decides, verdict, theta, delta),
    // Nothing that decides leaves a value out that the interval holds.
    covered: location.side(theta, ALPHA) === 'open'
  }
}

import { type ComparisonOptions, comparisonOf } from '../api/comparison'
import type { Pair, PairedEvidence } from '../evidence/types'
import type { RandomStream } from '../random/streams'
import type { Claim, Margin, SequentialDecision } from '../spec/types'
import { comparisonSample, comparisonVerdict } from '../verdict/comparisonVerdict'
import { isSequential } from '../verdict/course'
import { deltaOf, type PairEffect, type PairedHypothesis, pairEffect } from '../verdict/pairEffect'
import { pairedCourse } from '../verdict/pairedCourse'
import type { Centre } from '../verdict/position'
import { inSeedOrder } from '../verdict/seedOrder'
import type { Verdict } from '../verdict/types'
import { boundedErrorStream, type ErrorShape, errorStream, isSymmetric } from './errorShapes'
import { isUntrue } from './truth'
import { ALPHA, type RuleDescription, type StudyOutcome, type Trial } from './types'

/** What a rule concludes from a study. */
export interface Conclusion {
  readonly verdict: Verdict
  /** Pairs that entered. */
  readonly n: number
  readonly centre: Centre
}

/** A rule that decides between two arms, and the world in which it is tried. */
export interface PairedRule extends RuleDescription {
  /** Pairs that a study has, at most. */
  readonly maxPairs: number
  /** The question: the treatment is lower by at least a margin, decided as the options say. */
  readonly options: ComparisonOptions
  /** Margin on the scale of the pairs' effects. */
  readonly delta: number
  /** Standard deviation of the pairs' effects. */
  readonly standardDeviation: number
  readonly bounded: boolean
  /** How far theta lies below -delta, in standard deviations: 0.5 is the margin's own size here, so -0.5 is no effect. */
  readonly effects: readonly number[]
  holdsUnder(shape: ErrorShape): boolean
  conclude(pairs: readonly Pair[]): Conclusion
}

export const EFFECTS: readonly number[] = [-1, -0.5, 0, 0.5, 0.8, 1.2, 2, 3]
const FEW_EFFECTS: readonly number[] = [0, 0.8, 1.2, 2]
const FIXED_SIZES = [5, 6, 10, 15, 20, 30] as const
const MAX_PAIRS = 30
const RELATIVE: Margin = { relative: 0.01, epsilon: 0 }
/** Differences must stay inside [-1, 1]. */
const ABSOLUTE: Margin = { absolute: 0.05 }
/** Margin in standard deviations of the pairs' effects. */
const MARGIN_SIZE = 0.5

/** All rules on pairs that claims can choose. */
export function pairedRules(): PairedRule[] {
  return [
    ...FIXED_SIZES.map((n) => fixedRule(n)),
    ...([10, 6] as const).flatMap((first) => [sequentialRule('sign-flip', first), sequentialRule('mixture-t', first)]),
    sequentialRule('betting', 10),
    sequentialRule('pocock', 6),
    sequentialRule('obrien-fleming', 6)
  ]
}

/** A fixed number of pairs: t interval with the sign-flip test as its co-check. */
export function fixedRule(n: number): PairedRule {
  return ruleOf(RELATIVE, {}, (question) => ({
    id: `fixed-${n}`,
    title: `fixed, ${n} pairs`,
    assumption: 'symmetric errors',
    maxPairs: n,
    effects: EFFECTS,
    bounded: false,
    holdsUnder: isSymmetric,
    conclude: (pairs) => concludeFixed(question, pairs)
  }))
}

/** Up to 30 pairs, looked at from `firstLook` on. */
export function sequentialRule(
  method: Exclude<SequentialDecision['method'], 'beta-binomial'>,
  firstLook: number
): PairedRule {
  const isGrouped = method === 'pocock' || method === 'obrien-fleming'
  const margin = method === 'betting' ? ABSOLUTE : RELATIVE
  const { words, holdsUnder } = ASSUMPTIONS[method]
  return ruleOf(margin, { sequential: { method, firstLook, maxSeeds: MAX_PAIRS } }, (question) => ({
    id: isGrouped ? method : `${method}-${firstLook}`,
    title: `${METHOD_WORDS[method]}, ${firstLook} to ${MAX_PAIRS} pairs`,
    assumption: words,
    maxPairs: MAX_PAIRS,
    effects: isGrouped || firstLook === 10 ? EFFECTS : FEW_EFFECTS,
    bounded: method === 'betting',
    holdsUnder,
    conclude: (pairs) => concludeSequential(question, pairs)
  }))
}

/** A question as the verdicts take it. */
export interface Question {
  readonly claim: Claim
  readonly hypothesis: PairedHypothesis
  readonly effect: PairEffect
}

/** The claim that is tried: the treatment is lower by at least the margin. */
export function questionOf(options: ComparisonOptions): Question {
  const { claim } = comparisonOf('calibration', [], [], options)
  const { hypothesis } = claim
  if (hypothesis.kind !== 'lower') throw new TypeError(`a comparison became ${hypothesis.kind}`)
  return { claim, hypothesis, effect: pairEffect(claim, hypothesis) }
}

export function concludeFixed({ hypothesis, effect }: Question, pairs: readonly Pair[]): Conclusion {
  const sample = comparisonSample(hypothesis, pairs, effect)
  return { verdict: comparisonVerdict(sample, ALPHA), n: pairs.length, centre: sample.centre }
}

export function concludeSequential({ claim, hypothesis, effect }: Question, pairs: readonly Pair[]): Conclusion {
  const { decision } = claim
  if (!isSequential(decision)) throw new TypeError('a fixed number of pairs has no looks')
  const { seeds } = decision
  const { state } = pairedCourse(hypothesis, inSeedOrder(pairs, 0, seeds.max), effect, decision, seeds).standsAt(ALPHA)
  return { verdict: state.verdict(ALPHA), n: state.n, centre: state.sample.centre }
}

function ruleOf(
  margin: Margin,
  rest: ComparisonOptions,
  rule: (question: Question) => Omit<PairedRule, 'options' | 'delta' | 'standardDeviation'>
): PairedRule {
  const options = { ...rest, margin, alpha: ALPHA }
  const delta = deltaOf(margin)
  return { ...rule(questionOf(options)), options, delta, standardDeviation: delta / MARGIN_SIZE }
}

const METHOD_WORDS = {
  'sign-flip': 'sign-flip',
  'mixture-t': 'mixture-t',
  betting: 'betting',
  pocock: 'Pocock',
  'obrien-fleming': "O'Brien-Fleming"
} as const

const NORMAL = { words: 'normal errors', holdsUnder: (shape: ErrorShape) => shape === 'normal' }
const ASSUMPTIONS = {
  'sign-flip': { words: 'symmetric errors', holdsUnder: isSymmetric },
  'mixture-t': NORMAL,
  betting: { words: 'differences in [-1, 1]', holdsUnder: () => true },
  pocock: NORMAL,
  'obrien-fleming': NORMAL
}

/** A paired rule under one truth. */
export function pairedTrial(rule: PairedRule, shape: ErrorShape, effect: number): Trial {
  return {
    id: `${rule.id}/${shape}/${effect}`,
    rule: rule.id,
    errors: shape,
    effect,
    promised: rule.holdsUnder(shape),
    study: (random) => {
      const { pairs } = drawStudy(rule, shape, effect, random).evidence
      return outcomeOf(rule.conclude(pairs), thetaOf(rule, effect), rule.delta)
    }
  }
}

export function thetaOf({ delta, standardDeviation }: PairedRule, effect: number): number {
  return -delta - effect * standardDeviation
}

/** The claim with the pairs of one study; its errors are drawn afresh, so that no spare normal is carried over. */
export function drawStudy(
  rule: PairedRule,
  shape: ErrorShape,
  effect: number,
  random: RandomStream
): { readonly claim: Claim; readonly evidence: PairedEvidence } {
  const error = (rule.bounded ? boundedErrorStream : errorStream)(shape, random)
  const theta = thetaOf(rule, effect)
  const values = Array.from({ length: rule.maxPairs }, () => theta + rule.standardDeviation * error())
  // A difference from 0, or a ratio to 1.
  const control = rule.bounded ? 0 : 1
  return comparisonOf(
    'calibration',
    values.map(() => control),
    rule.bounded ? values : values.map(Math.exp),
    rule.options
  )
}

/** What a conclusion is worth where theta is known. */
export function outcomeOf({ verdict, n, centre }: Conclusion, theta: number, delta: number): StudyOutcome {
  return {
    n,
    decided: verdict.outcome === 'reproduced' || verdict.outcome === 'refuted',
    wrong: isUntrue(verdict, theta, delta),
    // Nothing that decides leaves a value out that the interval holds.
    covered: centre.position(theta, ALPHA) === 'open'
  }
}

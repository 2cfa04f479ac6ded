import type { ComparisonOptions } from '../../src/api/comparison'
import type { SequentialDecision } from '../../src/claims/types'
import { deltaOf } from '../../src/kinds/comparison/pairEffect'
import type { Pair } from '../../src/kinds/comparison/types'
import { type ErrorShape, isSymmetric } from './errorShapes'
import { type Conclusion, concludeFixed, concludeSequential, type Question, questionOf } from './question'
import { ALPHA, type RuleDescription } from './types'
import { COMPARED_KINDS, type ComparedKind, WORLDS } from './worlds'

/** A rule that decides between two arms, and the world in which it is tried. */
export interface PairedRule extends RuleDescription {
  readonly decides: ComparedKind
  /** Pairs that a study has, at most. */
  readonly maxPairs: number
  /** The question, decided as the options say. */
  readonly options: ComparisonOptions
  /** Margin on the scale of the pairs' effects. */
  readonly delta: number
  /** Standard deviation of the pairs' effects. */
  readonly standardDeviation: number
  readonly bounded: boolean
  /** As `Trial.effect`. */
  readonly effects: readonly number[]
  holdsUnder(shape: ErrorShape): boolean
  conclude(pairs: readonly Pair[]): Conclusion
}

const MAX_PAIRS = 30

/** All rules on pairs that claims can choose. */
export function pairedRules(): PairedRule[] {
  return COMPARED_KINDS.flatMap((kind) => [
    ...WORLDS[kind].fixedSizes.map((n) => fixedRule(n, kind)),
    sequentialRule('sign-flip', 10, kind),
    sequentialRule('mixture-t', 10, kind),
    ...(kind === 'lower' ? [sequentialRule('sign-flip', 6), sequentialRule('mixture-t', 6)] : []),
    sequentialRule('betting', 10, kind),
    sequentialRule('pocock', 6, kind),
    sequentialRule('obrien-fleming', 6, kind)
  ])
}

/** A fixed number of pairs: t interval with the sign-flip test as its co-check. */
export function fixedRule(n: number, kind: ComparedKind = 'lower'): PairedRule {
  return ruleOf(kind, false, {}, (question) => ({
    id: `fixed-${n}`,
    title: `fixed, ${n} pairs`,
    assumption: 'symmetric errors',
    maxPairs: n,
    effects: WORLDS[kind].effects,
    holdsUnder: isSymmetric,
    conclude: (pairs) => concludeFixed(question, pairs)
  }))
}

/** Up to 30 pairs, looked at from `firstLook` on. */
export function sequentialRule(
  method: Exclude<SequentialDecision['method'], 'beta-binomial'>,
  firstLook: number,
  kind: ComparedKind = 'lower'
): PairedRule {
  const isGrouped = method === 'pocock' || method === 'obrien-fleming'
  const { words, holdsUnder } = ASSUMPTIONS[method]
  const { effects, fewEffects } = WORLDS[kind]
  const sequential = { method, firstLook, maxSeeds: MAX_PAIRS }
  return ruleOf(kind, method === 'betting', { sequential }, (question) => ({
    id: isGrouped ? method : `${method}-${firstLook}`,
    title: `${METHOD_WORDS[method]}, ${firstLook} to ${MAX_PAIRS} pairs`,
    assumption: words,
    maxPairs: MAX_PAIRS,
    effects: isGrouped || firstLook === 10 ? effects : fewEffects,
    holdsUnder,
    conclude: (pairs) => concludeSequential(question, pairs)
  }))
}

function ruleOf(
  kind: ComparedKind,
  bounded: boolean,
  rest: ComparisonOptions,
  rule: (question: Question) => Omit<PairedRule, 'decides' | 'options' | 'delta' | 'standardDeviation' | 'bounded'>
): PairedRule {
  const scale = bounded ? 'absolute' : 'relative'
  const { marginSize, [scale]: margin } = WORLDS[kind]
  // Their differences lie from -1 to 1, as the simulated ones do.
  const options = { ...rest, kind, margin, alpha: ALPHA, ...(bounded && { bounds: [0, 1] as const }) }
  const delta = deltaOf(margin)
  const { id, title, ...more } = rule(questionOf(options))
  const isLower = kind === 'lower'
  return {
    id: isLower ? id : `${kind}-${id}`,
    title: isLower ? title : `${KIND_WORDS[kind]}: ${title}`,
    ...more,
    decides: kind,
    options,
    delta,
    standardDeviation: delta / marginSize[scale],
    bounded
  }
}

const KIND_WORDS = { lower: 'lower', 'not-lower': 'not lower', equivalent: 'equivalent' } as const

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

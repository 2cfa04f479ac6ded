import { isDecision } from '../../src/claims/outcomes'
import type { ClaimWith } from '../../src/claims/types'
import type { PairedEvidence } from '../../src/kinds/comparison/types'
import { judgeTradeOff } from '../../src/kinds/trade-off/judge'
import type { TradeOffEvidence, TradeOffHypothesis } from '../../src/kinds/trade-off/types'
import type { RandomStream } from '../../src/random/streams'
import { ERROR_SHAPES, type ErrorShape, errorStream, isSymmetric } from './errorShapes'
import { ALPHA, type RuleDescription, type StudyOutcome, type Trial, type TrialSet } from './types'

const NUM_PAIRS = 10
/** Standard deviations of the pairs' effects: of the metric, and of what it takes. */
const SD = 0.01
/** Margins, in standard deviations. */
const SIZE = 2
/** Standard deviations beyond a margin where it is shown in every study. */
const FAR = 6

/** A truth: theta of both, in standard deviations from the margin; above 0 the statement holds. */
interface Truth {
  readonly words: string
  readonly quality: number
  readonly cost: number
  readonly holds: boolean
  readonly onBoundary: boolean
}

export const TRUTHS: readonly Truth[] = [
  { words: 'worse by just the margin, much cheaper', quality: 0, cost: FAR, holds: false, onBoundary: true },
  {
    words: 'just as good, cheaper by less than the margin',
    quality: SIZE,
    cost: -1e-9,
    holds: false,
    onBoundary: true
  },
  { words: 'as good and cheaper, both by just the margin', quality: 1e-9, cost: 1e-9, holds: true, onBoundary: true },
  { words: 'just as good, cheaper by 1.5 sd more', quality: SIZE, cost: 1.5, holds: true, onBoundary: false },
  { words: 'worse by 1.5 sd more', quality: -1.5, cost: FAR, holds: false, onBoundary: false }
]

const COSTS = ['counted', 'measured'] as const
type Cost = (typeof COSTS)[number]

/** As good, and cheaper: two tests and one verdict. */
export function tradeOffSet(): TrialSet {
  return {
    id: 'trade-offs',
    rules: COSTS.map(ruleOf),
    section: {
      title: 'Trade-offs: as good, and cheaper',
      text: `${NUM_PAIRS} pairs; margins of ${SIZE} standard deviations of the pairs' effects. What is counted is known; what is measured scatters as the metric does. Wrong is "reproduced" where one statement does not hold, and "refuted" or "below-margin" where both do.`
    },
    trials: (studies) =>
      COSTS.flatMap((cost) =>
        ERROR_SHAPES.flatMap((shape) =>
          TRUTHS.filter((truth) => cost === 'measured' || truth.cost === FAR || truth.cost === 1.5).map((truth) => ({
            trial: tradeOffTrial(cost, shape, truth),
            studies
          }))
        )
      )
  }
}

function ruleOf(cost: Cost): RuleDescription {
  return {
    id: `trade-off-${cost}`,
    title: `as good and cheaper, the cost ${cost}, ${NUM_PAIRS} pairs`,
    decides: 'other',
    assumption: 'symmetric errors'
  }
}

export const CLAIM: ClaimWith<TradeOffHypothesis> = {
  id: 'calibration/trade-off',
  source: {
    key: 'calibration',
    citation: '',
    locator: '',
    quote: null,
    paraphrase: '',
    via: null,
    extension: false,
    reported: null
  },
  statement: '',
  experiment: null,
  hypothesis: {
    kind: 'trade-off',
    metric: 'return',
    at: 'final',
    better: 'higher',
    as: 'not-worse',
    treatment: 'b',
    control: 'a',
    margin: { absolute: SIZE * SD },
    cheaper: { of: 'minutes', by: { relative: Math.expm1(SIZE * SD), epsilon: 0 } }
  },
  decision: { alpha: ALPHA, mode: 'fixed', method: null, seeds: { min: NUM_PAIRS, max: NUM_PAIRS } },
  family: 'calibration',
  assumptions: [],
  expected: {}
}

/** @param alpha another one than the rule's makes a mutant */
function tradeOffTrial(cost: Cost, shape: ErrorShape, truth: Truth, alpha = ALPHA): Trial {
  return {
    id: `trade-off-${cost}/${shape}/${truth.words}`,
    rule: `trade-off-${cost}`,
    errors: shape,
    effect: truth.quality,
    truth: truth.words,
    onBoundary: truth.onBoundary,
    promised: isSymmetric(shape),
    nominal: ALPHA / 2,
    study: (random) => outcomeOf(tradeOffStudy(cost, shape, truth, random), truth, alpha)
  }
}

function outcomeOf(evidence: TradeOffEvidence, { holds }: Truth, alpha: number): StudyOutcome {
  const { outcome } = judgeTradeOff(CLAIM, evidence, { first: 0, min: NUM_PAIRS, max: NUM_PAIRS }).verdict(alpha)
  return {
    n: NUM_PAIRS,
    decided: isDecision({ outcome }),
    wrong: holds ? outcome === 'refuted' || outcome === 'below-margin' : outcome === 'reproduced',
    covered: null
  }
}

/** The metric's differences and the logarithms of what the arms take, independent of each other. */
export function tradeOffStudy(cost: Cost, shape: ErrorShape, truth: Truth, random: RandomStream): TradeOffEvidence {
  const error = errorStream(shape, random)
  const differences = Array.from({ length: NUM_PAIRS }, () => SD * (truth.quality - SIZE + error()))
  const ratios = Array.from({ length: NUM_PAIRS }, () => -SD * (truth.cost + SIZE + error()))
  const quality = pairsOf(
    differences.map((difference) => [1, 1 + difference]),
    'return',
    'difference'
  )
  const measured = pairsOf(
    ratios.map((ratio) => [1, Math.exp(ratio)]),
    'minutes',
    'log-ratio'
  )
  return {
    kind: 'trade-off',
    quality,
    cost:
      cost === 'counted'
        ? { kind: 'counted', of: 'minutes', control: 2, treatment: 1 }
        : { kind: 'measured', pairs: measured, timing: null }
  }
}

export function pairsOf(
  values: readonly (readonly [number, number])[],
  metric: string,
  transform: PairedEvidence['transform']
): PairedEvidence {
  const arm = (name: string) => ({ arm: name, setting: {}, selection: null })
  const side = (value: number) => ({ runKey: '', value, censored: false, failure: null })
  return {
    kind: 'paired',
    metric,
    measure: { kind: 'final' },
    transform,
    control: arm('a'),
    treatment: arm('b'),
    chanceLevel: null,
    pairs: values.map(([a, b], seed) => ({ seed, control: side(a), treatment: side(b) }))
  }
}

import { arrayClaim } from '../../src/api/arrayClaim'
import { isDecision } from '../../src/claims/outcomes'
import { judgeTrend } from '../../src/kinds/trend/judge'
import type { TrendEvidence, TrendHypothesis } from '../../src/kinds/trend/types'
import type { RandomStream } from '../../src/random/streams'
import { ERROR_SHAPES, type ErrorShape, errorStream, isSymmetric } from './errorShapes'
import { ALPHA, type RuleDescription, type Trial, type TrialSet } from './types'

const SIZES = [5, 10, 20] as const
const LEVELS = [1, 2, 3, 4, 5] as const
/** Margin in standard deviations of the error of one level. */
const DELTA = 1

/** Levels of the metric, in the same unit, and of which verdicts they make wrong ones. */
interface TrendTruth {
  readonly words: string
  readonly levels: readonly number[]
  readonly shape?: Partial<Pick<TrendHypothesis, 'upTo' | 'direction' | 'statistic' | 'margin'>>
  /** Standard deviations of the levels; left out where each is 1. */
  readonly deviations?: readonly number[]
  readonly wrong: readonly string[]
  /** Two-sided tests: half of it on one side. */
  readonly nominal: number
  readonly onBoundary: boolean
}

/** A straight line from 0 to its end. */
const line = (end: number) => LEVELS.map((_, index) => (end * index) / (LEVELS.length - 1))

const TRUTHS: readonly TrendTruth[] = [
  {
    words: 'falls by just the margin',
    levels: line(-DELTA),
    wrong: ['reproduced', 'refuted', 'below-margin'],
    nominal: ALPHA,
    onBoundary: true
  },
  {
    words: 'no trend',
    levels: line(0),
    wrong: ['reproduced', 'below-margin'],
    nominal: ALPHA / 2,
    onBoundary: false
  },
  {
    words: 'falls by 1.5 SD beyond the margin',
    levels: line(-DELTA - 1.5),
    wrong: ['refuted', 'below-margin'],
    nominal: ALPHA / 2,
    onBoundary: false
  },
  {
    words: 'up to the third of five levels: falls by the margin, and no more, on both sides',
    levels: [0, -DELTA / 2, -DELTA, -1.5 * DELTA, -2 * DELTA],
    shape: { upTo: 3 },
    wrong: ['reproduced'],
    nominal: ALPHA / 2,
    onBoundary: true
  },
  {
    words: 'up to the third of five levels: falls by 2 SD beyond the margin, then level',
    levels: [0, -1.5, -3, -3, -3],
    shape: { upTo: 3 },
    wrong: ['refuted'],
    nominal: ALPHA / 2,
    onBoundary: false
  },
  {
    words: 'claimed flat, falls by just the margin',
    levels: line(-DELTA),
    shape: { direction: 'flat' },
    wrong: ['reproduced'],
    nominal: ALPHA / 2,
    onBoundary: true
  },
  {
    words: 'denied, falls by just the margin',
    levels: line(-DELTA),
    shape: { direction: 'not-falls' },
    wrong: ['reproduced', 'refuted', 'below-margin'],
    nominal: ALPHA,
    onBoundary: true
  },
  {
    words: 'a spread that falls by just the margin',
    levels: line(0),
    deviations: line(-Math.log1p(DELTA)).map(Math.exp),
    shape: { statistic: 'spread', margin: { relative: DELTA, epsilon: 0 } },
    wrong: ['reproduced', 'refuted', 'below-margin'],
    nominal: ALPHA,
    onBoundary: true
  },
  {
    words: 'a spread that is the same at all levels',
    levels: line(0),
    shape: { statistic: 'spread', margin: { relative: 0, epsilon: 0 } },
    wrong: ['reproduced', 'below-margin', 'refuted'],
    nominal: ALPHA,
    onBoundary: true
  }
]

/** Trends over five levels. */
export function trendSet(): TrialSet {
  return {
    id: 'trend',
    rules: [...SIZES.map((n) => ruleOf(n)), ...SIZES.map((n) => ruleOf(n, true))],
    section: {
      title: 'Trends over five levels',
      text: `Every seed has an error of its own, twice as large as those of its levels, which vary by 1 standard deviation each; the margin over the range is ${DELTA} of it. Errors of levels have the shape that is named. Of spreads each level's error is its own. Just on the margin every decision is wrong; where nothing changes the claim's being reproduced or below-margin.`
    },
    trials: (studies) =>
      SIZES.flatMap((n) =>
        TRUTHS.flatMap((truth) => ERROR_SHAPES.map((shape) => ({ trial: trendTrial(n, truth, shape), studies })))
      )
  }
}

function ruleOf(n: number, isSpread = false): RuleDescription {
  return isSpread
    ? {
        id: `trend-spread-${n}`,
        title: `trend of a spread, ${n} seeds`,
        decides: 'other',
        assumption: 'normal errors'
      }
    : { id: `trend-${n}`, title: `trend, ${n} seeds`, decides: 'other', assumption: 'symmetric errors' }
}

function trendTrial(n: number, truth: TrendTruth, shape: ErrorShape): Trial {
  const hypothesis: TrendHypothesis = {
    kind: 'trend',
    metric: 'loss',
    direction: 'falls',
    levels: LEVELS.map((value) => ({ value, arm: `level ${value}` })),
    scale: 'linear',
    margin: { absolute: DELTA },
    ...truth.shape
  }
  const claim = arrayClaim('calibration/trend', hypothesis, n, { alpha: ALPHA })
  const seeds = { ...claim.decision.seeds, first: 0 }
  const isSpread = truth.shape?.statistic === 'spread'
  const { id } = ruleOf(n, isSpread)
  const theta = isSpread
    ? Math.log((truth.deviations?.at(-1) ?? 1) / (truth.deviations?.[0] ?? 1))
    : truth.shape?.upTo === undefined
      ? truth.levels.at(-1)!
      : truth.levels[2]!
  return {
    id: `${id}/${truth.words}/${shape}`,
    rule: id,
    errors: shape,
    effect: theta,
    truth: truth.words,
    onBoundary: truth.onBoundary,
    promised: isSpread ? shape === 'normal' : isSymmetric(shape),
    nominal: truth.nominal,
    study: (random) => {
      const judgeable = judgeTrend(claim, evidenceOf(truth, n, shape, random), seeds)
      const verdict = judgeable.verdict(ALPHA)
      const { lower, upper } = judgeable.judge(ALPHA).analysis.segments[0]!.interval!
      return {
        n,
        decided: isDecision(verdict),
        wrong: truth.wrong.includes(verdict.outcome),
        covered: lower <= theta && theta <= upper
      }
    }
  }
}

function evidenceOf(
  { levels, deviations, shape: claimed }: TrendTruth,
  n: number,
  shape: ErrorShape,
  random: RandomStream
): TrendEvidence {
  const error = errorStream(shape, random)
  const side = (value: number) => ({ runKey: '', value, censored: false, failure: null })
  const arm = (value: number) => ({ arm: `level ${value}`, setting: {}, selection: null })
  return {
    kind: 'trend',
    metric: 'loss',
    measure: { kind: 'final' },
    transform: 'difference',
    chanceLevel: null,
    levels: LEVELS.map((value) => ({ value, arm: arm(value), control: null })),
    rows: Array.from({ length: n }, (_, seed) => {
      // What a seed has in common would be part of every level's spread.
      const own = claimed?.statistic === 'spread' ? 0 : 2 * error()
      return { seed, runs: levels.map((level, index) => side(own + level + (deviations?.[index] ?? 1) * error())) }
    })
  }
}

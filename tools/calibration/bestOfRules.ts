import { arrayClaim } from '../../src/api/arrayClaim'
import { isDecision } from '../../src/claims/outcomes'
import { judgeBestOf } from '../../src/kinds/best-of/judge'
import type { BestOfEvidence, BestOfHypothesis } from '../../src/kinds/best-of/types'
import type { RandomStream } from '../../src/random/streams'
import { ERROR_SHAPES, type ErrorShape, errorStream, isSymmetric } from './errorShapes'
import { ALPHA, type RuleDescription, type Trial, type TrialSet } from './types'

const SIZES = [5, 10, 20] as const
/** Margin in standard deviations of the pairs' differences. */
const DELTA = 0.5
/** Decided whatever the errors. */
const FAR = -6

/** An arm against several: what is true of each of the others, and of which verdicts that makes wrong ones. */
interface BestOfTruth {
  readonly words: string
  readonly thetas: readonly number[]
  readonly among: boolean
  readonly wrong: readonly string[]
  /** Two-sided tests: half of it on one side. */
  readonly nominal: number
  readonly onBoundary: boolean
}

const TRUTHS: readonly BestOfTruth[] = [
  {
    words: 'best of 5, on the margin against one',
    thetas: [FAR, FAR, FAR, -DELTA],
    among: false,
    wrong: ['reproduced'],
    nominal: ALPHA / 2,
    onBoundary: true
  },
  {
    words: 'best of 5, by just the margin against each',
    thetas: [-DELTA, -DELTA, -DELTA, -DELTA],
    among: false,
    wrong: ['refuted', 'below-margin'],
    nominal: ALPHA / 2,
    onBoundary: true
  },
  {
    words: 'best of 5, by 1.2 SD beyond the margin',
    thetas: [-DELTA - 1.2, -DELTA - 1.2, -DELTA - 1.2, -DELTA - 1.2],
    among: false,
    wrong: ['refuted', 'below-margin'],
    nominal: ALPHA / 2,
    onBoundary: false
  },
  {
    words: 'among 5, worse by the margin than one',
    thetas: [0, 0, 0, DELTA],
    among: true,
    wrong: ['reproduced'],
    nominal: ALPHA / 2,
    onBoundary: true
  },
  {
    words: 'among 5, worse by just the margin than each',
    thetas: [DELTA, DELTA, DELTA, DELTA],
    among: true,
    wrong: ['refuted'],
    nominal: ALPHA / 2,
    onBoundary: true
  }
]

/** One arm against several others. */
export function bestOfSet(): TrialSet {
  return {
    id: 'best-of',
    rules: SIZES.map((n) => ruleOf(n)),
    section: {
      title: 'One arm against several',
      text: `An arm against four others, whose differences from it share half of their variance; the margin is ${DELTA} of their standard deviation. On a margin of one other "best" and "among the best" are untrue, and only their being reproduced is wrong; where all differences lie just on it, only their being refuted.`
    },
    trials: (studies) =>
      SIZES.flatMap((n) =>
        TRUTHS.flatMap((truth) => ERROR_SHAPES.map((shape) => ({ trial: bestOfTrial(n, truth, shape), studies })))
      )
  }
}

function ruleOf(n: number): RuleDescription {
  return { id: `best-of-${n}`, title: `against 4 others, ${n} seeds`, decides: 'other', assumption: 'symmetric errors' }
}

function bestOfTrial(n: number, truth: BestOfTruth, shape: ErrorShape): Trial {
  const others = truth.thetas.map((_, index) => `other ${index + 1}`)
  const hypothesis: BestOfHypothesis = {
    kind: 'best-of',
    metric: 'loss',
    better: 'lower',
    arm: 'arm',
    others,
    ...(truth.among && { among: true }),
    margin: { absolute: DELTA },
    tuning: null
  }
  const claim = arrayClaim('calibration/best-of', hypothesis, n, { alpha: ALPHA })
  const seeds = { ...claim.decision.seeds, first: 0 }
  const { id } = ruleOf(n)
  return {
    id: `${id}/${truth.words}/${shape}`,
    rule: id,
    errors: shape,
    effect: truth.thetas.at(-1)!,
    truth: truth.words,
    onBoundary: truth.onBoundary,
    promised: isSymmetric(shape),
    nominal: truth.nominal,
    study: (random) => {
      const judgeable = judgeBestOf(claim, evidenceOf(hypothesis, truth.thetas, n, shape, random), seeds)
      const verdict = judgeable.verdict(ALPHA)
      const last = judgeable.judge(ALPHA).analysis.rivals.at(-1)!
      const { lower, upper } = last.interval!
      const theta = truth.thetas.at(-1)!
      return {
        n,
        decided: isDecision(verdict),
        wrong: truth.wrong.includes(verdict.outcome),
        covered: lower <= theta && theta <= upper
      }
    }
  }
}

/** The arm's error is part of every difference. */
function evidenceOf(
  { metric, arm, others }: BestOfHypothesis,
  thetas: readonly number[],
  n: number,
  shape: ErrorShape,
  random: RandomStream
): BestOfEvidence {
  const error = errorStream(shape, random)
  const side = (value: number) => ({ runKey: '', value, censored: false, failure: null })
  return {
    kind: 'best-of',
    metric,
    measure: { kind: 'final' },
    transform: 'difference',
    chanceLevel: null,
    arms: [arm, ...others].map((name) => ({ arm: name, setting: {}, selection: null })),
    rows: Array.from({ length: n }, (_, seed) => {
      const own = error() * Math.SQRT1_2
      return { seed, runs: [side(own), ...thetas.map((theta) => side(-theta - error() * Math.SQRT1_2))] }
    })
  }
}

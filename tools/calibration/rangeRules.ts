import { judgeRange } from '../../src/kinds/range/judge'
import type { RangeEvidence, RangeHypothesis, RangeSample } from '../../src/kinds/range/types'
import type { RandomStream } from '../../src/random/streams'
import { ERROR_SHAPES, type ErrorShape, errorStream } from './errorShapes'
import { questionOf } from './question'
import { ALPHA, type RuleDescription, type Trial, type TrialSet } from './types'

const SIZES = [6, 10, 20] as const
/** True standard deviations; the claim is that it is 1 at most. */
const SPREADS = [1, 0.5, 1 / 3, 2] as const
const NUM_PLACES = 4
const PLACE_SEEDS = 10

/** A bound on a spread over seeds, and a bound on a mean that has to hold at every value of an axis. */
export function rangeSet(): TrialSet {
  return {
    id: 'ranges',
    rules: [...SIZES.map(spreadRule), PLACES_RULE],
    section: {
      title: 'A bound on a spread, and at every value of an axis',
      text: `Spread: the standard deviation over seeds is claimed to be 1 at most; the truth is on that bound, where every decision is wrong, or a multiple of it. Every value of an axis: means of ${PLACE_SEEDS} seeds at ${NUM_PLACES} values are claimed to be 0 at least, and are on that bound or, in standard deviations of a run, above or below it.`
    },
    trials: (studies) => [
      ...SIZES.flatMap((n) => [
        ...ERROR_SHAPES.map((shape) => ({ trial: spreadTrial(n, shape, 1), studies })),
        ...SPREADS.filter((spread) => spread !== 1).map((spread) => ({
          trial: spreadTrial(n, 'normal', spread),
          studies
        }))
      ]),
      ...PLACES.flatMap(([words, means]) =>
        (['normal', 'exponential'] as const).map((shape) => ({ trial: placesTrial(words, means, shape), studies }))
      )
    ]
  }
}

const HYPOTHESIS: RangeHypothesis = { kind: 'range', arm: 'b', metric: 'loss', tuning: null }

function spreadRule(n: number): RuleDescription {
  return {
    id: `range-spread-${n}`,
    title: `range of a spread, ${n} seeds`,
    decides: 'other',
    assumption: 'normal values'
  }
}

const PLACES_RULE: RuleDescription = {
  id: 'range-places',
  title: `range at ${NUM_PLACES} values, ${PLACE_SEEDS} seeds`,
  decides: 'other',
  assumption: 'symmetric errors'
}

/** The values in words, and their means in standard deviations of a run. */
const PLACES: readonly (readonly [string, readonly number[]])[] = [
  ['one on the bound, three above', [0, 4, 4, 4]],
  ['all on the bound', [0, 0, 0, 0]],
  ['all 2 above', [2, 2, 2, 2]],
  ['one 2 below, three above', [-2, 4, 4, 4]]
]

function study(
  hypothesis: RangeHypothesis,
  low: number,
  high: number,
  samples: readonly RangeSample[],
  perPlace: number
) {
  const evidence: RangeEvidence = {
    kind: 'range',
    metric: 'loss',
    arm: { arm: 'b', setting: {}, selection: null },
    low,
    high,
    samples
  }
  const judged = judgeRange({ ...questionOf({}).claim, hypothesis }, evidence, {
    min: perPlace,
    max: perPlace,
    first: 0
  })
  return judged.judge(ALPHA)
}

function spreadTrial(n: number, shape: ErrorShape, spread: number): Trial {
  const { id } = spreadRule(n)
  return {
    id: `${id}/${shape}/${spread}`,
    rule: id,
    errors: shape,
    effect: spread,
    truth: spread === 1 ? 'on the bound' : `${spread.toFixed(2)} of the bound`,
    onBoundary: spread === 1,
    promised: shape === 'normal',
    study: (random) => {
      const error = errorStream(shape, random)
      const samples = Array.from({ length: n }, (_, seed) => sampleOf(seed, spread * error()))
      const { verdict, analysis } = study({ ...HYPOTHESIS, of: 'spread', high: 1 }, -Infinity, 1, samples, n)
      const { lower, upper } = analysis.spread!
      const decided = verdict.outcome !== 'inconclusive'
      return {
        n,
        decided,
        wrong: decided && (spread === 1 || (verdict.outcome === 'reproduced') !== spread < 1),
        covered: lower <= spread && spread <= upper
      }
    }
  }
}

function placesTrial(words: string, means: readonly number[], shape: ErrorShape): Trial {
  const holds = means.every((mean) => mean > 0)
  const onBoundary = means.includes(0)
  return {
    id: `${PLACES_RULE.id}/${shape}/${means.join('_')}`,
    rule: PLACES_RULE.id,
    errors: shape,
    effect: Math.min(...means),
    truth: words,
    onBoundary,
    promised: shape === 'normal',
    study: (random) => {
      const samples = means.flatMap((mean, place) => placeSamples(mean, place, shape, random))
      const { verdict } = study({ ...HYPOTHESIS, axis: 'level', low: 0 }, 0, Infinity, samples, PLACE_SEEDS)
      const decided = verdict.outcome !== 'inconclusive'
      return {
        n: PLACE_SEEDS,
        decided,
        wrong: decided && (onBoundary || (verdict.outcome === 'reproduced') !== holds),
        covered: null
      }
    }
  }
}

function placeSamples(mean: number, place: number, shape: ErrorShape, random: RandomStream): RangeSample[] {
  const error = errorStream(shape, random)
  return Array.from({ length: PLACE_SEEDS }, (_, seed) => ({
    ...sampleOf(seed, mean + error()),
    place: String(place)
  }))
}

function sampleOf(seed: number, value: number): RangeSample {
  return { seed, runKey: '', value, failure: null }
}

import { arrayClaim } from '../../src/api/arrayClaim'
import { comparisonOf } from '../../src/api/comparison'
import { guardFailures } from '../../src/kinds/comparison/failures'
import type { Pair } from '../../src/kinds/comparison/types'
import { judgeRange } from '../../src/kinds/range/judge'
import type { RangeHypothesis } from '../../src/kinds/range/types'
import { normalStream, type RandomStream } from '../../src/random/streams'
import { type Conclusion, concludeFixed, concludeSequential, type Question, questionOf } from './question'
import { shareOf } from './simulate'
import { isUntrue } from './truth'
import { ALPHA, type SizedTrial, type StudyOutcome, type Trial, type TrialSet } from './types'

/** A study of a thousand pairs, or of looks at pairs that come one by one, takes a hundred times as long as one of ten. */
const LARGE_SHARE = 0.1
const LOOKS_SHARE = 0.25

/** What decides where runs fail, do not vary, or come in clusters. */
export function guardSet(): TrialSet {
  const rules = [
    ...JUMP_RULES.map(({ id, title }) => ({ id, title, assumption: 'jumps in 1 pair of 10' })),
    ...FAILURE_SIZES.map((n) => ({
      id: `failures-${n}`,
      title: `which arm fails more often, ${n} pairs`,
      assumption: 'independent pairs'
    })),
    ...RANGE_RULES.map(({ id, title, assumption }) => ({ id, title, assumption }))
  ]
  return {
    id: 'guards',
    rules: rules.map((rule) => ({ ...rule, decides: 'other' })),
    section: {
      title: 'Rare jumps, failed runs, and ranges with clusters',
      text: `Rare jumps: b - a is 0 but for 1 pair of 10, in which it is -${JUMP}; the margin is ${JUMP_MARGIN}, so the claim is true. Failed runs: wrong where the guard blocks although both arms fail as often (either arm: nominal .1); right where it does not, or, where the treatment fails more often by more than the margin of .1, where it does. Ranges: 60 % of runs lie at .3, 20 % at .2 and 20 % at .4, and the range is .25 to .35: the mean is in it, more than 80 % of runs are not, and one further run is so in 60 %.`
    },
    trials: (numStudies) => [
      ...JUMP_RULES.map((rule) => ({
        trial: jumpTrial(rule),
        studies: shareOf(rule.maxPairs > 10 ? LOOKS_SHARE : 1, numStudies)
      })),
      ...FAILURE_SIZES.flatMap((n) => FAILURE_RATES.map((rates): SizedTrial => sizedFailures(n, rates, numStudies))),
      ...RANGE_RULES.map((rule) => ({ trial: rangeTrial(rule), studies: numStudies }))
    ]
  }
}

// ------------------------------------------------------------------------------------------- rare jumps

const JUMP = 0.1
const JUMP_RATE = 0.1
const JUMP_MARGIN = 0.005
const TRUE_EFFECT = -JUMP_RATE * JUMP

interface JumpRule {
  readonly id: string
  readonly title: string
  readonly maxPairs: number
  conclude(pairs: readonly Pair[]): Conclusion
}

export const MARGIN = { margin: { absolute: JUMP_MARGIN }, alpha: ALPHA } as const
const ADDED = { firstLook: 10, maxSeeds: 30 } as const
const JUMP_RULES: readonly JumpRule[] = [
  jumpRule('fixed-10', 'fixed, 10 pairs', 10, questionOf(MARGIN), concludeFixed),
  jumpRule(
    'sign-flip-10',
    'sign-flip, 10 to 30 pairs',
    30,
    questionOf({ ...MARGIN, sequential: { ...ADDED, method: 'sign-flip' } }),
    concludeSequential
  ),
  jumpRule(
    'betting-10',
    'betting, 10 to 30 pairs',
    30,
    questionOf({ ...MARGIN, bounds: [0, 1], sequential: { ...ADDED, method: 'betting' } }),
    concludeSequential
  )
]

function jumpRule(
  id: string,
  title: string,
  maxPairs: number,
  question: Question,
  conclude: (question: Question, pairs: readonly Pair[]) => Conclusion
): JumpRule {
  return { id: `jumps-${id}`, title: `rare jumps: ${title}`, maxPairs, conclude: (pairs) => conclude(question, pairs) }
}

export function jumpTrial({ id, maxPairs, conclude }: Omit<JumpRule, 'title'>): Trial {
  return {
    id,
    rule: id,
    errors: 'rare jumps',
    effect: 0,
    truth: 'lower by 0.01',
    onBoundary: false,
    promised: true,
    study: (random) => {
      const { verdict, n, location } = conclude(rareJumps(random, maxPairs))
      return {
        n,
        decided: verdict.outcome !== 'inconclusive' && verdict.outcome !== 'not-evaluable',
        wrong: isUntrue('lower', verdict, TRUE_EFFECT, JUMP_MARGIN),
        covered: ['open', 'no-spread'].includes(location.side(TRUE_EFFECT, ALPHA))
      }
    }
  }
}

/** Pairs of numbers from 0 to 1 of which 1 in 10 jumps. */
function rareJumps(random: RandomStream, numPairs: number): readonly Pair[] {
  const treatment = Array.from({ length: numPairs }, () => (random() < JUMP_RATE ? 0.9 - JUMP : 0.9))
  return comparisonOf(
    'calibration',
    treatment.map(() => 0.9),
    treatment,
    MARGIN
  ).evidence.pairs
}

// ------------------------------------------------------------------------------------------ failed runs

const FAILURE_SIZES = [10, 30, 1000] as const
const FAILURE_MARGIN = 0.1
/** Of the control and the treatment. */
const FAILURE_RATES = [
  [0.05, 0.05],
  [0.2, 0.2],
  [0.5, 0.5],
  [0, 0.3],
  [0.1, 0.6]
] as const

function sizedFailures(n: number, rates: readonly [number, number], numStudies: number): SizedTrial {
  const studies = shareOf(n < 1000 ? 1 : LARGE_SHARE, numStudies)
  return { trial: failureTrial(n, rates), studies }
}

/** @param whichFails of pairs, the arm that is shown to fail more often */
export function failureTrial(
  n: number,
  [control, treatment]: readonly [number, number],
  whichFails = (pairs: readonly Pair[]) => guardFailures(pairs, FAILURE_MARGIN).failsMore
): Trial {
  const areEqual = control === treatment
  const truth = `failing: control ${control}, treatment ${treatment}`
  return {
    id: `failures-${n}/${control}/${treatment}`,
    rule: `failures-${n}`,
    errors: 'bernoulli',
    effect: treatment,
    truth,
    onBoundary: false,
    promised: true,
    nominal: 0.1,
    study: (random): StudyOutcome => {
      const failsMore = whichFails(failingPairs(random, n, control, treatment))
      return {
        n,
        decided: areEqual || failsMore !== null,
        wrong: areEqual ? failsMore !== null : failsMore === 'control',
        covered: null
      }
    }
  }
}

/** Pairs of runs that fail independently of each other. */
function failingPairs(random: RandomStream, n: number, control: number, treatment: number): Pair[] {
  const side = (rate: number) => {
    const failure = random() < rate ? ('diverged' as const) : null
    return { runKey: '', value: 1, censored: false, trainLoss: 1, failure }
  }
  return Array.from({ length: n }, (_, seed) => ({ seed, control: side(control), treatment: side(treatment) }))
}

// ---------------------------------------------------------------------------------- ranges with clusters

interface RangeRule {
  readonly id: string
  readonly title: string
  readonly assumption: string
  readonly numSeeds: number
  readonly of: Pick<RangeHypothesis, 'of' | 'share'>
  /** Whether what is claimed holds. */
  readonly isTrue: boolean
  readonly promised: boolean
}

export const RANGE_RULES: readonly RangeRule[] = [10, 30].flatMap((numSeeds) => {
  const rule = (id: string, words: string, rest: Pick<RangeRule, 'assumption' | 'of' | 'isTrue' | 'promised'>) => ({
    id: `range-${id}-${numSeeds}`,
    title: `range of ${words}, ${numSeeds} seeds`,
    numSeeds,
    ...rest
  })
  return [
    rule('mean', 'the mean', { assumption: 'symmetric errors', of: {}, isTrue: true, promised: true }),
    rule('share', 'more than 80 % of runs', {
      assumption: 'independent seeds',
      of: { of: 'share', share: 0.8 },
      isTrue: false,
      promised: true
    }),
    rule('run', 'one further run', { assumption: 'normal errors', of: { of: 'run' }, isTrue: false, promised: false })
  ]
})

export function rangeTrial({ id, numSeeds, of, isTrue, promised }: RangeRule): Trial {
  const hypothesis: RangeHypothesis = {
    kind: 'range',
    arm: 'arm',
    metric: 'loss',
    low: 0.25,
    high: 0.35,
    tuning: null,
    ...of
  }
  const claim = arrayClaim('calibration/range', hypothesis, numSeeds, { alpha: ALPHA })
  const seeds = { ...claim.decision.seeds, first: 0 }
  return {
    id,
    rule: id,
    errors: 'three clusters',
    effect: 0,
    truth: isTrue ? 'so claimed' : 'not so',
    onBoundary: false,
    promised,
    study: (random) => {
      const samples = clusters(random, numSeeds).map((value, seed) => ({ seed, runKey: '', value, failure: null }))
      const arm = { arm: 'arm', setting: {}, selection: null }
      const evidence = { kind: 'range', metric: 'loss', arm, low: 0.25, high: 0.35, samples } as const
      const { outcome } = judgeRange(claim, evidence, seeds).verdict(ALPHA)
      return {
        n: numSeeds,
        decided: outcome === 'reproduced' || outcome === 'refuted',
        wrong: outcome === (isTrue ? 'refuted' : 'reproduced'),
        covered: null
      }
    }
  }
}

/** Six runs of ten at .3, two at .2, two at .4, a little scattered. */
function clusters(random: RandomStream, numSeeds: number): number[] {
  const normal = normalStream(random)
  return Array.from({ length: numSeeds }, () => {
    const u = random()
    return (u < 0.6 ? 0.3 : u < 0.8 ? 0.2 : 0.4) + 0.002 * normal()
  })
}

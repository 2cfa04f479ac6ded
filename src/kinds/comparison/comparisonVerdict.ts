import { mean } from '../../stats/describe'
import type { AnyVerdict } from '../judged'
import { bothTrained, countFailures, type FailureCounts, tooManyFailed } from './failures'
import { fixedLocationTest, type LocationTest, type ReferenceTest } from './locationTest'
import { deltaOf, type PairEffect } from './pairEffect'
import type { LowerRefuted, Pair, PairedHypothesis, PairedVerdict } from './types'

/** With fewer pairs no interval is worth its name. */
const MIN_EVALUABLE_PAIRS = 3

/** What a verdict on pairs is made of. */
export interface ComparisonSample {
  readonly kind: PairedHypothesis['kind']
  /** ln(1 + margin), or the absolute margin. */
  readonly delta: number
  readonly failures: FailureCounts
  /** Pairs in which neither arm reached the threshold of a `time-to` claim. */
  readonly censoredPairs: number
  /** Of the pairs in which both arms trained. */
  readonly location: LocationTest
}

/**
 * @param effect of a pair's values
 * @param locationTestOf what is known of the effects' centre; by default that of a fixed number of pairs
 * @throws whatever `effect` throws
 */
export function comparisonSample(
  hypothesis: Pick<PairedHypothesis, 'kind' | 'margin'>,
  pairs: readonly Pair[],
  effect: PairEffect,
  locationTestOf: (values: readonly number[]) => LocationTest = fixedLocationTest
): ComparisonSample {
  const trained = pairs.filter(bothTrained)
  return {
    kind: hypothesis.kind,
    delta: deltaOf(hypothesis.margin),
    failures: countFailures(pairs),
    censoredPairs: trained.filter(({ control, treatment }) => control.censored && treatment.censored).length,
    location: locationTestOf(trained.map((pair) => effect(pair.control.value, pair.treatment.value)))
  }
}

/**
 * The verdict on two arms at level alpha: where the centre is shown to stand against -delta, 0 and +delta.
 *
 * @param alpha alpha_j, the level at which Holm decides the claim
 */
export function comparisonVerdict(sample: ComparisonSample, alpha: number): PairedVerdict {
  const { kind } = sample
  const unfit = notEvaluable(sample)
  if (unfit !== null) return unfit
  switch (kind) {
    case 'lower':
    case 'faster':
      return lowerVerdict(sample, alpha)
    case 'not-lower':
      return notLowerVerdict(lowerVerdict(sample, alpha))
    case 'equivalent':
      return equivalentVerdict(sample, alpha)
    default:
      return kind satisfies never
  }
}

/** The hypothesis about theta is decided, even where failures keep the claim from being reproduced. */
export function isDecision({ outcome, subtype }: AnyVerdict): boolean {
  return outcome === 'reproduced' || outcome === 'refuted' || (outcome === 'inconclusive' && subtype === 'failures')
}

/**
 * The tests that decide the claim; its p is the smallest level at which it would be decided, whichever way. Without
 * enough data null.
 */
export function primaryTest(sample: ComparisonSample): ReferenceTest | null {
  if (notEvaluable(sample) !== null) return null
  const { kind, location, delta } = sample
  if (kind !== 'equivalent') return location.test(-delta)
  const theta = mean(location.values)
  if (theta <= -delta) return location.test(-delta)
  if (theta >= delta) return location.test(delta)
  const [low, high] = [location.test(-delta), location.test(delta)]
  return {
    pT: larger(low.pT, high.pT),
    pFlip: larger(low.pFlip, high.pFlip),
    pSkew: larger(low.pSkew, high.pSkew),
    p: Math.max(low.p, high.p)
  }
}

type NotEvaluable = Extract<PairedVerdict, { outcome: 'not-evaluable' }>

function larger(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b)
}

/** Why pairs can decide nothing, whatever the level; null where they can. */
export function notEvaluable({ location: { values }, failures, censoredPairs }: ComparisonSample): NotEvaluable | null {
  if (failures.numPairs === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
  if (tooManyFailed(failures)) return { outcome: 'not-evaluable', subtype: 'too-many-failures' }
  if (values.length < MIN_EVALUABLE_PAIRS) {
    // Pairs enough, had they trained.
    const subtype = failures.numPairs >= MIN_EVALUABLE_PAIRS ? 'too-many-failures' : 'too-few-pairs'
    return { outcome: 'not-evaluable', subtype }
  }
  return 2 * censoredPairs >= values.length ? { outcome: 'not-evaluable', subtype: 'too-many-censored' } : null
}

function lowerVerdict({ location, delta, failures }: ComparisonSample, alpha: number): PairedVerdict {
  const against = location.side(-delta, alpha)
  switch (against) {
    case 'contested':
    case 'skewed':
    case 'contradictory':
      return { outcome: 'inconclusive', subtype: DISAGREEMENT[against] }
    case 'below':
      if (failures.treatment > failures.control) return { outcome: 'inconclusive', subtype: 'failures' }
      return { outcome: 'reproduced', subtype: null }
    case 'above':
      return { outcome: 'refuted', subtype: refutedSubtype(location, delta, alpha) }
    case 'open':
      return { outcome: 'inconclusive', subtype: location.side(0, alpha) === 'below' ? 'direction' : null }
    default:
      return against satisfies never
  }
}

const DISAGREEMENT = {
  contested: 'co-check',
  skewed: 'skew',
  contradictory: 'contradictory-looks'
} as const satisfies Record<string, PairedVerdict['subtype']>

/** The first that matches; theta is known to stand above -delta. */
function refutedSubtype(location: LocationTest, delta: number, alpha: number): LowerRefuted {
  const againstDelta = location.side(delta, alpha)
  if (againstDelta === 'above') return 'opposite'
  const againstZero = location.side(0, alpha)
  if (againstZero === 'below') return 'lower-by-less-than-margin'
  if (againstDelta === 'below') return 'equivalent'
  return againstZero === 'above' ? 'higher' : 'no-better'
}

function notLowerVerdict(lower: PairedVerdict): PairedVerdict {
  switch (lower.outcome) {
    case 'reproduced':
      return { outcome: 'refuted', subtype: 'lower' }
    case 'refuted':
      return { outcome: 'reproduced', subtype: null }
    case 'inconclusive':
    case 'not-evaluable':
      return lower
    default:
      return lower satisfies never
  }
}

/** Reproduced also needs that neither arm failed more often, so that swapping the arms changes nothing. */
function equivalentVerdict({ location, delta, failures }: ComparisonSample, alpha: number): PairedVerdict {
  const low = location.side(-delta, alpha)
  const high = location.side(delta, alpha)
  if (low === 'contradictory') return { outcome: 'inconclusive', subtype: DISAGREEMENT[low] }
  if (low === 'below' || high === 'above') return { outcome: 'refuted', subtype: 'different' }
  if (low === 'above' && high === 'below') {
    if (failures.treatment !== failures.control) return { outcome: 'inconclusive', subtype: 'failures' }
    return { outcome: 'reproduced', subtype: null }
  }
  if (low === 'open' || high === 'open') return { outcome: 'inconclusive', subtype: null }
  const why = low === 'contested' || high === 'contested' ? 'contested' : 'skewed'
  return { outcome: 'inconclusive', subtype: DISAGREEMENT[why] }
}

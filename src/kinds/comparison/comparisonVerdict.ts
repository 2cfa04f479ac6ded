import { mean } from '../../stats/describe'
import { references } from './claimedSide'
import { bothTrained, failureMarginOf, type GuardedFailures, guardFailures, tooManyFailed } from './failures'
import { fixedLocationTest, type LocationTest, type ReferenceTest } from './locationTest'
import { deltaOf, type PairEffect } from './pairEffect'
import { resolutionOf } from './resolution'
import { resolvedLocationTest } from './resolvedLocationTest'
import { areBounded, guardSpread } from './spreadGuard'
import type { HigherRefuted, LowerRefuted, Pair, PairedHypothesis, PairedVerdict, Resolution } from './types'

/** With fewer pairs no interval is worth its name. */
export const MIN_EVALUABLE_PAIRS = 3

/** What a verdict on pairs is made of. */
export interface ComparisonSample {
  readonly kind: PairedHypothesis['kind']
  /** ln(1 + margin), or the absolute margin. */
  readonly delta: number
  readonly failures: GuardedFailures
  /** Pairs in which neither arm reached the threshold of a `time-to` claim. */
  readonly censoredPairs: number
  /** Of the pairs in which both arms trained; of times already widened by what they are known to. */
  readonly location: LocationTest
  readonly resolution?: Resolution
}

/**
 * @param effect of a pair's values
 * @param locationTestOf what is known of the effects' centre; by default that of a fixed number of pairs
 * @param needsSpread whether its tests measure by the spread of the effects, as all do but bets
 * @throws whatever `effect` throws
 */
export function comparisonSample(
  hypothesis: Pick<PairedHypothesis, 'kind' | 'margin' | 'metric'>,
  pairs: readonly Pair[],
  effect: PairEffect,
  locationTestOf: (values: readonly number[]) => LocationTest = fixedLocationTest,
  needsSpread = true
): ComparisonSample {
  const trained = pairs.filter(bothTrained)
  const location = locationTestOf(trained.map((pair) => effect(pair.control.value, pair.treatment.value)))
  return sampleOf(hypothesis, pairs, trained, effect, location, needsSpread)
}

/** The same where the location is known: of the effects of the trained pairs. */
export function sampleOf(
  { kind, metric, margin }: Pick<PairedHypothesis, 'kind' | 'margin' | 'metric'>,
  pairs: readonly Pair[],
  trained: readonly Pair[],
  effect: PairEffect,
  location: LocationTest,
  needsSpread = true
): ComparisonSample {
  const guarded = needsSpread ? guardSpread(location, areBounded(metric, margin, location.values)) : location
  const resolution = resolutionOf(trained, effect)
  return {
    kind,
    delta: deltaOf(margin),
    failures: guardFailures(pairs, failureMarginOf(margin)),
    censoredPairs: trained.filter(({ control, treatment }) => control.censored && treatment.censored).length,
    ...(resolution === null
      ? { location: guarded }
      : { location: resolvedLocationTest(guarded, resolution), resolution })
  }
}

/**
 * The verdict on two arms at level alpha: where the centre is shown to stand against -delta, 0 and +delta. `lower` by at
 * least delta is reproduced below -delta; between -delta and 0 it is `below-margin`, for `not-lower` too: in that
 * direction, by less than the margin, so that neither of the two holds. `higher` is the same with the line turned round. Refuted says that theta is above -delta, and no
 * more than its subtype of how far. All these statements are about one theta and one confidence set, so that they hold
 * together with probability 1 - alpha, and a finer one costs nothing.
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
      return denied(lowerVerdict(sample, alpha), 'lower')
    case 'higher':
      return higherVerdict(sample, alpha)
    case 'not-higher':
      return denied(higherVerdict(sample, alpha), 'higher')
    case 'equivalent':
      return equivalentVerdict(sample, alpha)
    default:
      return kind satisfies never
  }
}

/**
 * The tests that decide the claim; its p is the smallest level at which it would be decided, whichever way. Without
 * enough data null.
 */
export function primaryTest(sample: ComparisonSample): ReferenceTest | null {
  if (notEvaluable(sample) !== null) return null
  const { location, delta } = sample
  const [first, second] = references(sample)
  if (second === undefined) return location.test(first!)
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

function lowerVerdict(
  { location, delta, failures }: ComparisonSample,
  alpha: number
): Exclude<PairedVerdict, { outcome: 'refuted' }> | { readonly outcome: 'refuted'; readonly subtype: LowerRefuted } {
  const against = location.side(-delta, alpha)
  switch (against) {
    case 'contested':
    case 'skewed':
    case 'contradictory':
    case 'no-spread':
    case 'unresolved':
      return { outcome: 'inconclusive', subtype: DISAGREEMENT[against] }
    case 'below':
      return isBlocked(failures, 'treatment') ? FAILURES : { outcome: 'reproduced', subtype: null }
    case 'above': {
      const favoured = location.side(delta, alpha) === 'below' ? 'either' : 'control'
      return isBlocked(failures, favoured) ? FAILURES : aboveVerdict(location, delta, alpha)
    }
    case 'open':
      return { outcome: 'inconclusive', subtype: location.side(0, alpha) === 'below' ? 'direction' : null }
    default:
      return against satisfies never
  }
}

/** Why a side that an interval shows is no verdict. */
export const DISAGREEMENT = {
  contested: 'co-check',
  skewed: 'skew',
  contradictory: 'contradictory-looks',
  'no-spread': 'no-spread',
  unresolved: 'resolution'
} as const satisfies Record<string, PairedVerdict['subtype']>

/** Of both margins the first that bites names why. */
const WEAKEST = ['contested', 'no-spread', 'skewed', 'unresolved'] as const

const FAILURES = { outcome: 'inconclusive', subtype: 'failures' } as const

/**
 * Losses are those of runs that trained: where the arm that they favour fails more often by more than the margin, they are
 * a survivor's evidence. Where they are alike within the margin, either arm: so swapping the arms mirrors the verdict.
 */
function isBlocked({ failsMore }: GuardedFailures, favoured: 'control' | 'treatment' | 'either'): boolean {
  return failsMore !== null && (favoured === 'either' || failsMore === favoured)
}

/** Theta is known to stand above -delta; what is said beyond that is as far as it is shown, the first that matches. */
function aboveVerdict(location: LocationTest, delta: number, alpha: number): ReturnType<typeof lowerVerdict> {
  const refuted = (subtype: LowerRefuted) => ({ outcome: 'refuted', subtype }) as const
  const againstZero = location.side(0, alpha)
  if (againstZero === 'below') return { outcome: 'below-margin', subtype: null }
  const againstDelta = location.side(delta, alpha)
  if (againstDelta === 'above') return refuted('opposite')
  if (againstDelta !== 'below') return refuted(againstZero === 'above' ? 'higher' : 'no-better')
  return refuted(againstZero === 'above' ? 'higher-by-less-than-margin' : 'equivalent')
}

/** What `higher` comes to is what `lower` would with every effect negated; the treatment is favoured by either. */
function higherVerdict(sample: ComparisonSample, alpha: number): PairedVerdict {
  const { location } = sample
  const turned: LocationTest = {
    ...location,
    side: (reference, level, effort) => {
      const side = location.side(-reference, level, effort)
      return side === 'below' ? 'above' : side === 'above' ? 'below' : side
    }
  }
  const verdict = lowerVerdict({ ...sample, location: turned }, alpha)
  return verdict.outcome === 'refuted' ? { outcome: 'refuted', subtype: TURNED[verdict.subtype] } : verdict
}

/** What `lower` calls it, and what `higher` does. */
export const TURNED = {
  opposite: 'opposite',
  'higher-by-less-than-margin': 'lower-by-less-than-margin',
  equivalent: 'equivalent',
  higher: 'lower',
  'no-better': 'no-better'
} as const satisfies Record<LowerRefuted, HigherRefuted>

/** The verdict on a claim that denies another. */
function denied(verdict: PairedVerdict, shown: 'lower' | 'higher'): PairedVerdict {
  switch (verdict.outcome) {
    case 'reproduced':
      return { outcome: 'refuted', subtype: shown }
    case 'refuted':
      return { outcome: 'reproduced', subtype: null }
    case 'below-margin':
    case 'inconclusive':
    case 'not-evaluable':
      return verdict
    default:
      return verdict satisfies never
  }
}

function equivalentVerdict({ location, delta, failures }: ComparisonSample, alpha: number): PairedVerdict {
  const low = location.side(-delta, alpha)
  const high = location.side(delta, alpha)
  if (low === 'contradictory') return { outcome: 'inconclusive', subtype: DISAGREEMENT[low] }
  if (low === 'below' || high === 'above') {
    return isBlocked(failures, low === 'below' ? 'treatment' : 'control')
      ? FAILURES
      : { outcome: 'refuted', subtype: 'different' }
  }
  if (low === 'above' && high === 'below') {
    return isBlocked(failures, 'either') ? FAILURES : { outcome: 'reproduced', subtype: null }
  }
  if (low === 'open' || high === 'open') return { outcome: 'inconclusive', subtype: null }
  const why = WEAKEST.find((side) => low === side || high === side)!
  return { outcome: 'inconclusive', subtype: DISAGREEMENT[why] }
}

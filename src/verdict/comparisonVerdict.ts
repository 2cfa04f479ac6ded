import type { Pair } from '../evidence/types'
import type { ComparisonHypothesis } from '../spec/types'
import { mean } from '../stats/describe'
import { bothTrained, countFailures, type FailureCounts, tooManyFailed } from './failures'
import { position, type ReferenceTest, testAgainst } from './position'
import type { RefutedSubtype, Verdict } from './types'

/** With fewer pairs no interval is worth its name. */
const MIN_EVALUABLE_PAIRS = 3

/** What a verdict on pairs is made of. */
export interface ComparisonSample {
  readonly kind: ComparisonHypothesis['kind']
  /** ln(1 + margin). */
  readonly delta: number
  readonly failures: FailureCounts
  /** r of the pairs in which both arms trained. */
  readonly ratios: readonly number[]
}

/**
 * @param logRatio r of a pair's values, control first
 * @throws whatever `logRatio` throws
 */
export function comparisonSample(
  hypothesis: ComparisonHypothesis,
  pairs: readonly Pair[],
  logRatio: (control: number, treatment: number) => number
): ComparisonSample {
  const trained = pairs.filter(bothTrained)
  return {
    kind: hypothesis.kind,
    delta: Math.log1p(hypothesis.margin.relative),
    failures: countFailures(pairs),
    ratios: trained.map((pair) => logRatio(pair.control.value, pair.treatment.value))
  }
}

/**
 * The verdict on two arms at level alpha: the interval [L, U] of theta against -delta, 0 and +delta, each side of
 * which also needs the sign-flip test's consent.
 *
 * @param alpha alpha_j, the level at which Holm decides the claim
 */
export function comparisonVerdict(sample: ComparisonSample, alpha: number): Verdict {
  const { kind } = sample
  const unfit = notEvaluable(sample)
  if (unfit !== null) return unfit
  switch (kind) {
    case 'lower':
      return lowerVerdict(sample, alpha)
    case 'not-lower':
      return notLowerVerdict(lowerVerdict(sample, alpha))
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
  const { kind, ratios, delta } = sample
  if (kind !== 'equivalent') return testAgainst(ratios, -delta)
  const theta = mean(ratios)
  if (theta <= -delta) return testAgainst(ratios, -delta)
  if (theta >= delta) return testAgainst(ratios, delta)
  const [low, high] = [testAgainst(ratios, -delta), testAgainst(ratios, delta)]
  return { pT: Math.max(low.pT, high.pT), pFlip: Math.max(low.pFlip, high.pFlip), p: Math.max(low.p, high.p) }
}

function notEvaluable({ ratios, failures }: ComparisonSample): Verdict | null {
  if (failures.numPairs === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
  if (tooManyFailed(failures)) return { outcome: 'not-evaluable', subtype: 'too-many-failures' }
  if (ratios.length >= MIN_EVALUABLE_PAIRS) return null
  // Pairs enough, had they trained.
  const subtype = failures.numPairs >= MIN_EVALUABLE_PAIRS ? 'too-many-failures' : 'too-few-pairs'
  return { outcome: 'not-evaluable', subtype }
}

function lowerVerdict({ ratios, delta, failures }: ComparisonSample, alpha: number): Verdict {
  switch (position(ratios, -delta, alpha)) {
    case 'contested':
      return { outcome: 'inconclusive', subtype: 'co-check' }
    case 'below':
      if (failures.treatment > failures.control) return { outcome: 'inconclusive', subtype: 'failures' }
      return { outcome: 'reproduced', subtype: null }
    case 'above':
      return { outcome: 'refuted', subtype: refutedSubtype(ratios, delta, alpha) }
    case 'open':
      return { outcome: 'inconclusive', subtype: position(ratios, 0, alpha) === 'below' ? 'direction' : null }
  }
}

/** The first that matches; theta is known to stand above -delta. */
function refutedSubtype(ratios: readonly number[], delta: number, alpha: number): RefutedSubtype {
  const againstDelta = position(ratios, delta, alpha)
  if (againstDelta === 'above') return 'opposite'
  const againstZero = position(ratios, 0, alpha)
  if (againstZero === 'below') return 'lower-by-less-than-margin'
  if (againstDelta === 'below') return 'equivalent'
  return againstZero === 'above' ? 'higher' : 'no-better'
}

function notLowerVerdict(lower: Verdict): Verdict {
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
function equivalentVerdict({ ratios, delta, failures }: ComparisonSample, alpha: number): Verdict {
  const low = position(ratios, -delta, alpha)
  const high = position(ratios, delta, alpha)
  if (low === 'below' || high === 'above') return { outcome: 'refuted', subtype: 'different' }
  if (low === 'above' && high === 'below') {
    if (failures.treatment !== failures.control) return { outcome: 'inconclusive', subtype: 'failures' }
    return { outcome: 'reproduced', subtype: null }
  }
  const decidedByT = low !== 'open' && high !== 'open'
  return { outcome: 'inconclusive', subtype: decidedByT ? 'co-check' : null }
}

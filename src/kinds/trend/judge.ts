import { median } from 'simple-statistics'
import { isDecision } from '../../claims/outcomes'
import type { ClaimWith } from '../../claims/types'
import { groupBy } from '../../json/groupBy'
import { mean, sampleStandardDeviation } from '../../stats/describe'
import { minPairs } from '../../stats/minPairs'
import { spreadContrastPseudoValues } from '../../stats/spreadContrast'
import { hasSpread, largestTie } from '../../stats/ties'
import { isDenial, references } from '../comparison/claimedSide'
import { comparisonVerdict, primaryTest } from '../comparison/comparisonVerdict'
import { exceedsBy, failureMarginOf, hasFailed } from '../comparison/failures'
import { fixedLocationTest, type LocationTest } from '../comparison/locationTest'
import { deltaOf, epsilonOf, NoLogarithmError, pairEffect } from '../comparison/pairEffect'
import { guardSpread, unknownLocation, withoutSpread } from '../comparison/spreadGuard'
import type { ComparedKind, PairedVerdict } from '../comparison/types'
import type { Judgeable, SeedPlan } from '../judged'
import { jointVerdict, locationStatement, pOfStatements } from '../shared/joint'
import { allReasons, otherNumberOfSeeds } from '../shared/judgeable'
import { requireFixed } from '../shared/requireFixed'
import { scatterOf, scatterWarnings } from '../shared/scatter'
import { MIN_SEEDS } from '../shared/seedMean'
import { COMPARED, levelHypothesis } from './evidence'
import { orderedLocation, orderOf } from './order'
import { changeWeights, type FactorRange, factorRanges, placesOf } from './segments'
import type {
  LevelAnalysis,
  SeedOfLevels,
  SegmentAnalysis,
  TrendAnalysis,
  TrendEvidence,
  TrendHypothesis,
  TrendTypes,
  TrendVerdict
} from './types'

type Unfit = Extract<TrendVerdict, { readonly outcome: 'not-evaluable' }>

/** A part of the range with what is known of it. */
interface SegmentSample {
  readonly segment: FactorRange
  /** Of the seeds' changes alone. */
  readonly slope: LocationTest
  /** The same, with which the order has to agree. */
  readonly location: LocationTest
  readonly order: ReturnType<typeof orderOf>
}

export interface TrendSample {
  readonly kind: ComparedKind
  readonly delta: number
  /** Why it can decide nothing. */
  readonly unfit: Unfit | null
  /** One level fails more often than another, by more than the margin. */
  readonly failing: boolean
  /** Values at each level of the seeds at which all of them trained; none where a loss has no logarithm. */
  readonly values: readonly (readonly number[])[]
  readonly segments: readonly SegmentSample[]
}

/**
 * Prepares a trend for its family: one number a seed, the slope of its levels by least squares times their range, judged
 * as the differences of pairs are, theta its mean. Where it is said to fall or to rise, Page's test of the order has to
 * agree, two-sided at the same level: a slope may hang on one level, ranks may be in order however little changes.
 * Both can only take decisions away, so that error rates are those of a comparison. `flat` is equivalence of that slope,
 * `not-falls` and `not-rises` deny it as `not-lower` and `not-higher` do.
 *
 * Of a spread the number of a seed is the pseudo-value of the jackknife of the slope of ln of the levels' standard deviations
 * (Miller 1968, of several samples Layard 1973): it takes seeds to be independent, and nothing of the shape of their values nor
 * of how levels of one seed depend on each other. The order is that of distances from each level's median.
 *
 * Over several tasks the number of a seed is the mean over these tasks; nothing is said of others.
 *
 * With `upTo` or `from` two statements are made, of the parts below and above that level: that it changes by the margin over
 * one, and that it does not over the other. Shown together, each at alpha; refuted where one is denied at alpha/2
 * (`shared/joint`). The level is the claim's, not the data's: none is searched.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim would have seeds added
 */
export function judgeTrend(
  claim: ClaimWith<TrendHypothesis>,
  evidence: TrendEvidence,
  seeds: SeedPlan
): Judgeable<TrendTypes> {
  requireFixed(claim)
  const sample = trendSample(claim, evidence)
  const verdictAt = (alpha: number) => trendVerdict(sample, alpha)
  const p = trendP(sample)
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => isDecision(verdictAt(alpha)),
    verdict: verdictAt,
    judge: (alpha) => {
      const verdict = verdictAt(alpha)
      const analysis = analyse(claim, evidence, sample, alpha)
      const provisionalWhy = allReasons(
        otherNumberOfSeeds(rowsBySeed(evidence.rows).length, seeds.max),
        isShort(analysis, verdict)
          ? `the exact test can decide from ${analysis.minPairs} seeds on, and every level trained at ${analysis.numSeeds}`
          : null
      )
      return { verdict, analysis, p, provisionalWhy, open: false }
    }
  }
}

/** Too few seeds for a decision, and further ones would help. */
export function isShort({ numSeeds, minPairs: needed }: TrendAnalysis, verdict: TrendVerdict): boolean {
  const { subtype } = verdict
  return numSeeds < needed && !isDecision(verdict) && subtype !== 'too-many-failures' && subtype !== 'no-logarithm'
}

// ---------------------------------------------------------------------------------------------- sample

/** The rows of each seed: one, or one a task. */
export function rowsBySeed(rows: readonly SeedOfLevels[]): readonly (readonly SeedOfLevels[])[] {
  return [...groupBy(rows, ({ seed }) => seed).values()]
}

export const isComplete = (seed: readonly SeedOfLevels[]) =>
  seed.every(({ runs, controls = [] }) => ![...runs, ...controls].some(hasFailed))

export function trendSample(claim: ClaimWith<TrendHypothesis>, evidence: TrendEvidence): TrendSample {
  const { hypothesis } = claim
  const { levels, rows } = evidence
  const all = rowsBySeed(rows)
  const complete = all.filter(isComplete)
  const base = {
    kind: COMPARED[hypothesis.direction],
    delta: deltaOf(hypothesis.margin),
    failing: failsUnequally(evidence, failureMarginOf(hypothesis.margin))
  }
  const unfit = (subtype: Unfit['subtype']): TrendSample => ({
    ...base,
    unfit: { outcome: 'not-evaluable', subtype },
    values: [],
    segments: []
  })
  if (rows.length === 0) return unfit('no-data')
  try {
    const values = complete.map((row) => levelValues(claim, row))
    const places = placesOf(
      hypothesis,
      levels.map(({ value }) => value)
    )
    const parts = factorRanges(
      hypothesis,
      levels.map(({ value }) => value)
    )
    const isKnown = values.length >= (hypothesis.statistic === 'spread' ? MIN_SEEDS : 2)
    const segments = !isKnown ? [] : parts.map((segment) => segmentSample(hypothesis, segment, places, values))
    const tooMany = 2 * complete.length <= all.length || (values.length < MIN_SEEDS && all.length >= MIN_SEEDS)
    if (tooMany) return { ...unfit('too-many-failures'), values, segments }
    if (values.length < MIN_SEEDS) return { ...unfit('too-few-seeds'), values, segments }
    return { ...base, unfit: null, values, segments }
  } catch (error) {
    if (error instanceof NoLogarithmError) return unfit('no-logarithm')
    throw error
  }
}

/**
 * Of one seed: r or d at each level, the mean over its tasks; where there is no control, how far it lies above the first level.
 * Of a spread the values as they are.
 */
function levelValues(claim: ClaimWith<TrendHypothesis>, seed: readonly SeedOfLevels[]): number[] {
  if (claim.hypothesis.statistic === 'spread') return seed[0]!.runs.map(({ value }) => value)
  const effect = pairEffect(claim, levelHypothesis(claim.hypothesis, ''))
  const ofTasks = seed.map(({ runs, controls }) =>
    runs.map(({ value }, index) => effect((controls?.[index] ?? runs[0]!).value, value))
  )
  return ofTasks[0]!.map((_, level) => mean(ofTasks.map((values) => values[level]!)))
}

function segmentSample(
  { statistic }: TrendHypothesis,
  segment: FactorRange,
  places: readonly number[],
  values: readonly (readonly number[])[]
): SegmentSample {
  const part = (row: readonly number[]) => row.slice(segment.first, segment.last + 1)
  const weights = changeWeights(part(places))
  if (statistic === 'spread') return spreadSample(segment, weights, values.map(part))
  const changes = values.map((row) => part(row).reduce((sum, value, index) => sum + weights[index]! * value, 0))
  // A slope of bounded values has wider bounds than they, so that no bets are placed on it.
  const slope = guardSpread(fixedLocationTest(changes), false)
  const order = orderOf(values.map(part))
  return { segment, slope, order, location: orderedLocation(slope, order) }
}

function spreadSample(
  segment: FactorRange,
  weights: readonly number[],
  values: readonly (readonly number[])[]
): SegmentSample {
  const levels = weights.map((_, level) => values.map((row) => row[level]!))
  const equal = Math.max(...levels.map(largestTie))
  const changes = spreadContrastPseudoValues(levels, weights)
  const tied = { equal, of: values.length }
  const centers = levels.map((values) => median([...values]))
  const order = orderOf(values.map((row) => row.map((value, level) => Math.abs(value - centers[level]!))))
  const slope = !changes.every(Number.isFinite)
    ? unknownLocation(values.length, tied)
    : levels.every(hasSpread)
      ? guardSpread(fixedLocationTest(changes), false)
      : withoutSpread(fixedLocationTest(changes), tied)
  return { segment, slope, order, location: orderedLocation(slope, order) }
}

/** The run of a level, or that of the arm beside it. */
function hasFailedAt({ runs, controls }: SeedOfLevels, level: number): boolean {
  return hasFailed(runs[level]!) || (controls !== undefined && hasFailed(controls[level]!))
}

/** By Tango's test, as arms of a comparison; the level with the most failed runs against the one with the fewest. */
function failsUnequally({ levels, rows }: TrendEvidence, margin: number): boolean {
  const failed = levels.map((_, level) => rows.map((row) => hasFailedAt(row, level)))
  const counts = failed.map((each) => each.filter(Boolean).length)
  const [most, least] = [counts.indexOf(Math.max(...counts)), counts.indexOf(Math.min(...counts))]
  const alone = (a: number, b: number) => rows.filter((_, row) => failed[a]![row]! && !failed[b]![row]!).length
  const [more, less] = [alone(most, least), alone(least, most)]
  return exceedsBy(more, less, rows.length, margin)
}

// --------------------------------------------------------------------------------------------- verdict

/** The verdict on a trend at level alpha. */
function trendVerdict(sample: TrendSample, alpha: number): TrendVerdict {
  const { unfit, segments, failing } = sample
  if (unfit !== null) return unfit
  const verdict = segments.length === 1 ? wholeVerdict(sample, alpha) : shapeVerdict(sample, alpha)
  return failing && isDecision(verdict) ? { outcome: 'inconclusive', subtype: 'failures' } : verdict
}

/** What a comparison's verdict on the change is called of a trend. */
const REFUTED = {
  opposite: 'opposite',
  higher: 'other-way',
  lower: 'other-way',
  'higher-by-less-than-margin': 'other-way',
  'lower-by-less-than-margin': 'other-way',
  equivalent: 'flat',
  'no-better': 'no-trend',
  different: 'changes'
} as const satisfies Record<Extract<PairedVerdict, { outcome: 'refuted' }>['subtype'], string>

function wholeVerdict(sample: TrendSample, alpha: number): TrendVerdict {
  const [{ location, slope }] = sample.segments as [SegmentSample]
  const verdict = comparisonVerdict(comparisonOf(sample, location), alpha)
  switch (verdict.outcome) {
    case 'reproduced':
    case 'below-margin':
      return verdict
    case 'refuted':
      return { outcome: 'refuted', subtype: isDenial(sample) ? 'changes' : REFUTED[verdict.subtype] }
    case 'inconclusive':
      return { outcome: 'inconclusive', subtype: openWhy(verdict.subtype, [slope], references(sample), alpha) }
    case 'not-evaluable':
      throw new TypeError('a trend is evaluable where its changes are')
    default:
      return verdict satisfies never
  }
}

/** Which of both tests does not agree with t. */
function openWhy(
  subtype: string | null,
  slopes: readonly LocationTest[],
  margins: readonly number[],
  alpha: number
): Extract<TrendVerdict, { readonly outcome: 'inconclusive' }>['subtype'] {
  switch (subtype) {
    case 'co-check':
      return slopes.some((slope) => margins.some((margin) => slope.side(margin, alpha) === 'contested'))
        ? 'co-check'
        : 'order'
    case 'direction':
    case 'no-spread':
    case 'skew':
      return subtype
    default:
      return null
  }
}

function comparisonOf({ kind, delta }: TrendSample, location: LocationTest) {
  const failures = { control: 0, treatment: 0, numPairs: location.values.length, failsMore: null }
  return { kind, delta, failures, censoredPairs: 0, location }
}

function shapeStatements(sample: TrendSample) {
  const [goes, not] = sample.kind === 'lower' ? (['below', 'above'] as const) : (['above', 'below'] as const)
  const [reference] = references(sample) as [number]
  return sample.segments.map(({ segment, location }) =>
    locationStatement({ location, reference, claimed: segment.changes ? goes : not })
  )
}

function shapeVerdict(sample: TrendSample, alpha: number): TrendVerdict {
  const statements = shapeStatements(sample)
  const joint = jointVerdict(statements, alpha)
  switch (joint.outcome) {
    case 'reproduced':
      return { outcome: 'reproduced', subtype: null }
    case 'refuted': {
      const changing = sample.segments.findIndex(({ segment }) => segment.changes)
      const isDenied = statements[changing]!.standing(alpha / statements.length) === 'denied'
      return { outcome: 'refuted', subtype: isDenied ? 'no-trend' : 'elsewhere' }
    }
    case 'inconclusive': {
      const slopes = sample.segments.map(({ slope }) => slope)
      return { outcome: 'inconclusive', subtype: openWhy(joint.why, slopes, references(sample), alpha) }
    }
    default:
      return joint satisfies never
  }
}

/** Smallest level at which the slopes, and the orders, decide it; null where nothing can. */
function trendP(sample: TrendSample): number | null {
  if (sample.unfit !== null) return null
  if (sample.segments.length > 1) return pOfStatements(shapeStatements(sample))
  return primaryTest(comparisonOf(sample, sample.segments[0]!.location))?.p ?? null
}

// -------------------------------------------------------------------------------------------- analysis

function analyse(
  { hypothesis }: ClaimWith<TrendHypothesis>,
  evidence: TrendEvidence,
  sample: TrendSample,
  alpha: number
): TrendAnalysis {
  const values = evidence.levels.map(({ value }) => value)
  const all = rowsBySeed(evidence.rows)
  const complete = all.filter(isComplete)
  return {
    kind: 'trend',
    numSeeds: complete.length,
    incomplete: all.length - complete.length,
    minPairs: minPairs(alpha),
    delta: sample.delta,
    segments: factorRanges(hypothesis, values).map((segment, index) =>
      segmentAnalysis(segment, values, sample, sample.segments[index] ?? null, alpha)
    ),
    levels: values.map((value, level) =>
      levelAnalysis(
        { value, level, isSpread: hypothesis.statistic === 'spread' },
        evidence,
        sample.values,
        complete,
        alpha
      )
    ),
    warnings: warningsOf(hypothesis, evidence, sample)
  }
}

function segmentAnalysis(
  { first, last, changes }: FactorRange,
  values: readonly number[],
  sample: TrendSample,
  part: SegmentSample | null,
  alpha: number
): SegmentAnalysis {
  const known =
    part === null
      ? { theta: null, standardDeviation: null, interval: null, pSlope: null, order: null }
      : {
          ...(part.slope.values.every(Number.isFinite)
            ? {
                theta: mean(part.slope.values),
                standardDeviation: sampleStandardDeviation(part.slope.values),
                pSlope: primaryTest(comparisonOf(sample, part.slope))?.p ?? null
              }
            : { theta: null, standardDeviation: null, pSlope: null }),
          interval: part.slope.interval(alpha),
          order: part.order
        }
  return { from: values[first]!, to: values[last]!, changes, ...known }
}

function levelAnalysis(
  { value, level, isSpread }: { readonly value: number; readonly level: number; readonly isSpread: boolean },
  { rows }: TrendEvidence,
  values: readonly (readonly number[])[],
  complete: readonly (readonly SeedOfLevels[])[],
  alpha: number
): LevelAnalysis {
  const failures = rows.filter((row) => hasFailedAt(row, level)).length
  const own = values.map((row) => row[level]!)
  const before = level === 0 ? [] : values.map((row) => row[level - 1]!)
  const steps = !isSpread
    ? before.map((from, seed) => own[seed]! - from)
    : before.length < MIN_SEEDS
      ? []
      : spreadContrastPseudoValues([before, own], [-1, 1]).filter(Number.isFinite)
  const enough = steps.length >= 2
  const isGap = complete.some((seed) => seed.some(({ controls }) => controls !== undefined))
  const shown = isGap ? own : complete.flatMap((seed) => seed.map(({ runs }) => runs[level]!.value))
  return {
    value,
    failures,
    mean: shown.length < (isSpread ? 2 : 1) ? null : isSpread ? sampleStandardDeviation(shown) : mean(shown),
    step: enough ? mean(steps) : null,
    interval: enough ? guardSpread(fixedLocationTest(steps), false).interval(alpha) : null
  }
}

function warningsOf({ margin, metric }: TrendHypothesis, { levels }: TrendEvidence, sample: TrendSample): string[] {
  const epsilon = epsilonOf(margin)
  return [
    ...sample.segments.flatMap(({ segment, slope }) =>
      scatterWarnings(
        scatterOf(slope.tied === undefined ? slope.values : []),
        sample.segments.length === 1
          ? 'changes'
          : `changes from ${levels[segment.first]!.value} to ${levels[segment.last]!.value}`
      )
    ),
    ...(epsilon > 0 ? [`${epsilon} is added to every value: the change is no percentage of ${metric} itself`] : [])
  ]
}

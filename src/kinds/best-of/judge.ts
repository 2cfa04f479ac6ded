import { isDecision } from '../../claims/outcomes'
import type { ClaimWith } from '../../claims/types'
import { mean, sampleStandardDeviation } from '../../stats/describe'
import { doubledMidRanks } from '../../stats/doubledMidRanks'
import { holm } from '../../stats/holm'
import { minPairs } from '../../stats/minPairs'
import { type ComparisonSample, comparisonSample, notEvaluable } from '../comparison/comparisonVerdict'
import { bothTrained, countFailures, hasFailed } from '../comparison/failures'
import { deltaOf, NoLogarithmError, pairEffect } from '../comparison/pairEffect'
import { pairedWarnings } from '../comparison/pairedWarnings'
import type { Judgeable, SeedPlan } from '../judged'
import { jointVerdict, locationStatement, pOfStatements, type Statement } from '../shared/joint'
import { allReasons, otherNumberOfSeeds } from '../shared/judgeable'
import { requireFixed } from '../shared/requireFixed'
import { scatterOf, scatterWarnings } from '../shared/scatter'
import { rivalEvidence, rivalHypothesis, rivalPairs } from './evidence'
import type {
  BestOfAnalysis,
  BestOfEvidence,
  BestOfHypothesis,
  BestOfTypes,
  BestOfVerdict,
  RivalAnalysis
} from './types'

type Unfit = Extract<BestOfVerdict, { readonly outcome: 'not-evaluable' }>

/** The praised arm against one other. */
export interface RivalSample {
  readonly sample: ComparisonSample | null
  /** Why it can decide nothing. */
  readonly unfit: Unfit | null
  /** What is claimed of it; shows nothing where it is not evaluable. */
  readonly statement: Statement
}

const NOTHING: Statement = { standing: () => 'open', pShown: 1, pDenied: 1 }

/**
 * Prepares one arm against several for its family: one hypothesis with one p. With k others, theta_j the effect against
 * each of them and "below" read as "better": `best` says theta_j < -delta for all j, `among` theta_j < +delta for all j, which
 * is that the best of the others is not better by the margin.
 *
 * Reproduced where every pair shows it at alpha (intersection-union). Refuted where one pair shows the contrary at
 * alpha/k; of `best` this is below-margin where every theta_j is shown below 0 at alpha. Error rates, each test two-sided:
 * where the claim holds, `refuted` and `below-margin` take one pair that errs at alpha/(2k), alpha/2 in all. Where it does not,
 * `reproduced` takes an error at the pair that contradicts it, alpha/2; and so do below-margin and `direction` where
 * theta_j >= 0 for some j, which are the same error, for what lies below -delta lies below 0; `beaten` where no other
 * is better by the margin takes one of k errors at alpha/(2k). Any wrong verdict, its subtype included: at most alpha.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim would have seeds added
 */
export function judgeBestOf(
  claim: ClaimWith<BestOfHypothesis>,
  evidence: BestOfEvidence,
  seeds: SeedPlan
): Judgeable<BestOfTypes> {
  requireFixed(claim)
  const { hypothesis } = claim
  const rivals = rivalSamples(claim, evidence)
  const p = rivals.every(({ unfit }) => unfit !== null) ? null : pOfStatements(rivals.map(({ statement }) => statement))
  const verdictAt = (alpha: number) => bestOfVerdict(hypothesis, rivals, alpha)
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => isDecision(verdictAt(alpha)),
    verdict: verdictAt,
    judge: (alpha) => {
      const verdict = verdictAt(alpha)
      const analysis = analyse(claim, evidence, rivals, alpha)
      const provisionalWhy = allReasons(
        otherNumberOfSeeds(evidence.rows.length, seeds.max),
        shortRivals(analysis, verdict).length === 0
          ? null
          : `the exact test can decide from ${analysis.minPairs} pairs on, and fewer trained in both arms`
      )
      return { verdict, analysis, p, provisionalWhy, open: false }
    }
  }
}

/** Others against which too few pairs trained for the claim to be shown, where it is not decided. */
export function shortRivals(
  { rivals, minPairs: needed }: BestOfAnalysis,
  verdict: BestOfVerdict
): readonly RivalAnalysis[] {
  if (isDecision(verdict)) return []
  // Runs that fail do so whatever their number, and no further pair gives a loss of 0 a logarithm.
  return rivals.filter(
    ({ numPairs, standing }) => numPairs < needed && standing !== 'too-many-failures' && standing !== 'no-logarithm'
  )
}

export function rivalSamples(claim: ClaimWith<BestOfHypothesis>, evidence: BestOfEvidence): RivalSample[] {
  const { hypothesis } = claim
  return hypothesis.others.map((rival, index): RivalSample => {
    const paired = rivalHypothesis(hypothesis, rival)
    try {
      const sample = comparisonSample(paired, rivalPairs(evidence, index + 1), pairEffect(claim, paired))
      const unfit = notEvaluable(sample)
      return { sample, unfit, statement: unfit === null ? statementOf(hypothesis, sample) : NOTHING }
    } catch (error) {
      if (!(error instanceof NoLogarithmError)) throw error
      return { sample: null, unfit: { outcome: 'not-evaluable', subtype: 'no-logarithm' }, statement: NOTHING }
    }
  })
}

/** The sides of better and worse values, and the sign of the better ones. */
function sidesOf({ better }: BestOfHypothesis) {
  return better === 'lower'
    ? ({ side: 'below', worse: 'above', sign: -1 } as const)
    : ({ side: 'above', worse: 'below', sign: 1 } as const)
}

/** Beyond it, on the side of better values, theta has to lie. */
function claimedReference(hypothesis: BestOfHypothesis, delta: number): number {
  const { sign } = sidesOf(hypothesis)
  return (hypothesis.among === true ? -sign : sign) * delta
}

function statementOf(hypothesis: BestOfHypothesis, sample: ComparisonSample): Statement {
  const { location, delta } = sample
  const { side, worse, sign } = sidesOf(hypothesis)
  return locationStatement({
    location,
    reference: claimedReference(hypothesis, delta),
    claimed: side,
    // Values are those of runs that trained: as of a comparison, the arm that they favour must not fail more often; where
    // they are alike within the margin, either arm.
    blocks: (shown, alpha) => {
      const isWithin =
        location.side(-sign * delta, alpha) === side && location.side(sign * delta, alpha) === worse && delta > 0
      return isBlocked(sample, isWithin ? 'either' : shown === side ? 'treatment' : 'control')
    }
  })
}

function isBlocked({ failures: { failsMore } }: ComparisonSample, favoured: 'control' | 'treatment' | 'either') {
  return failsMore !== null && (favoured === 'either' || failsMore === favoured)
}

/** The verdict on an arm against several at level alpha. */
export function bestOfVerdict(
  hypothesis: BestOfHypothesis,
  rivals: readonly RivalSample[],
  alpha: number
): BestOfVerdict {
  const joint = jointVerdict(
    rivals.map(({ statement }) => statement),
    alpha
  )
  if (joint.outcome === 'reproduced') return { outcome: 'reproduced', subtype: null }
  const isBetter = hypothesis.among !== true && rivals.every((rival) => isBetterAtAll(hypothesis, rival, alpha))
  if (joint.outcome === 'refuted') {
    if (isBetter) return { outcome: 'below-margin', subtype: null }
    const beaten = rivals.some((rival) => isBeaten(hypothesis, rival, alpha / rivals.length))
    return { outcome: 'refuted', subtype: beaten ? 'beaten' : 'no-better' }
  }
  const unfit = rivals.find((rival) => rival.unfit !== null)?.unfit
  if (unfit !== null && unfit !== undefined) return unfit
  return { outcome: 'inconclusive', subtype: joint.why ?? (isBetter ? 'direction' : null) }
}

/** By whatever amount. */
function isBetterAtAll(hypothesis: BestOfHypothesis, { sample, unfit }: RivalSample, alpha: number): boolean {
  if (sample === null || unfit !== null) return false
  return sample.location.side(0, alpha) === sidesOf(hypothesis).side && !isBlocked(sample, 'treatment')
}

/** The other arm is better by the margin. */
function isBeaten(hypothesis: BestOfHypothesis, { sample, unfit }: RivalSample, alpha: number): boolean {
  if (sample === null || unfit !== null) return false
  const { worse, sign } = sidesOf(hypothesis)
  return sample.location.side(-sign * sample.delta, alpha) === worse && !isBlocked(sample, 'control')
}

function analyse(
  claim: ClaimWith<BestOfHypothesis>,
  evidence: BestOfEvidence,
  rivals: readonly RivalSample[],
  alpha: number
): BestOfAnalysis {
  const { hypothesis } = claim
  const named = holm(
    rivals.map(({ statement }) => statement.pShown),
    alpha,
    (place, level) => rivals[place]!.statement.standing(level) === 'shown'
  )
  return {
    kind: 'best-of',
    numSeeds: evidence.rows.length,
    minPairs: minPairs(alpha),
    delta: deltaOf(hypothesis.margin),
    refutingLevel: alpha / rivals.length,
    rivals: rivals.map((rival, index) => {
      const pairs = rivalPairs(evidence, index + 1)
      const { sample, unfit, statement } = rival
      const failures = countFailures(pairs)
      const values = sample?.location.values ?? []
      const enough = values.length >= 2
      return {
        arm: hypothesis.others[index]!,
        numPairs: pairs.filter(bothTrained).length,
        ownFailures: failures.treatment,
        rivalFailures: failures.control,
        theta: enough ? mean(values) : null,
        standardDeviation: enough ? sampleStandardDeviation(values) : null,
        interval: enough ? sample!.location.interval(alpha) : null,
        p: unfit === null ? Math.min(statement.pShown, statement.pDenied) : null,
        standing: unfit?.subtype ?? standingOf(hypothesis, rival, alpha, alpha / rivals.length),
        named: named[index]!.decided
      }
    }),
    meanRanks: meanRanks(hypothesis, evidence),
    warnings: warningsOf(hypothesis, evidence, rivals)
  }
}

function standingOf(
  hypothesis: BestOfHypothesis,
  rival: RivalSample,
  alpha: number,
  refutingLevel: number
): RivalAnalysis['standing'] {
  const standing = rival.statement.standing(alpha)
  if (standing !== 'denied') return standing
  if (rival.statement.standing(refutingLevel) !== 'denied') return 'open'
  return isBeaten(hypothesis, rival, refutingLevel) ? 'beaten' : 'no-better'
}

/** Over the seeds at which every arm trained: 1 is the best. */
function meanRanks({ better }: BestOfHypothesis, { rows, arms }: BestOfEvidence): number[] {
  const sign = better === 'lower' ? 1 : -1
  const ranks = rows
    .filter(({ runs }) => !runs.some(hasFailed))
    .map(({ runs }) => doubledMidRanks(runs.map(({ value }) => sign * value)))
  if (ranks.length === 0) return []
  return arms.map((_, arm) => mean(ranks.map((row) => row[arm]! / 2)))
}

/** What is to be known of each pair, with the other arm; once what is known of all. */
function warningsOf(hypothesis: BestOfHypothesis, evidence: BestOfEvidence, rivals: readonly RivalSample[]): string[] {
  const warnings = hypothesis.others.flatMap((rival, index) => [
    ...pairedWarnings(rivalHypothesis(hypothesis, rival), rivalEvidence(evidence, index + 1), null, null),
    ...scatterWarnings(scatterOf(variedValues(rivals[index]!)), `differences from ${rival}`)
  ])
  return [...new Set(warnings)]
}

/** Differences of which half are equal scatter by rounding alone. */
function variedValues({ sample }: RivalSample): readonly number[] {
  return sample === null || sample.location.tied !== undefined ? [] : sample.location.values
}

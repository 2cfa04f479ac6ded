import { isDecision } from '../../claims/outcomes'
import type { ClaimWith } from '../../claims/types'
import { correlation } from '../../stats/correlation'
import { mean, sampleStandardDeviation } from '../../stats/describe'
import { minPairs } from '../../stats/minPairs'
import { pitmanMorganP } from '../../stats/spreadRatio'
import { type ComparisonSample, comparisonVerdict, notEvaluable, primaryTest } from '../comparison/comparisonVerdict'
import { bothTrained, failureMarginOf, guardFailures } from '../comparison/failures'
import { unknownLocation } from '../comparison/spreadGuard'
import type { PairedVerdict } from '../comparison/types'
import type { Judgeable, SeedPlan } from '../judged'
import { unseenValues } from '../shared/guardedMean'
import { allReasons, otherNumberOfSeeds } from '../shared/judgeable'
import { requireFixed } from '../shared/requireFixed'
import { scatterOf, scatterWarnings } from '../shared/scatter'
import { edgeWarnings } from '../shared/warnings'
import { spreadTest } from './spreadTest'
import type { SteadierAnalysis, SteadierEvidence, SteadierHypothesis, SteadierTypes } from './types'

const NO_LOGARITHM = { outcome: 'not-evaluable', subtype: 'no-logarithm' } as const

/**
 * Prepares a claim about two spreads for its family: the logarithm of the ratio of the standard deviations against -delta, 0
 * and delta, with the verdicts and the guards of `lower`.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim would have seeds added
 */
export function judgeSteadier(
  claim: ClaimWith<SteadierHypothesis>,
  evidence: SteadierEvidence,
  seeds: SeedPlan
): Judgeable<SteadierTypes> {
  requireFixed(claim)
  const { hypothesis, decision } = claim
  const { margin } = hypothesis
  const { pairs } = evidence
  const trained = pairs.filter(bothTrained)
  const valuesOf = (side: 'control' | 'treatment') =>
    trained.map((pair) => (hypothesis.of === 'logarithms' ? Math.log(pair[side].value) : pair[side].value))
  const [control, treatment] = [valuesOf('control'), valuesOf('treatment')]
  const hasNumbers = [...control, ...treatment].every(Number.isFinite)
  const isEnough = trained.length >= 3 && hasNumbers
  const sample: ComparisonSample = {
    kind: 'lower',
    delta: Math.log1p(margin.relative),
    failures: guardFailures(pairs, failureMarginOf({ ...margin, epsilon: 0 })),
    censoredPairs: 0,
    location: isEnough ? spreadTest(control, treatment) : unknownLocation(trained.length)
  }
  const unfit = notEvaluable(sample) ?? (hasNumbers ? null : NO_LOGARITHM)
  const test = unfit === null ? primaryTest(sample) : null
  const p = test?.p ?? null
  const verdictAt = (alpha: number): PairedVerdict => unfit ?? comparisonVerdict(sample, alpha)
  const { tied, values } = sample.location
  const analyse = (alpha: number): SteadierAnalysis => ({
    kind: 'steadier',
    numPairs: trained.length,
    minPairs: minPairs(alpha),
    controlDeviation: isEnough ? sampleStandardDeviation(control) : null,
    treatmentDeviation: isEnough ? sampleStandardDeviation(treatment) : null,
    logRatio: isEnough && values.every(Number.isFinite) ? mean(values) : null,
    interval: isEnough ? sample.location.interval(alpha) : null,
    delta: sample.delta,
    pJackknife: test?.pT ?? null,
    pSkew: test?.pSkew ?? null,
    pSwap: test?.pFlip ?? null,
    pPitmanMorgan: isEnough ? pitmanMorganP(control, treatment, -sample.delta) : null,
    correlation: isEnough ? correlation(control, treatment) : null,
    failures: sample.failures,
    ...unseenValues(tied?.equal ?? null, trained.length, decision.alpha),
    warnings: [
      ...(isEnough && values.every(Number.isFinite)
        ? scatterWarnings(scatterOf(values), 'pseudo-values of the ratio', SKEW_CONSEQUENCE)
        : []),
      ...edgeWarnings(evidence.control),
      ...edgeWarnings(evidence.treatment)
    ]
  })
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => isDecision(verdictAt(alpha)),
    verdict: verdictAt,
    judge: (alpha) => {
      const [verdict, analysis] = [verdictAt(alpha), analyse(alpha)]
      return {
        verdict,
        analysis,
        p,
        provisionalWhy: provisionalWhy(analysis, verdict, pairs.length, seeds.max),
        open: false
      }
    }
  }
}

const SKEW_CONSEQUENCE =
  'one pair, or few, make most of the spread of an arm; with it left out the ratio would be another one'

function provisionalWhy(
  { numPairs, minPairs: needed }: SteadierAnalysis,
  { subtype }: PairedVerdict,
  numSeeds: number,
  stated: number
): string | null {
  const other = otherNumberOfSeeds(numSeeds, stated)
  // Runs that fail do so whatever their number: that verdict needs no minimum.
  const few =
    numPairs < needed && subtype !== 'too-many-failures'
      ? `swaps of pairs can decide from ${needed} on, and ${numPairs} trained in both arms`
      : null
  return allReasons(other, few)
}

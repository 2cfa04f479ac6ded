import { isDecision } from '../../claims/outcomes'
import type { ClaimWith } from '../../claims/types'
import { largestTie } from '../../stats/ties'
import type { Judgeable, SeedPlan } from '../judged'
import { counted } from '../shared/conclusion'
import { unseenValues } from '../shared/guardedMean'
import { otherNumberOfSeeds } from '../shared/judgeable'
import { requireFixed } from '../shared/requireFixed'
import { scatterOf, scatterWarnings } from '../shared/scatter'
import { intervalPosition, predictionInterval, seedMean, unfitMean } from '../shared/seedMean'
import { edgeWarnings } from '../shared/warnings'
import { type MatchDifference, matchDifference, sourceHalfWidth } from './difference'
import { deltaOfMatch, granularityOf, reportedNumbers } from './reportedNumbers'
import type {
  MatchesAnalysis,
  MatchesEvidence,
  MatchesHypothesis,
  MatchesTypes,
  MatchesVerdict,
  ReportedNumbers,
  RunPrediction
} from './types'

/**
 * Prepares a match for its family: our mean less the reported value, with the uncertainties of both, against the margin.
 * Reproduced where the whole interval lies inside and no run diverged, refuted where it lies outside, else inconclusive.
 * Where further runs of ours would fall stands beside it and decides nothing.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim would have seeds added
 */
export function judgeMatches(
  claim: ClaimWith<MatchesHypothesis>,
  evidence: MatchesEvidence,
  seeds: SeedPlan
): Judgeable<MatchesTypes> {
  requireFixed(claim)
  const { hypothesis, decision } = claim
  const { samples } = evidence
  const values = samples.filter(({ value }) => Number.isFinite(value)).map(({ value }) => value)
  const diverged = samples.length - values.length
  const reported = reportedNumbers(hypothesis.reported)
  const delta = deltaOfMatch(hypothesis)
  const against = values.length < 2 ? null : matchDifference(values, reported, delta)
  const unfit = unfitMean(values.length, diverged)
  const p = unfit === null && against !== null ? against.p : null
  const verdictAt = (alpha: number): MatchesVerdict =>
    unfit ?? verdictOn(against!, diverged, sourceHalfWidth(reported, alpha), delta, alpha)
  const tie = values.length === 0 ? 0 : largestTie(values)
  const granularity = granularityOf(hypothesis)
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => isDecision(verdictAt(alpha)),
    verdict: verdictAt,
    judge: (alpha) => ({
      verdict: verdictAt(alpha),
      analysis: {
        kind: 'matches',
        ...seedMean(values, diverged, alpha),
        ...unseenValues(values.length > 0 && 2 * tie >= values.length ? tie : null, values.length, decision.alpha),
        reported,
        difference: against?.difference ?? null,
        differenceInterval: against?.interval(alpha) ?? null,
        delta,
        df: against?.df ?? null,
        sourceHalfWidth: sourceHalfWidth(reported, alpha),
        predictions: against === null ? [] : predictionsOf(values, reported, decision.alpha),
        ...(granularity !== null && { granularity }),
        warnings: [
          ...(diverged > 0
            ? [`${diverged} of ${counted(samples.length, 'run')} without a number: diverged, or ended before the point`]
            : []),
          ...sourceWarnings(reported, granularity),
          ...scatterWarnings(scatterOf(values), 'values'),
          ...edgeWarnings(evidence.arm)
        ]
      },
      provisionalWhy: otherNumberOfSeeds(samples.length, seeds.max),
      p,
      open: false
    })
  }
}

function verdictOn(
  against: MatchDifference,
  diverged: number,
  halfWidth: number,
  delta: number,
  alpha: number
): MatchesVerdict {
  const position = against.position(alpha)
  switch (position) {
    case 'below':
    case 'above':
      return { outcome: 'refuted', subtype: position }
    case 'inside':
      return diverged > 0 ? { outcome: 'inconclusive', subtype: 'failures' } : { outcome: 'reproduced', subtype: null }
    case 'no-spread':
      return { outcome: 'inconclusive', subtype: 'no-spread' }
    case 'skewed':
      return { outcome: 'inconclusive', subtype: 'skew' }
    case 'open': {
      const { difference } = against
      const alone = { lower: difference - halfWidth, upper: difference + halfWidth }
      const isSourceOpen = halfWidth > 0 && intervalPosition(alone, -delta, delta) === 'open'
      return { outcome: 'inconclusive', subtype: isSourceOpen ? 'reported-uncertain' : null }
    }
    default:
      return position satisfies never
  }
}

/** One further run and, where the source averages several, the mean of as many; none where all values are equal. */
function predictionsOf(
  values: readonly number[],
  { value, rounding, runs }: ReportedNumbers,
  alpha: number
): RunPrediction[] {
  return [...new Set([1, runs ?? 1])].flatMap((further) => {
    const interval = predictionInterval(values, alpha, further)
    if (interval === null) return []
    const holdsReported = interval.lower <= value + rounding && value - rounding <= interval.upper
    return [{ runs: further, interval, holdsReported }]
  })
}

/** Of a source with fewer, values that are not normal may show hardly any spread. */
const FEW_RUNS = 5

function sourceWarnings(
  { standardError, runs, printed }: ReportedNumbers,
  granularity: MatchesAnalysis['granularity'] | null
): string[] {
  return [
    ...(standardError === null
      ? ['the source gives no spread of its value: only the uncertainty of our runs counts']
      : runs === null
        ? ['the source does not say over how many runs its standard error is: it counts as known']
        : runs < FEW_RUNS
          ? [
              `the spread of ${runs} runs may be far too small where values come in clusters: it is taken for one of normal values`
            ]
          : []),
    ...(granularity?.isPossible === false
      ? [
          `no ${runs === null || runs === 1 ? 'run' : `mean of ${runs} runs`} over as many examples as stated has the value ${printed}: it moves in steps of ${granularity.step}`
        ]
      : [])
  ]
}

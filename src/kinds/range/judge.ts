import type { ClaimWith } from '../../claims/types'
import { mean, sampleStandardDeviation } from '../../stats/describe'
import { studentTQuantile } from '../../stats/distributions'
import type { Judgeable, SeedPlan } from '../judged'
import { counted } from '../shared/conclusion'
import { otherNumberOfSeeds } from '../shared/judgeable'
import { requireFixed } from '../shared/requireFixed'
import { scatterOf, scatterWarnings } from '../shared/scatter'
import { isPlaced, MIN_SEEDS, mostDiverged, rangeP, rangePosition, seedMean } from '../shared/seedMean'
import { edgeWarnings } from '../shared/warnings'
import type { RangeEvidence, RangeHypothesis, RangeTypes, RangeVerdict, ReportedValue } from './types'

/**
 * Prepares a range for its family: reproduced where the t interval of the mean over seeds lies inside, refuted where it
 * lies outside, inconclusive otherwise. Diverged runs have no number: reproduced also needs that there are none. The
 * number that the source reports, one run of its own, is shown against the prediction interval of one further run.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim would have seeds added
 */
export function judgeRange(
  claim: ClaimWith<RangeHypothesis>,
  evidence: RangeEvidence,
  seeds: SeedPlan
): Judgeable<RangeTypes> {
  requireFixed(claim)
  const { samples, low, high } = evidence
  const values = samples.filter(hasNumber).map(({ value }) => value)
  const diverged = samples.length - values.length
  const evaluable = !mostDiverged(diverged, samples.length) && values.length >= MIN_SEEDS
  const verdictAt = (alpha: number): RangeVerdict => {
    if (samples.length === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
    if (mostDiverged(diverged, samples.length)) return { outcome: 'not-evaluable', subtype: 'too-many-failures' }
    if (!evaluable) return { outcome: 'not-evaluable', subtype: 'too-few-seeds' }
    const against = rangePosition(values, low, high, alpha)
    switch (against) {
      case 'below':
      case 'above':
        return { outcome: 'refuted', subtype: against }
      case 'inside':
        if (diverged > 0) return { outcome: 'inconclusive', subtype: 'failures' }
        return { outcome: 'reproduced', subtype: null }
      case 'open':
        return { outcome: 'inconclusive', subtype: null }
      case 'skewed':
        return { outcome: 'inconclusive', subtype: 'skew' }
      default:
        return against satisfies never
    }
  }
  const p = evaluable ? rangeP(values, low, high) : null
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => evaluable && isPlaced(rangePosition(values, low, high, alpha)),
    verdict: verdictAt,
    judge: (alpha) => ({
      verdict: verdictAt(alpha),
      analysis: {
        kind: 'range',
        ...seedMean(values, diverged, alpha),
        low,
        high,
        reported: reportedValue(claim, values, alpha),
        warnings: [
          ...(diverged > 0 ? [`${diverged} of ${counted(samples.length, 'run')} diverged and have no number`] : []),
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

function hasNumber({ failure, value }: RangeEvidence['samples'][number]): boolean {
  return failure === null && Number.isFinite(value)
}

/** mean +- t s sqrt(1 + 1/n): where one further run falls at this level. */
function reportedValue(
  { source }: Pick<ClaimWith<RangeHypothesis>, 'source'>,
  values: readonly number[],
  alpha: number
): ReportedValue | null {
  const value = source.reported?.value ?? null
  if (value === null || values.length < 2) return null
  const n = values.length
  const halfWidth = -studentTQuantile(alpha / 2, n - 1) * sampleStandardDeviation(values) * Math.sqrt(1 + 1 / n)
  const center = mean(values)
  return { value, prediction: { lower: center - halfWidth, upper: center + halfWidth, level: 1 - alpha } }
}

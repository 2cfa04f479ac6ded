import type { ClaimWith } from '../../claims/types'
import type { Judgeable, SeedPlan } from '../judged'
import { otherNumberOfSeeds } from '../shared/judgeable'
import { judgedExactly } from '../shared/judgedExactly'
import type {
  InvariantAnalysis,
  InvariantEvidence,
  InvariantHypothesis,
  InvariantTypes,
  InvariantVerdict
} from './types'

/**
 * Judges something that has to hold at every step of every run: one violation refutes it, exactly, so nothing random is
 * left and there is no p value. A run that diverged kept it only as far as it went: then it is not reproduced.
 *
 * @param seeds that the claim states at this profile
 */
export function judgeInvariant(
  claim: ClaimWith<InvariantHypothesis>,
  evidence: InvariantEvidence,
  seeds: SeedPlan
): Judgeable<InvariantTypes> {
  const { samples } = evidence
  const violating = samples.filter(({ violations }) => violations > 0)
  const diverged = samples.filter((sample) => sample.diverged).length
  const ratios = violating.flatMap(({ worstRatio }) => (worstRatio === null ? [] : [worstRatio]))
  const analysis: InvariantAnalysis = {
    kind: 'invariant',
    numRuns: samples.length,
    numSteps: samples.reduce((sum, { numSteps }) => sum + numSteps, 0),
    violatingRuns: violating.length,
    violations: violating.reduce((sum, { violations }) => sum + violations, 0),
    diverged,
    worstRatio: ratios.length === 0 ? null : Math.max(...ratios),
    warnings:
      diverged > 0 ? [`${diverged} of ${samples.length} runs diverged: they were checked as far as they went`] : []
  }
  const verdict = invariantVerdict(analysis)
  // The number of seeds says something only where each starting point has several.
  const numSeeds = new Set(samples.map(({ seed }) => seed)).size
  const provisionalWhy = numSeeds <= 1 && claim.decision.seeds.max <= 1 ? null : otherNumberOfSeeds(numSeeds, seeds.max)
  return judgedExactly(evidence, {
    verdict,
    analysis,
    // More seeds cannot take a violation back.
    provisionalWhy: verdict.outcome === 'refuted' ? null : provisionalWhy
  })
}

function invariantVerdict({ numRuns, violations, diverged }: InvariantAnalysis): InvariantVerdict {
  if (numRuns === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
  if (violations > 0) return { outcome: 'refuted', subtype: 'violated' }
  return diverged > 0 ? { outcome: 'inconclusive', subtype: 'failures' } : { outcome: 'reproduced', subtype: null }
}

import type { ClaimWith } from '../../claims/types'
import { minPairs } from '../../stats/minPairs'
import type { Judgeable, SeedPlan } from '../judged'
import { otherNumberOfSeeds } from '../shared/judgeable'
import { analyseFailures, bothTrained, failureMarginOf } from './failures'
import { deltaOf, pairEffect } from './pairEffect'
import { pairedWarnings } from './pairedWarnings'
import type { AnyPaired, PairedAnalysis, PairedEvidence, PairedHypothesis, PairedVerdict } from './types'
import { varianceReport } from './varianceReport'

const VERDICT: PairedVerdict = { outcome: 'not-evaluable', subtype: 'no-logarithm' }

/**
 * Prepares a comparison whose losses have no ratio by logarithms: it is `not-evaluable` at every level and counts in
 * its family as p = 1. What does not need theta is reported all the same. No further seed would mend it.
 *
 * @param seeds that the claim states at this profile
 */
export function judgeWithoutLogarithm(
  claim: ClaimWith<PairedHypothesis>,
  evidence: PairedEvidence,
  seeds: SeedPlan
): Judgeable<AnyPaired> {
  const { hypothesis } = claim
  const { pairs, chanceLevel } = evidence
  const trained = pairs.filter(bothTrained)
  const effect = pairEffect(claim, hypothesis)
  const isFixed = claim.decision.mode === 'fixed'
  return {
    evidence,
    p: null,
    looks: null,
    isDecided: () => false,
    verdict: () => VERDICT,
    judge: (alpha) => {
      const analysis: PairedAnalysis = {
        kind: 'paired',
        numPairs: trained.length,
        minPairs: minPairs(alpha),
        theta: null,
        interval: null,
        delta: deltaOf(hypothesis.margin),
        standardDeviation: null,
        pT: null,
        pFlip: null,
        pSkew: null,
        sequential: null,
        censoredPairs: 0,
        failures: analyseFailures(
          pairs,
          chanceLevel,
          claim.decision.alpha,
          1 - alpha,
          effect,
          failureMarginOf(hypothesis.margin)
        ),
        secondary: null,
        variance: varianceReport(trained),
        warnings: pairedWarnings(hypothesis, evidence, null, null),
        morePairs: null
      }
      const provisionalWhy = isFixed ? otherNumberOfSeeds(pairs.length, seeds.max) : null
      return { verdict: VERDICT, analysis, p: null, provisionalWhy, open: false }
    }
  }
}

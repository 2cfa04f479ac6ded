import type { PairedEvidence } from '../evidence/types'
import type { Claim, ComparisonHypothesis } from '../spec/types'
import { minPairs } from '../stats/minPairs'
import { analyseFailures, bothTrained } from './failures'
import { type Judgeable, otherNumberOfSeeds } from './judgeable'
import { logRatio } from './logRatio'
import { pairedWarnings } from './pairedWarnings'
import type { PairedAnalysis } from './types'
import { varianceReport } from './varianceReport'

/**
 * Prepares a comparison whose losses have no ratio by logarithms: it is `not-evaluable` at every level and counts in
 * its family as p = 1. What does not need theta is reported all the same.
 *
 * @param statedSeeds number of seeds that the claim states at this profile
 */
export function judgeWithoutLogarithm(
  claim: Claim,
  hypothesis: ComparisonHypothesis,
  evidence: PairedEvidence,
  statedSeeds: number
): Judgeable {
  const trained = evidence.pairs.filter(bothTrained)
  const ratioOf = (control: number, treatment: number) => logRatio(claim.id, hypothesis, control, treatment)
  return {
    evidence,
    p: null,
    isDecided: () => false,
    judge: (alpha) => {
      const analysis: PairedAnalysis = {
        kind: 'paired',
        numPairs: trained.length,
        minPairs: minPairs(alpha),
        theta: null,
        interval: null,
        delta: Math.log1p(hypothesis.margin.relative),
        standardDeviation: null,
        pT: null,
        pFlip: null,
        failures: analyseFailures(evidence, claim.decision.alpha, 1 - alpha, ratioOf),
        beside: null,
        variance: varianceReport(trained),
        warnings: pairedWarnings(hypothesis, evidence, null),
        morePairs: null
      }
      return {
        verdict: { outcome: 'not-evaluable', subtype: 'no-logarithm' },
        analysis,
        provisionalWhy: otherNumberOfSeeds(evidence.pairs.length, statedSeeds)
      }
    }
  }
}

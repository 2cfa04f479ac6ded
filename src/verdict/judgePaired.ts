import { InputError } from '../errors'
import type { PairedEvidence } from '../evidence/types'
import type { Claim, ComparisonHypothesis } from '../spec/types'
import { mean, sampleStandardDeviation } from '../stats/describe'
import { minPairs } from '../stats/minPairs'
import { tInterval } from '../stats/tInterval'
import { comparisonSample, comparisonVerdict, primaryTest } from './comparisonVerdict'
import { analyseFailures, bothTrained } from './failures'
import { type Judgeable, otherNumberOfSeeds } from './judgeable'
import { logRatio } from './logRatio'
import { morePairs } from './morePairs'
import { pairedExtras } from './pairedExtras'
import { pairedWarnings } from './pairedWarnings'
import type { PairedAnalysis, Verdict } from './types'
import { varianceReport } from './varianceReport'

/**
 * Prepares a comparison of two arms for its family.
 *
 * @param statedSeeds number of seeds that the claim states at this profile
 * @throws NoLogarithmError for a loss that has no logarithm
 * @throws InputError for equivalence without a margin
 */
export function judgePaired(
  claim: Claim,
  hypothesis: ComparisonHypothesis,
  evidence: PairedEvidence,
  statedSeeds: number
): Judgeable {
  if (hypothesis.kind === 'equivalent' && !(hypothesis.margin.relative > 0)) {
    throw new InputError(`claim ${claim.id} claims equivalence without a margin`, {
      expected: 'margin.relative > 0, such as 0.01 for 1 %',
      received: String(hypothesis.margin.relative),
      remedy: 'state the smallest difference that matters'
    })
  }
  const ratioOf = (control: number, treatment: number) => logRatio(claim.id, hypothesis, control, treatment)
  const sample = comparisonSample(hypothesis, evidence.pairs, ratioOf)
  const { ratios, delta } = sample
  const primary = primaryTest(sample)

  return {
    evidence,
    p: primary?.p ?? null,
    isDecided: (alpha) => isDecision(comparisonVerdict(sample, alpha)),
    judge: (alpha) => {
      const verdict = comparisonVerdict(sample, alpha)
      const level = 1 - alpha
      const beside = pairedExtras(hypothesis, sample, evidence.pairs, alpha, ratioOf)
      const analysis: PairedAnalysis = {
        kind: 'paired',
        numPairs: ratios.length,
        minPairs: minPairs(alpha),
        theta: ratios.length < 2 ? null : mean(ratios),
        interval: ratios.length < 2 ? null : tInterval(ratios, level),
        delta,
        standardDeviation: ratios.length < 2 ? null : sampleStandardDeviation(ratios),
        pT: primary?.pT ?? null,
        pFlip: primary?.pFlip ?? null,
        failures: analyseFailures(evidence, claim.decision.alpha, level, ratioOf),
        beside,
        variance: varianceReport(evidence.pairs.filter(bothTrained)),
        warnings: pairedWarnings(hypothesis, evidence, beside),
        morePairs: morePairs(sample, verdict, alpha)
      }
      return { verdict, analysis, provisionalWhy: provisionalWhy(evidence, analysis, verdict, statedSeeds) }
    }
  }
}

/** The hypothesis about theta is decided, even where failures keep the claim from being reproduced. */
function isDecision({ outcome, subtype }: Verdict): boolean {
  return outcome === 'reproduced' || outcome === 'refuted' || subtype === 'failures'
}

function provisionalWhy(
  evidence: PairedEvidence,
  { numPairs, minPairs: needed }: PairedAnalysis,
  verdict: Verdict,
  statedSeeds: number
): string | null {
  const reasons: string[] = []
  const other = otherNumberOfSeeds(evidence.pairs.length, statedSeeds)
  if (other !== null) reasons.push(other)
  // Runs that fail do so whatever their number: that verdict needs no minimum.
  if (numPairs < needed && verdict.subtype !== 'too-many-failures') {
    reasons.push(`the exact test can decide from ${needed} pairs on, and ${numPairs} trained in both arms`)
  }
  return reasons.length === 0 ? null : reasons.join('; ')
}

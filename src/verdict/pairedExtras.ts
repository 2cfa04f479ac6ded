import seedrandom from 'seedrandom'
import type { Pair } from '../evidence/types'
import type { ComparisonHypothesis } from '../spec/types'
import { bcaInterval } from '../stats/bcaInterval'
import { cliffsDelta } from '../stats/cliffsDelta'
import { cohensDz } from '../stats/cohensDz'
import { mean } from '../stats/describe'
import { leaveOneOut } from '../stats/leaveOneOut'
import { probabilityLower } from '../stats/probabilityLower'
import { isSkewed, skewness } from '../stats/skewness'
import { tostP } from '../stats/tost'
import { wilcoxonP } from '../stats/wilcoxon'
import { type ComparisonSample, comparisonSample, comparisonVerdict } from './comparisonVerdict'
import { bothTrained } from './failures'
import type { PairedExtras } from './types'

/**
 * What is reported beside a verdict on pairs and never decides it.
 *
 * @param pairs all pairs, failed ones too: each is left out once
 * @returns null with fewer than 3 pairs in which both arms trained
 */
export function pairedExtras(
  hypothesis: ComparisonHypothesis,
  { ratios, delta }: ComparisonSample,
  pairs: readonly Pair[],
  alpha: number,
  ratioOf: (control: number, treatment: number) => number
): PairedExtras | null {
  if (ratios.length < 3) return null
  const trained = pairs.filter(bothTrained)
  const control = trained.map((pair) => pair.control.value)
  const treatment = trained.map((pair) => pair.treatment.value)
  const differences = treatment.map((value, i) => value - control[i]!)
  const g1 = skewness(ratios)
  return {
    wilcoxonP: wilcoxonP(ratios),
    dz: cohensDz(ratios),
    probabilityLower: probabilityLower(differences),
    cliffsDelta: cliffsDelta(control, treatment),
    bca: bcaInterval(ratios, 1 - alpha, seedrandom.alea('claimcheck/bootstrap')),
    pTost: delta > 0 ? tostP(ratios, delta) : null,
    leaveOneOut: leaveOneOut(pairs, (rest, leftOut) => {
      const sample = comparisonSample(hypothesis, rest, ratioOf)
      const { outcome } = comparisonVerdict(sample, alpha)
      return { seed: leftOut.seed, outcome, theta: mean(sample.ratios) }
    }),
    skewness: g1,
    skewnessWarning: isSkewed(g1, ratios.length),
    meanDifference: mean(differences)
  }
}

import { cliffsDelta } from '../../stats/cliffsDelta'
import { cohensDz } from '../../stats/cohensDz'
import { mean } from '../../stats/describe'
import { leaveOneOut } from '../../stats/leaveOneOut'
import { probabilityLower } from '../../stats/probabilityLower'
import { tostP } from '../../stats/tost'
import { wilcoxonP } from '../../stats/wilcoxon'
import { bootstrapInterval } from '../shared/bootstrapInterval'
import { scatterOf } from '../shared/scatter'
import { type ComparisonSample, comparisonVerdict, sampleOf } from './comparisonVerdict'
import { bothTrained } from './failures'
import { fixedLocationTest } from './locationTest'
import type { PairEffect } from './pairEffect'
import type { Pair, PairedExtras, PairedHypothesis } from './types'

/**
 * What is reported beside a verdict on pairs and never decides it.
 *
 * @param pairs those that entered the verdict, failed ones too: each is left out once
 * @param isFixed the number of pairs was fixed; else leaving one out would change where the looks stop, and only the
 *   estimates are given
 * @returns null with fewer than 3 pairs in which both arms trained
 */
export function pairedExtras(
  hypothesis: PairedHypothesis,
  { location: { values }, delta }: ComparisonSample,
  pairs: readonly Pair[],
  alpha: number,
  effect: PairEffect,
  isFixed: boolean
): PairedExtras | null {
  if (values.length < 3) return null
  const trained = pairs.filter(bothTrained)
  const control = trained.map((pair) => pair.control.value)
  const treatment = trained.map((pair) => pair.treatment.value)
  const differences = treatment.map((value, i) => value - control[i]!)
  const scatter = scatterOf(values)
  const whole = fixedLocationTest(values)
  return {
    wilcoxonP: wilcoxonP(values),
    dz: cohensDz(values),
    probabilityLower: probabilityLower(differences),
    cliffsDelta: cliffsDelta(control, treatment),
    bca: bootstrapInterval(values, 1 - alpha),
    pTost: delta > 0 ? tostP(values, delta) : null,
    leaveOneOut: leaveOneOut(pairs, (rest, leftOut) => {
      const place = trained.indexOf(leftOut)
      const location = place < 0 ? whole : whole.without(place)
      const restTrained = place < 0 ? trained : trained.toSpliced(place, 1)
      const verdict = isFixed
        ? comparisonVerdict(sampleOf(hypothesis, rest, restTrained, effect, location), alpha)
        : null
      return { seed: leftOut.seed, outcome: verdict?.outcome ?? null, theta: mean(location.values) }
    }),
    skewness: scatter.skewness,
    skewnessWarning: scatter.isSkewed,
    serialCorrelation: scatter.serial,
    meanDifference: mean(differences)
  }
}

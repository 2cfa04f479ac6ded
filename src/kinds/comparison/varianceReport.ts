import { correlation } from '../../stats/correlation'
import { describe, sampleStandardDeviation } from '../../stats/describe'
import { pairingGain } from '../../stats/pairingGain'
import type { Pair, VarianceReport } from './types'

/**
 * Each arm's spread over the pairs, in the metric's own unit, and what pairing gained.
 *
 * @param pairs those in which both arms trained
 * @returns null with fewer than 2 pairs
 */
export function varianceReport(pairs: readonly Pair[]): VarianceReport | null {
  if (pairs.length < 2) return null
  const control = pairs.map((pair) => pair.control.value)
  const treatment = pairs.map((pair) => pair.treatment.value)
  return {
    control: describe(control),
    treatment: describe(treatment),
    differenceStandardDeviation: sampleStandardDeviation(treatment.map((value, i) => value - control[i]!)),
    correlation: correlation(control, treatment),
    pairingGain: pairingGain(control, treatment)
  }
}

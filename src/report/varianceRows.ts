import type { PairedEvidence, VarianceReport } from '../kinds/comparison/types'
import type { Summary } from '../stats/describe'
import { formatNumber, formatOptional } from '../text/format'

export const VARIANCE_HEADERS: readonly string[] = ['arm', 'n', 'mean', 'SD', 'CV', 'min', 'max']

/** The rows of the variance report, one an arm, control first; the first cell is the arm's name as it stands. */
export function varianceRows(variance: VarianceReport, evidence: PairedEvidence): string[][] {
  return [summaryRow(evidence.control.arm, variance.control), summaryRow(evidence.treatment.arm, variance.treatment)]
}

/** What the pairs say together. */
export function pairingWords(variance: VarianceReport): string {
  const gain =
    variance.pairingGain === null
      ? 'What pairing gained is not defined: the difference does not vary.'
      : `Unpaired runs would need ${formatNumber(variance.pairingGain)} times as many for the same precision.`
  return `SD of the difference ${formatNumber(variance.differenceStandardDeviation)}, correlation of the arms over the seeds ${formatOptional(variance.correlation)}. ${gain}`
}

function summaryRow(arm: string, summary: Summary): string[] {
  return [
    arm,
    String(summary.n),
    formatNumber(summary.mean),
    formatNumber(summary.standardDeviation),
    formatOptional(summary.coefficientOfVariation),
    formatNumber(summary.min),
    formatNumber(summary.max)
  ]
}

import type { EndPoint, Evidence, Pair, PairedEvidence, PairSide } from '../../evidence/types'
import type { Claim } from '../../spec/types'
import { bothTrained, hasFailed } from '../../verdict/failures'
import { escapeMarkdown } from '../escape'
import { formatNumber } from '../format'
import { markdownTable } from '../table'
import type { ReportRunRow } from '../types'

export type RunsByKey = ReadonlyMap<string, ReportRunRow>

/** The samples of a verdict, one row a pair, seed or starting point. */
export function evidenceTable(claim: Claim, evidence: Evidence, runs: RunsByKey): string {
  switch (evidence.kind) {
    case 'paired':
      return pairTable(claim, evidence, runs)
    case 'share':
    case 'grid':
      return endPointTable(evidence, runs)
    default:
      return evidence satisfies never
  }
}

function pairTable(claim: Claim, evidence: PairedEvidence, runs: RunsByKey): string {
  const epsilon = claim.hypothesis.kind === 'converges-to' ? 0 : claim.hypothesis.margin.epsilon
  const a = escapeMarkdown(evidence.control.arm)
  const b = escapeMarkdown(evidence.treatment.arm)
  const ratio = epsilon > 0 ? '(b + eps)/(a + eps)' : 'b/a'
  const rows = evidence.pairs.map((pair) => pairRow(pair, evidence, epsilon, runs))
  return markdownTable(['seed', `a: ${a}`, `b: ${b}`, ratio, 'b - a', 'failures'], rows, [0, 1, 2, 3, 4])
}

function pairRow(pair: Pair, evidence: PairedEvidence, epsilon: number, runs: RunsByKey): string[] {
  const a = pair.control.value
  const b = pair.treatment.value
  const failures = [
    failureWords(evidence.control.arm, pair.control, runs),
    failureWords(evidence.treatment.arm, pair.treatment, runs)
  ].filter((words) => words !== '')
  // A pair with a failed run is no part of theta, so it shows no ratio either; nor does one without a logarithm.
  const trained = bothTrained(pair)
  return [
    String(pair.seed),
    formatNumber(a, 6),
    formatNumber(b, 6),
    trained && Math.min(a, b) + epsilon > 0 ? formatNumber((b + epsilon) / (a + epsilon), 6) : '–',
    trained ? formatNumber(b - a) : '–',
    failures.join('; ')
  ]
}

function failureWords(arm: string, side: PairSide, runs: RunsByKey): string {
  const name = escapeMarkdown(arm)
  switch (side.failure) {
    case null:
      return hasFailed(side) ? `${name} has no finite value` : ''
    case 'chance':
      return `${name} stayed at chance level`
    case 'diverged':
      return `${name} diverged${stepWords(side.runKey, runs)}`
    default:
      return side.failure satisfies never
  }
}

function endPointTable(evidence: Exclude<Evidence, PairedEvidence>, runs: RunsByKey): string {
  const first = evidence.kind === 'share' ? ['seed', 'x_1'] : ['x_1']
  const headers = [...first, `last ${escapeMarkdown(evidence.metric)}`, 'from the target', 'arrived', 'settled']
  const rows = evidence.samples.map((sample) => [
    ...(evidence.kind === 'share' ? [String(sample.seed)] : []),
    formatNumber(sample.initialPoint),
    formatNumber(sample.value, 6) + divergedWords(sample, runs),
    formatNumber(sample.value - evidence.target),
    sample.reached ? 'yes' : 'no',
    sample.settled ? 'yes' : 'no'
  ])
  return markdownTable(headers, rows, first.length === 2 ? [0, 1, 2, 3] : [0, 1, 2])
}

function divergedWords(sample: EndPoint, runs: RunsByKey): string {
  const status = runs.get(sample.runKey)?.status
  return status?.kind === 'diverged' ? ` (diverged${stepWords(sample.runKey, runs)})` : ''
}

function stepWords(runKey: string, runs: RunsByKey): string {
  const status = runs.get(runKey)?.status
  return status?.kind === 'diverged' ? ` at step ${status.step} (${escapeMarkdown(status.what)})` : ''
}

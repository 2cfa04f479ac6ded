import type { Analysis, Claim, Evidence } from '../../kinds'
import { bothTrained, hasFailed } from '../../kinds/comparison/failures'
import { epsilonOf } from '../../kinds/comparison/pairEffect'
import type { Pair, PairedEvidence, PairSide } from '../../kinds/comparison/types'
import type { ContrastEvidence } from '../../kinds/contrast/types'
import type { GridEvidence, ShareEvidence } from '../../kinds/converges-to/types'
import type { InvariantEvidence } from '../../kinds/invariant/types'
import type { RangeEvidence } from '../../kinds/range/types'
import type { RateEvidence } from '../../kinds/rate/types'
import { mightStillArrive } from '../../kinds/shared/endPoints'
import type { Arrival } from '../../kinds/shared/types'
import { agreeingRound } from '../../text/agreeingRound'
import { codeSpan, escapeMarkdown } from '../../text/escape'
import { formatNumber, formatP } from '../../text/format'
import { markdownTable } from '../../text/table'
import type { ReportRunRow } from '../types'
import { settingsMap } from './settingsMap'

export type RunsByKey = ReadonlyMap<string, ReportRunRow>

/** The samples of a verdict, one row a pair, seed or starting point. */
export function evidenceTable(claim: Claim, evidence: Evidence, runs: RunsByKey, analysis: Analysis): string {
  switch (evidence.kind) {
    case 'paired':
      return pairTable(claim, evidence, runs, unusedSeeds(analysis))
    case 'settings':
      if (analysis.kind !== 'settings') throw new TypeError(`a map was analysed as ${analysis.kind}`)
      return settingsMap(claim, analysis)
    case 'share':
    case 'grid':
      return endPointTable(evidence, runs, unusedSeeds(analysis))
    case 'contrast':
      return contrastTable(evidence)
    case 'rate':
      return rateTable(evidence)
    case 'invariant':
      return invariantTable(evidence)
    case 'range':
      return rangeTable(evidence, runs)
    case 'arithmetic':
      return `${codeSpan(evidence.expression)} = ${formatNumber(evidence.value, 15)}`
    case 'all-of':
      return memberTable(analysis)
    default:
      return evidence satisfies never
  }
}

/** Seeds that were run and had no say. */
function unusedSeeds(analysis: Analysis): ReadonlySet<number> {
  const sequential = 'sequential' in analysis ? analysis.sequential : null
  return new Set(sequential?.unusedSeeds ?? [])
}

function seedCell(seed: number, unused: ReadonlySet<number>): string {
  return unused.has(seed) ? `${seed} (not used)` : String(seed)
}

function pairTable(claim: Claim, evidence: PairedEvidence, runs: RunsByKey, unused: ReadonlySet<number>): string {
  const epsilon = 'margin' in claim.hypothesis ? epsilonOf(claim.hypothesis.margin) : 0
  const a = escapeMarkdown(evidence.control.arm)
  const b = escapeMarkdown(evidence.treatment.arm)
  const ratio = epsilon > 0 ? '(b + eps)/(a + eps)' : 'b/a'
  const rows = evidence.pairs.map((pair) => pairRow(pair, evidence, epsilon, runs, unused))
  return markdownTable(['seed', `a: ${a}`, `b: ${b}`, ratio, 'b - a', 'failures'], rows, [0, 1, 2, 3, 4])
}

function pairRow(
  pair: Pair,
  evidence: PairedEvidence,
  epsilon: number,
  runs: RunsByKey,
  unused: ReadonlySet<number>
): string[] {
  const a = pair.control.value
  const b = pair.treatment.value
  const failures = [
    failureWords(evidence.control.arm, pair.control, runs),
    failureWords(evidence.treatment.arm, pair.treatment, runs)
  ].filter((words) => words !== '')
  // A pair with a failed run is no part of theta, so it shows no ratio either; nor does one without a logarithm.
  const trained = bothTrained(pair)
  return [
    seedCell(pair.seed, unused),
    sideValue(pair.control),
    sideValue(pair.treatment),
    trained && evidence.transform === 'log-ratio' && Math.min(a, b) + epsilon > 0
      ? formatNumber((b + epsilon) / (a + epsilon), 6)
      : '–',
    trained ? formatNumber(b - a) : '–',
    failures.join('; ')
  ]
}

/** A time that the run was too short for is at least its length. */
function sideValue({ value, censored }: PairSide): string {
  return `${censored ? '&gt; ' : ''}${formatNumber(value, 6)}`
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

function endPointTable(evidence: ShareEvidence | GridEvidence, runs: RunsByKey, unused: ReadonlySet<number>): string {
  const first = evidence.kind === 'share' ? ['seed', 'x_1'] : ['x_1']
  const headers = [...first, `last ${escapeMarkdown(evidence.metric)}`, 'from the target', 'arrived', 'settled']
  const rows = evidence.samples.map((sample) => [
    ...(evidence.kind === 'share' ? [seedCell(sample.seed, unused)] : []),
    formatNumber(sample.initialPoint),
    formatNumber(sample.value, 6) + divergedWords(sample.runKey, runs),
    formatNumber(sample.value - evidence.target),
    yesNo(sample.reached),
    yesNo(sample.settled)
  ])
  return markdownTable(headers, rows, first.length === 2 ? [0, 1, 2, 3] : [0, 1, 2])
}

function contrastTable({ pairs, control, treatment, metric }: ContrastEvidence): string {
  const arms = [control, treatment].map(escapeMarkdown)
  const headers = [
    'seed',
    'x_1',
    ...arms.flatMap((arm) => [`last ${escapeMarkdown(metric)} of ${arm}`, `${arm} arrived`])
  ]
  const rows = pairs.map((pair) => [
    String(pair.seed),
    formatNumber(pair.initialPoint),
    ...[pair.control, pair.treatment].flatMap((run) => [formatNumber(run.value, 6), arrivalWords(run)])
  ])
  return markdownTable(headers, rows, [0, 1, 2, 4])
}

function arrivalWords(run: Arrival): string {
  return mightStillArrive(run) ? 'still moving' : yesNo(run.reached)
}

function rateTable({ samples }: RateEvidence): string {
  const headers = ['seed', 'x_1', 'slope', 'points', 'left out', 'R_T/T', 'remark']
  const rows = samples.map(({ seed, initialPoint, slope, numPoints, numLeftOut, averageRegret, why }) => [
    String(seed),
    formatNumber(initialPoint),
    slope === null ? '–' : formatNumber(slope),
    String(numPoints),
    String(numLeftOut),
    formatNumber(averageRegret),
    why === null ? '' : why === 'diverged' ? 'diverged' : 'not above zero: holds, without a slope'
  ])
  return markdownTable(headers, rows, [0, 1, 2, 3, 4, 5])
}

function invariantTable({ samples }: InvariantEvidence): string {
  const headers = ['seed', 'x_1', 'steps checked', 'violations', 'first at step', 'largest growth', 'diverged']
  const rows = samples.map((sample) => [
    String(sample.seed),
    formatNumber(sample.initialPoint),
    String(sample.numSteps),
    String(sample.violations),
    sample.firstViolation === null ? '–' : String(sample.firstViolation),
    // A growth of the last bits would be rounded to none.
    sample.worstRatio === null ? '–' : agreeingRound(sample.worstRatio, [1], 4),
    yesNo(sample.diverged)
  ])
  return markdownTable(headers, rows, [0, 1, 2, 3, 4, 5])
}

function rangeTable({ samples, metric, at, low, high }: RangeEvidence, runs: RunsByKey): string {
  const what = at === 'last-change' ? 'last change of' : (at ?? 'final')
  const headers = ['seed', `${what} ${escapeMarkdown(metric)}`, 'in the range']
  const rows = samples.map(({ seed, value, runKey }) => [
    String(seed),
    formatNumber(value, 6) + divergedWords(runKey, runs),
    Number.isFinite(value) ? yesNo(low <= value && value <= high) : '–'
  ])
  return markdownTable(headers, rows, [0, 1])
}

function memberTable(analysis: Analysis): string {
  if (analysis.kind !== 'all-of') throw new TypeError(`an all-of claim was analysed as ${analysis.kind}`)
  const headers = ['claim', 'p', 'at alpha_j', 'at alpha_j over their number']
  const rows = analysis.members.map(({ claim, p, outcome, outcomeAtShare }) => [
    escapeMarkdown(claim),
    formatP(p),
    outcome,
    outcomeAtShare
  ])
  return markdownTable(headers, rows, [1])
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

function divergedWords(runKey: string, runs: RunsByKey): string {
  const status = runs.get(runKey)?.status
  return status?.kind === 'diverged' ? ` (diverged${stepWords(runKey, runs)})` : ''
}

function stepWords(runKey: string, runs: RunsByKey): string {
  const status = runs.get(runKey)?.status
  return status?.kind === 'diverged' ? ` at step ${status.step} (${escapeMarkdown(status.what)})` : ''
}

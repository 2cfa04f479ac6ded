import { departure } from '../../claims/profiles'
import type { Experiment, ProfileName, Source } from '../../claims/types'
import { describeOutcome } from '../../judge/registered'
import type { Analysis, Claim, Evidence } from '../../kinds'
import type { Difference, RegistrationState } from '../../registration/types'
import { codeSpan, escapeMarkdown, sentenceOf, shorten } from '../../text/escape'
import { formatNumber, formatP } from '../../text/format'
import { markdownTable } from '../../text/table'
import { notMeasured, notMeasuredWords } from '../notMeasured'
import type { JudgedClaim, Report } from '../types'
import { preregistrationWords, registeredWords, statusWords } from '../words'
import { decisiveNumbers, extras, shareNumbers, tuningReport, varianceReport } from './analysisParts'
import { evidenceTable, type RunsByKey } from './evidenceTable'
import { contrastNumbers, invariantNumbers, rangeNumbers, rateNumbers } from './kindNumbers'
import { looksReport } from './looksReport'
import { ruleWords } from './ruleWords'
import { settingsNumbers } from './settingsMap'

/** What a report says of one judged claim, part by part, as Markdown; a part that does not apply is ''. */
export interface ClaimParts {
  readonly statement: string
  readonly verdict: string
  readonly departure: string
  readonly rule: string
  /** Without a label. */
  readonly measured: string
  readonly analysis: string
  readonly tuning: string
  readonly assumptions: string
  readonly registered: string
  readonly preregistration: string
  readonly warnings: string
  readonly repeat: string
}

/** All that a report says of one judged claim. */
export function claimSection(entry: JudgedClaim, number: number, report: Report, runs: RunsByKey): string {
  const heading = `### ${number}. ${escapeMarkdown(shorten(entry.claim.id, 100))}: ${statusWords(entry)}, ${registeredWords(entry)}`
  const parts = claimParts(entry, report, runs)
  const labelled: string[] = Object.values({ ...parts, measured: `**Measured.**\n\n${parts.measured}` })
  return [heading, ...labelled.filter((part) => part !== '')].join('\n\n')
}

/** The same in parts, in the order in which they are read. */
export function claimParts(entry: JudgedClaim, report: Report, runs: RunsByKey): ClaimParts {
  const { claim, judgement } = entry
  const experiment = claim.experiment === null ? undefined : report.experiments[claim.experiment]
  return {
    statement: statementWords(claim),
    verdict: verdictWords(entry, report.profile),
    departure: experiment === undefined ? '' : departureWords(claim, experiment, report.profile),
    rule: `**Rule.** ${ruleWords(entry)}`,
    measured: evidenceTable(claim, judgement.evidence, runs, judgement.analysis),
    analysis: analysisWords(entry),
    tuning: tuningWords(judgement.evidence),
    assumptions: assumptionWords(
      claim,
      experiment === undefined ? null : departure(experiment, report.profile),
      report.profile
    ),
    registered: `${registeredOutcomeWords(entry, report.profile)} Measured: ${escapeMarkdown(sentenceOf(entry.explanation))}`,
    preregistration: preregistrationParagraph(entry.registration),
    warnings: warningWords(judgement.analysis),
    repeat: `**Repeat it:** ${codeSpan(entry.replay)}`
  }
}

/** The claim and where it comes from. */
export function statementWords(claim: Claim): string {
  return `> ${escapeMarkdown(claim.statement)}\n\n${sourceWords(claim.source)}`
}

function sourceWords(source: Source): string {
  return `**Source.** ${escapeMarkdown(sentenceOf(source.citation))} ${passageWords(source)}`
}

/** Where in a source a claim stands, and what it says there. */
export function passageWords(source: Source): string {
  const parts = [`Where: ${escapeMarkdown(sentenceOf(source.locator))}`]
  if (source.extension) {
    parts.push('**An extension of our own:** the source does not say this; we ask whether its sentence carries over.')
  }
  if (source.quote !== null) parts.push(`Quote: “${escapeMarkdown(source.quote)}”`)
  if (source.paraphrase !== null) parts.push(`In our words: ${escapeMarkdown(sentenceOf(source.paraphrase))}`)
  if (source.via !== null) parts.push(`Known through: ${escapeMarkdown(sentenceOf(source.via))}`)
  if (source.reported !== null) {
    const { what, value } = source.reported
    parts.push(`The source reports: ${escapeMarkdown(what)}${value === null ? '' : ` (${formatNumber(value, 15)})`}.`)
  }
  return parts.join(' ')
}

function verdictWords(entry: JudgedClaim, profile: ProfileName): string {
  const { judgement } = entry
  const budget = profile === 'paper' ? '' : ', at this budget'
  const missing = notMeasured(judgement)
  const outcome =
    missing === null ? describeOutcome(judgement.verdict) : `none, it counts as ${notMeasuredWords(missing)}`
  return `**Verdict at profile ${profile}${budget}: ${outcome}.** ${verdictSentence(entry)}`
}

/** The verdict, with its budget, its numbers and their uncertainty. */
export function verdictSentence({ judgement }: JudgedClaim): string {
  // The sentence says why.
  const provisional = judgement.provisional ? ' A provisional verdict never counts as registered.' : ''
  return `${escapeMarkdown(judgement.sentence)}${provisional}`
}

/** How the profile departs from the protocol of the source. Where it states nothing, that is no claim of agreement. */
function departureWords({ assumptions }: Claim, experiment: Experiment, profile: ProfileName): string {
  const words = departure(experiment, profile)
  const open = assumptions.length === 0 ? '' : '; what the source leaves open is under Assumptions'
  const departs = words === null ? `no departure is stated${open}.` : escapeMarkdown(sentenceOf(words))
  return `**Departure of profile ${profile} from the source's protocol:** ${departs} The source's protocol: ${escapeMarkdown(experiment.sourceProtocol)}`
}

function analysisWords(entry: JudgedClaim): string {
  const { analysis, evidence, p } = entry.judgement
  switch (analysis.kind) {
    case 'paired': {
      if (evidence.kind !== 'paired') throw new TypeError(`${evidence.kind} evidence was analysed as pairs`)
      return [
        decisiveNumbers(entry.claim, analysis, p),
        ...looksReport(analysis.sequential, analysis.subtypeLooks),
        `**Variance report.**\n\n${varianceReport(analysis, evidence)}`,
        ...(analysis.beside === null ? [] : [`**Beside the verdict, never decisive.**\n\n${extras(analysis.beside)}`])
      ].join('\n\n')
    }
    case 'settings':
      return settingsNumbers(entry.claim, analysis, p)
    case 'share':
      return [shareNumbers(analysis, p), ...looksReport(analysis.sequential)].join('\n\n')
    case 'grid':
      return `- ${analysis.reached} of ${analysis.numPoints} starting points arrived; ${analysis.unsettled} had not settled.`
    case 'contrast':
      return contrastNumbers(analysis, p)
    case 'rate':
      return rateNumbers(analysis, p)
    case 'invariant':
      return invariantNumbers(analysis)
    case 'range':
      return rangeNumbers(analysis, p)
    case 'arithmetic':
      return ''
    case 'all-of':
      return `- p = ${formatP(p)}.`
    default:
      return analysis satisfies never
  }
}

/** How the settings of the arms were chosen; '' where they were given. */
function tuningWords(evidence: Evidence): string {
  const arms =
    evidence.kind === 'paired'
      ? [evidence.control, evidence.treatment]
      : evidence.kind === 'range'
        ? [evidence.arm]
        : []
  const reports = arms.map(tuningReport).filter((words) => words !== '')
  return reports.length === 0 ? '' : `**Tuning.**\n\n${reports.join('\n\n')}`
}

/** A claim's assumptions are those of its whole protocol, whatever a profile leaves out of it. */
function assumptionWords({ assumptions }: Claim, departs: string | null, profile: ProfileName): string {
  if (assumptions.length === 0) return ''
  const rows = assumptions.map(({ topic, gap, choice, alternatives }) => [
    escapeMarkdown(topic),
    escapeMarkdown(gap),
    escapeMarkdown(choice),
    alternatives.length === 0 ? '–' : alternatives.map(escapeMarkdown).join('; ')
  ])
  const heading =
    departs === null
      ? '**Assumptions.**'
      : `**Assumptions of the full protocol; profile ${profile} departs from it:** ${escapeMarkdown(sentenceOf(departs))}`
  return `${heading}\n\n${markdownTable(['about', 'what the source leaves open', 'chosen here', 'alternatives'], rows)}`
}

/** The outcome that was registered, and why. */
export function registeredOutcomeWords({ registered }: JudgedClaim, profile: ProfileName): string {
  const expected =
    registered === null
      ? `none at profile ${profile}.`
      : `${describeOutcome(registered)} at profile ${profile}, because: ${escapeMarkdown(sentenceOf(registered.why))}`
  return `**Registered outcome:** ${expected}`
}

/** Whether the claim was frozen before its runs, and every place in which it has changed since. */
function preregistrationParagraph(registration: RegistrationState): string {
  const words = `**Preregistration:** ${escapeMarkdown(preregistrationWords(registration))}.`
  if (registration.state === 'unregistered') return words
  const commit = registration.commit === null ? '' : ` Commit ${codeSpan(registration.commit)}.`
  const amendments = registration.amendments.map(
    ({ registeredAt, why }) => `- Registered again on ${escapeMarkdown(registeredAt)}: ${escapeMarkdown(why)}`
  )
  const differences = registration.state === 'deviates' ? [differenceTable(registration.differences)] : []
  return [words + commit, ...(amendments.length === 0 ? [] : [amendments.join('\n')]), ...differences].join('\n\n')
}

function differenceTable(differences: readonly Difference[]): string {
  const cell = (text: string | null) => (text === null ? '–' : escapeMarkdown(text))
  const rows = differences.map(({ path, registered, now }) => [escapeMarkdown(path), cell(registered), cell(now)])
  return markdownTable(['where', 'registered', 'as judged'], rows)
}

function warningWords({ warnings }: Analysis): string {
  if (warnings.length === 0) return ''
  return `**Warnings.**\n\n${warnings.map((warning) => `- ${escapeMarkdown(warning)}`).join('\n')}`
}

import { outcomeInWords } from '../../claims/outcomes'
import type { ProfileName, Source } from '../../claims/types'
import {
  type Block,
  blocksOf,
  codeText,
  type Line,
  labelled,
  list,
  paragraph,
  quote,
  strong,
  table,
  words
} from '../../document/document'
import { type Analysis, type Claim, isFromElsewhere, showOf } from '../../kinds'
import type { RunsByKey } from '../../kinds/show'
import type { Difference, RegistrationState } from '../../registration/types'
import { departure } from '../../runs/profiles'
import type { Experiment } from '../../runs/runKinds'
import { sentenceOf } from '../../text/escape'
import { formatNumber } from '../../text/format'
import { notMeasured, notMeasuredWords } from '../data/notMeasured'
import type { JudgedClaim, Report } from '../data/types'
import { armsWords, preregistrationWords } from '../words'
import { byEngineReport, engineWarnings } from './byEngine'
import { assumptionTable } from './sharedAssumptions'
import { contenderReport, selectionRule, tuningReport } from './tuning'

/** All that a text says of one judged claim, in the order in which it is read. */
export function judgedBlocks(entry: JudgedClaim, report: Report, runs: RunsByKey): Block[] {
  const { claim, judgement } = entry
  const { profile } = report
  const experiment = claim.experiment === null ? undefined : report.experiments[claim.experiment]
  return blocksOf([
    statementBlocks(claim),
    verdictBlock(entry, profile),
    experiment !== undefined && departureBlock(claim, experiment, profile),
    experiment !== undefined && armsBlock(claim, experiment),
    ruleBlock(entry),
    labelled('Measured.'),
    showOf(claim).samples(entry, runs),
    showOf(claim).numbers(entry),
    contenderReport(entry),
    byEngineReport(entry),
    tuningReport(entry),
    assumptionBlocks(claim, experiment === undefined ? null : departure(experiment, profile), profile),
    expectedBlock(entry, profile, true),
    preregistrationBlocks(entry.registration),
    warningBlocks({ warnings: [...engineWarnings(entry), ...judgement.analysis.warnings] }),
    repeatBlock(entry)
  ])
}

/** The claim and where it comes from. */
export function statementBlocks({ statement, source }: Claim): Block[] {
  return [quote(statement), labelled('Source.', sentenceOf(source.citation), ' ', passageLine(source))]
}

/** Where in a source a claim stands, and what it says there. */
export function passageLine({ locator, extension, quote: said, paraphrase, via, reported }: Source): Line {
  return [
    words`Where: ${sentenceOf(locator)}`,
    extension && [
      ' ',
      strong('An extension of our own:'),
      ' the source does not say this; we ask whether its sentence carries over.'
    ],
    said !== null && words` Quote: “${said}”`,
    paraphrase !== null && words` In our words: ${sentenceOf(paraphrase)}`,
    via !== null && words` Known through: ${sentenceOf(via)}`,
    reported !== null &&
      words` The source reports: ${reported.what}${reported.value !== null && ` (${formatNumber(reported.value, 15)})`}.`
  ]
}

function verdictBlock(entry: JudgedClaim, profile: ProfileName): Block {
  const { claim, judgement } = entry
  if (isFromElsewhere(claim, judgement)) {
    return labelled(`Verdict from logs: ${outcomeInWords(judgement.verdict)}.`, verdictLine(entry))
  }
  const budget = profile === 'paper' ? '' : ', at this budget'
  const missing = notMeasured(entry)
  const outcome =
    missing === null ? outcomeInWords(judgement.verdict) : `none, it counts as ${notMeasuredWords(missing)}`
  return labelled(`Verdict at profile ${profile}${budget}: ${outcome}.`, verdictLine(entry))
}

/** The verdict, with its budget, its numbers and their uncertainty. */
export function verdictLine({ judgement: { sentence, provisional } }: JudgedClaim): Line {
  // The sentence says why.
  return [sentence, provisional && ' A provisional verdict never counts as expected.']
}

/** How the profile departs from the protocol of the source. Where it states nothing, that is no claim of agreement. */
function departureBlock({ assumptions }: Claim, experiment: Experiment, profile: ProfileName): Block {
  const departs = departure(experiment, profile)
  const open = assumptions.length === 0 ? '' : '; what the source leaves open is under Assumptions'
  return labelled(
    `Departure of profile ${profile} from the source's protocol:`,
    departs === null ? `no departure is stated${open}.` : sentenceOf(departs),
    words` The source's protocol: ${experiment.sourceProtocol}`
  )
}

/** In what the arms of a claim differ, and what a pair of their runs shares; nothing of a claim on one arm. */
export function armsBlock(claim: Claim, experiment: Experiment): Block | false {
  const line = armsWords(claim, experiment)
  return line !== null && labelled('Arms.', line)
}

export function ruleBlock(entry: JudgedClaim): Block {
  const selection = selectionRule(entry)
  return labelled('Rule.', showOf(entry.claim).rule(entry), selection !== null && ` ${selection}`)
}

/** A claim's assumptions are those of its whole protocol, whatever a profile leaves out of it. */
function assumptionBlocks({ assumptions }: Claim, departs: string | null, profile: ProfileName): Block[] {
  if (assumptions.length === 0) return []
  const label =
    departs === null
      ? labelled('Assumptions.')
      : labelled(`Assumptions of the full protocol; profile ${profile} departs from it:`, sentenceOf(departs))
  return [label, assumptionTable(assumptions)]
}

/** The expected outcome, and why. @param withMeasured how the measured one stands to it */
export function expectedBlock(
  { expected, explanation }: JudgedClaim,
  profile: ProfileName,
  withMeasured: boolean
): Block {
  const outcome =
    expected === null
      ? `none at profile ${profile}.`
      : words`${outcomeInWords(expected)} at profile ${profile}, because: ${sentenceOf(expected.why)}`
  return labelled('Expected outcome:', outcome, withMeasured && words` Measured: ${sentenceOf(explanation)}`)
}

/** Whether the claim was frozen before its runs, and every place in which it has changed since. */
export function preregistrationBlocks(registration: RegistrationState): Block[] {
  const line = words`${preregistrationWords(registration)}.`
  if (registration.state === 'unregistered') return [labelled('Preregistration:', line)]
  const { commit, amendments } = registration
  return [
    labelled('Preregistration:', line, commit !== null && words` Commit ${codeText(commit)}.`),
    ...(amendments.length === 0
      ? []
      : [list(amendments.map(({ registeredAt, why }) => words`Registered again on ${registeredAt}: ${why}`))]),
    ...(registration.state === 'deviates' ? [differenceTable(registration.differences)] : [])
  ]
}

function differenceTable(differences: readonly Difference[]): Block {
  const rows = differences.map(({ path, registered, now }) => [path, registered ?? '–', now ?? '–'])
  return table(['where', 'registered', 'as judged'], rows)
}

export function warningBlocks({ warnings }: Pick<Analysis, 'warnings'>): Block[] {
  return warnings.length === 0 ? [] : [labelled('Warnings.'), list(warnings)]
}

export function repeatBlock({ replay }: JudgedClaim): Block {
  return paragraph([strong('Repeat it:'), ' ', codeText(replay)], 'command')
}

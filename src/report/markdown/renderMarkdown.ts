import { departure } from '../../claims/profiles'
import { describeOutcome } from '../../judge/registered'
import { codeBlock, codeSpan, escapeMarkdown, sentenceOf, shorten } from '../../text/escape'
import { formatCount, formatDuration } from '../../text/format'
import { markdownTable } from '../../text/table'
import { replayCommand } from '../replay'
import type { CouldNotRunClaim, NotInProfileClaim, Report, ReportClaim } from '../types'
import {
  countsWords,
  effectWords,
  explorationWords,
  registeredWords,
  registrationWords,
  statusWords,
  substitutionWords
} from '../words'
import { claimSection, statementWords } from './claimSection'
import { elsewhereSection } from './elsewhereSection'
import { METHOD_TEXT } from './method'
import { sourceFigureSection } from './sourceFigureSection'
import { trajectorySection } from './trajectorySection'

const STATEMENT_LIMIT = 160

/**
 * The report for a reader, as Markdown (CommonMark with GitHub's tables): everything that a reviewer needs, without
 * another file. A pure function of the report; all text of claims is escaped.
 */
export function renderMarkdown(report: Report): string {
  const substitution = substitutionWords(report)
  const parts = [
    `# Reproducibility report, profile ${report.profile}: ${countsWords(report.counts)}`,
    substitution === '' ? '' : `**Other data.** ${escapeMarkdown(substitution)}`,
    [registrationWords(report.counts), explorationWords(report.claims), budgetWords(report)]
      .filter((words) => words !== '')
      .join(' '),
    `**What a verdict speaks of:** ${escapeMarkdown(report.scope)}`,
    `## All claims\n\n${summaryTable(report)}`,
    sourceFigureSection(report),
    ...judgedSections(report),
    elsewhereSection(report),
    couldNotRunSection(report),
    notInProfileSection(report),
    trajectorySection(report),
    experimentSection(report),
    environmentSection(report),
    `## Method\n\n${METHOD_TEXT}\n\nWhat a verdict speaks of: ${escapeMarkdown(report.scope)}`,
    repeatSection(report)
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** What the profile is, against the sources' protocols, and its seeds. */
export function budgetWords(report: Report): string {
  const { firstSeed, seedsOverride } = report
  const seeds = seedsOverride === null ? '' : ` Every claim ran with ${formatCount(seedsOverride, 'seed')} (--seeds).`
  return `${protocolWords(report)} Seeds start at ${firstSeed}.${seeds}`
}

/** Only what the experiments state: a profile that states no departure may still not be what the source did. */
function protocolWords({ profile, experiments, claims }: Report): string {
  const all = Object.values(experiments)
  const departing = all.filter((experiment) => departure(experiment, profile) !== null)
  if (departing.length > 0)
    return `Profile ${profile} departs from the sources' protocols in ${departing.length} of ${formatCount(all.length, 'experiment')}, as each claim tells: every verdict holds at this budget.`
  const open = claims.some(({ kind, claim }) => kind === 'judged' && claim.assumptions.length > 0)
    ? '; what the sources leave open is under Assumptions'
    : ''
  return `Profile ${profile}: no departure from the sources' protocols is stated${open}.`
}

function summaryTable(report: Report): string {
  const rows = report.claims.map((entry, index) => [
    `${index + 1}`,
    `${escapeMarkdown(shorten(entry.claim.id, STATEMENT_LIMIT))}: ${escapeMarkdown(shorten(entry.claim.statement, STATEMENT_LIMIT))}`,
    sourceCell(entry),
    statusWords(entry) + exploratoryMark(entry),
    ...effectCells(entry),
    registeredWords(entry)
  ])
  return markdownTable(['no.', 'claim', 'source', 'verdict', 'effect', 'interval', 'n', 'as registered?'], rows, [0, 6])
}

function exploratoryMark(entry: ReportClaim): string {
  return entry.kind === 'judged' && entry.registration.state !== 'registered' ? ' (exploratory)' : ''
}

function sourceCell({ claim: { source } }: ReportClaim): string {
  const place = `${escapeMarkdown(shorten(source.key, 40))}, ${escapeMarkdown(shorten(source.locator, 60))}`
  return source.extension ? `${place} (our extension)` : place
}

function effectCells(entry: ReportClaim): string[] {
  if (entry.kind !== 'judged') return ['–', '–', '–']
  const { effect, interval, n } = effectWords(entry.claim, entry.judgement)
  return [effect, interval, n === null ? '–' : String(n)]
}

function judgedSections(report: Report): string[] {
  const runs = new Map(report.runs.map((run) => [run.key, run]))
  const sections = report.claims.flatMap((entry, index) =>
    entry.kind === 'judged' ? [claimSection(entry, index + 1, report, runs)] : []
  )
  return sections.length === 0 ? [] : ['## Claim by claim', ...sections]
}

function couldNotRunSection(report: Report): string {
  const items = report.claims.flatMap((entry, index) =>
    entry.kind === 'could-not-run' ? [couldNotRunItem(entry, index + 1)] : []
  )
  if (items.length === 0) return ''
  return ['## What could not run', 'No scientific outcome: something was missing or broke.', ...items].join('\n\n')
}

/** Why a claim could not run, and what helps. @param number that of the claim in the summary */
export function couldNotRunItem(
  { claim, cause, reason, remedy, registered }: CouldNotRunClaim,
  number: number
): string {
  return [
    `### ${number}. ${escapeMarkdown(shorten(claim.id, 100))}: could-not-run (${cause})`,
    statementWords(claim),
    `**Why.** ${escapeMarkdown(sentenceOf(reason))}`,
    ...(registered === null ? [] : [`**Registered outcome, not tested here:** ${describeOutcome(registered)}.`]),
    `**What helps:** ${remedyWords(remedy)}`
  ].join('\n\n')
}

/** A remedy is one command, or a sentence. */
function remedyWords(remedy: string): string {
  return remedy.startsWith('npx ') ? codeSpan(remedy) : escapeMarkdown(sentenceOf(remedy))
}

/** Claims that are registered for other profiles only; '' without any. */
function notInProfileSection({ claims, profile }: Report): string {
  const entries = claims.filter((entry): entry is NotInProfileClaim => entry.kind === 'not-in-profile')
  if (entries.length === 0) return ''
  const items = entries.map(
    ({ claim, registeredFor }) =>
      `- ${escapeMarkdown(shorten(claim.id, 100))}: ${escapeMarkdown(sentenceOf(claim.statement))} For ${registeredFor.join(', ')} only.`
  )
  return `## Not part of profile ${profile}\n\n${items.join('\n')}`
}

/** The experiments with all their settings; '' without any. */
function experimentSection({ experiments }: Report): string {
  const entries = Object.values(experiments)
  if (entries.length === 0) return ''
  const items = entries.map(
    (experiment) =>
      `### Experiment ${escapeMarkdown(shorten(experiment.id, 100))}\n\n${escapeMarkdown(experiment.description)}\n\n${codeBlock(JSON.stringify(experiment, null, 2), 'json')}`
  )
  return ['## Experiments, as they ran', ...items].join('\n\n')
}

/** What the runs took, and the engines and machines that made them. */
export function environmentSection({ engines, environments, runs }: Report): string {
  const places = environments.map(({ claimcheck, commit, node, platform, cpu }, index) =>
    [
      String(runs.filter((run) => run.environment === index).length),
      claimcheck,
      commit ?? '–',
      node,
      platform,
      cpu
    ].map(escapeMarkdown)
  )
  const executed = engines.map(({ name, version, backend, instructionSet, lowering, numerics }) =>
    [name, version, backend, instructionSet, lowering ?? '–', numerics].map(escapeMarkdown)
  )
  const byKey = new Map(runs.map((run) => [run.key, run]))
  const total = [...byKey.values()].reduce((sum, run) => sum + run.wallTimeMs, 0)
  return [
    '## Environment',
    `${formatCount(byKey.size, 'run')}, ${formatDuration(total)} of run time in all, as recorded (an earlier verification may have made them).`,
    ...(executed.length === 0
      ? []
      : [markdownTable(['engine', 'version', 'backend', 'instruction set', 'lowering', 'numerics'], executed)]),
    ...(places.length === 0
      ? []
      : [markdownTable(['runs', 'claimcheck', 'commit', 'node', 'platform', 'CPU'], places, [0])])
  ].join('\n\n')
}

/** The commands that repeat the whole report. */
export function repeatSection(report: Report): string {
  const { environments } = report
  const commits = [...new Set(environments.flatMap(({ commit }) => (commit === null ? [] : [commit])))]
  const commit =
    commits.length === 0
      ? 'The runs were made outside of a checkout, by the version of claimcheck named above.'
      : `The runs were made at commit ${commits.map(codeSpan).join(', ')}.`
  return [
    '## How to repeat everything',
    commit,
    codeBlock(replayCommand(null, report), 'sh'),
    'With the same engine and numerics the same runs give the same bytes: `resultDigest` in report.json names them. To render this report again from its data, and to compute every verdict again from the evidence in it, without training:',
    codeBlock('npx claimcheck report --from report.json', 'sh')
  ].join('\n\n')
}

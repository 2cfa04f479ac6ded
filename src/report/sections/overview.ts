import { type ListedOutcome, OUTCOME_ORDER } from '../../claims/outcomes'
import {
  type Block,
  type Blocks,
  blocksOf,
  faint,
  group,
  heading,
  type Line,
  labelled,
  link,
  list,
  mark,
  note,
  paragraph,
  strong,
  type Table,
  table
} from '../../document/document'
import { groupBy } from '../../json/groupBy'
import { isFromElsewhere } from '../../kinds'
import { departure } from '../../runs/profiles'
import { plainLine } from '../../text/escape'
import { formatCount } from '../../text/format'
import { listedOutcome } from '../data/listedOutcome'
import { isUnexpected } from '../data/standing'
import type { Report, ReportClaim } from '../data/types'
import { countsWords, effectOf, expectationWords, expectedWords, explorationWords, substitutionWords } from '../words'
import { type Links, nameOf } from './context'

/** How a page calls an outcome, for a reader who sees it for the first time. */
const OUTCOME_WORDS: Readonly<Record<ListedOutcome, string>> = {
  reproduced: 'hold',
  'below-margin': 'by less than the margin',
  refuted: 'do not hold',
  inconclusive: 'undecided',
  'not-evaluable': 'not evaluable',
  'not-measured': 'not measured',
  'could-not-run': 'could not run',
  'not-in-profile': 'not in this profile'
}

/** More claims of a source take the whole width. */
const MANY = 12

/** The beginning of a text: how many claims had which outcome, and on what terms. */
export function textHead(report: Report): Block[] {
  const terms = [expectationWords(report.counts), explorationWords(report.claims), budgetWords(report)]
  return blocksOf([
    heading(1, `Reproducibility report, profile ${report.profile}: ${countsWords(report.counts)}`),
    substitutionNote(report),
    paragraph(terms.filter((words) => words !== '').join(' ')),
    labelled('What a verdict speaks of:', report.scope)
  ])
}

function substitutionNote(report: Report): Blocks {
  const substitution = substitutionWords(report)
  return substitution !== '' && note([strong('Other data.'), ' ', substitution])
}

/** What the profile is, against the sources' protocols, and its seeds. */
function budgetWords(report: Report): string {
  const { firstSeed, seedsOverride } = report
  const seeds = seedsOverride === null ? '' : ` Every claim ran with ${formatCount(seedsOverride, 'seed')} (--seeds).`
  return `${protocolWords(report)} Seeds start at ${firstSeed}.${seeds}${logsWords(report)}`
}

/** How many claims were judged by what was made elsewhere. */
function logsWords({ claims }: Report): string {
  const judged = claims.filter((entry) => entry.kind === 'judged')
  const fromLogs = judged.filter(({ claim, judgement }) => isFromElsewhere(claim, judgement)).length
  if (fromLogs === 0) return ''
  return ` ${fromLogs} of ${formatCount(judged.length, 'judged claim')} ${fromLogs === 1 ? 'is' : 'are'} judged from logs: nothing was run for ${fromLogs === 1 ? 'it' : 'them'}.`
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

/** The first screen of a page: which claims hold and which do not, by source, and on what terms. */
export function pageHead(report: Report, links: Links): Block[] {
  const sources = sourcesOf(report)
  const isLong = sources.some(([, entries]) => entries.length > MANY)
  const terms = [expectationWords(report.counts), explorationWords(report.claims)]
  return blocksOf([
    paragraph(['Reproducibility report · profile ', strong(report.profile)], 'kicker'),
    heading(1, headline(report), 'overview-title'),
    substitutionNote(report),
    paragraph(
      [
        budgetWords(report),
        Object.keys(report.experiments).length > 0 && [' ', link('experiments', 'How, experiment by experiment.')]
      ],
      'terms'
    ),
    countsTable(sources),
    group(
      isLong ? 'sources wide' : 'sources',
      sources.map(([key, entries]) => sourceCard(key, entries, links))
    ),
    paragraph(terms.filter((words) => words !== '').join(' '), 'terms')
  ])
}

/** How many claims hold and how many do not, in a sentence. */
export function headline({ counts }: Pick<Report, 'counts'>): string {
  const undecided = counts.inconclusive + counts['not-evaluable']
  const unmeasured = counts['not-measured'] ?? 0
  const short = counts['below-margin']
  const parts = [
    `${counts.reproduced} hold${counts.reproduced === 1 ? 's' : ''}`,
    `${counts.refuted} ${counts.refuted === 1 ? 'does' : 'do'} not`,
    ...(short > 0 ? [`${short} ${short === 1 ? 'holds' : 'hold'} in direction but by less than the margin`] : []),
    ...(undecided > 0 ? [`${undecided} ${undecided === 1 ? 'is' : 'are'} undecided`] : []),
    ...(unmeasured > 0 ? [`${unmeasured} ${unmeasured === 1 ? 'is' : 'are'} not measured`] : []),
    ...(counts['could-not-run'] > 0 ? [`${counts['could-not-run']} could not run`] : []),
    ...(counts['not-in-profile'] > 0
      ? [`${counts['not-in-profile']} ${counts['not-in-profile'] === 1 ? 'belongs' : 'belong'} to other profiles`]
      : [])
  ]
  const last = parts.pop()!
  return `Of ${formatCount(counts.claims, 'claim')} ${parts.join(', ')} and ${last}.`
}

/** In the order of the claims; our own extensions come after what others said. */
function sourcesOf({ claims }: Report): (readonly [string, readonly ReportClaim[]])[] {
  const sources = [...groupBy(claims, ({ claim }) => claim.source.key)]
  const isOurs = (entries: readonly ReportClaim[]) => entries.every(({ claim }) => claim.source.extension)
  return [...sources.filter(([, entries]) => !isOurs(entries)), ...sources.filter(([, entries]) => isOurs(entries))]
}

/** How many claims of each source had which outcome; only outcomes that occur. */
function countsTable(sources: readonly (readonly [string, readonly ReportClaim[]])[]): Table {
  const occurs = OUTCOME_ORDER.filter((outcome) =>
    sources.some(([, entries]) => entries.some((entry) => listedOutcome(entry) === outcome))
  )
  const headers = ['source', ...occurs.map((outcome) => mark(outcome, OUTCOME_WORDS[outcome])), 'claims']
  const rows = sources.map(([key, entries]) => [
    strong(nameOf(key)),
    ...occurs.map((outcome) => entries.filter((entry) => listedOutcome(entry) === outcome).length || '–'),
    entries.length
  ])
  const numeric = headers.map((_, index) => index).slice(1)
  return table(headers, rows, numeric, 'counts')
}

function sourceCard(key: string, entries: readonly ReportClaim[], links: Links): Block {
  const { citation } = entries[0]!.claim.source
  const groups = OUTCOME_ORDER.flatMap((outcome) => {
    const members = entries.filter((entry) => listedOutcome(entry) === outcome)
    if (members.length === 0) return []
    const name = mark(outcome, `${members.length} ${wordsFor(outcome, members.length)}`)
    const chips = members.map((entry) => chip(entry, links.claims.get(entry.claim.id)!))
    return [group('group', [heading(3, name), list(chips, 'chips')])]
  })
  const head = [heading(2, nameOf(key)), paragraph(plainLine(citation), 'citation')]
  return group('source', [...head, ...groups], links.sources.get(key)!)
}

function wordsFor(outcome: ListedOutcome, count: number): string {
  if (count !== 1) return OUTCOME_WORDS[outcome]
  return outcome === 'reproduced' ? 'holds' : outcome === 'refuted' ? 'does not hold' : OUTCOME_WORDS[outcome]
}

function chip(entry: ReportClaim, anchor: string): Line {
  const { id } = entry.claim
  const isMeasured = entry.kind === 'judged' && listedOutcome(entry) !== 'not-measured'
  const effect = isMeasured ? effectOf(entry.claim, entry.judgement).words(2) : null
  const surprise = entry.kind === 'judged' && isUnexpected(entry)
  return link(
    anchor,
    nameOf(id.slice(id.indexOf('/') + 1)),
    effect !== null && [' ', faint(effect)],
    surprise && [' ', strong(expectedWords(entry))]
  )
}

import { type ListedOutcome, OUTCOME_ORDER } from '../../claims/outcomes'
import {
  type Block,
  type Blocks,
  blocksOf,
  details,
  group,
  heading,
  labelled,
  link,
  mark,
  note,
  paragraph,
  strong,
  type Table,
  table
} from '../../document/document'
import { isFromElsewhere } from '../../kinds'
import { departure } from '../../runs/profiles'
import { formatCount } from '../../text/format'
import { listedOutcome } from '../data/listedOutcome'
import { pendingClaims } from '../data/pending'
import { headlineClaims, type RankedSource, rankedSources } from '../data/ranked'
import type { Report } from '../data/types'
import { countsWords, expectationWords, explorationWords, outcomesWords, substitutionWords } from '../words'
import { claimTable, leadingColumns } from './claimTable'
import { type Context, type Links, nameOf } from './context'
import { sourceCards } from './headlines'

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

/** The beginning of a text: which headline claims hold and which do not, by source, and on what terms. */
export function textHead(context: Context): Block[] {
  const { report } = context
  return blocksOf([
    heading(1, `Reproducibility report, profile ${report.profile}: ${countsWords(report.counts)}`),
    partialNote(report),
    substitutionNote(report),
    headlineClaims(report.claims).length > 0 && paragraph(strong(headline(report))),
    paragraph([standingWords(report), budgetWords(report)].filter((words) => words !== '').join(' ')),
    sourceCards(context),
    labelled('What a verdict speaks of:', report.scope)
  ])
}

/** That runs are still to come, and of which claims. */
function partialNote(report: Report): Blocks {
  const pending = pendingClaims(report)
  if (pending.length === 0) return false
  const ids = pending.slice(0, MOST_NAMED).map(({ claim }) => nameOf(claim.id))
  const more = pending.length > MOST_NAMED ? ` and ${pending.length - MOST_NAMED} more` : ''
  const count = `${pending.length} of ${formatCount(report.claims.length, 'claim')}`
  const wait = pending.length === 1 ? 'waits' : 'wait'
  return note([
    strong('Partial report.'),
    ` ${count} ${wait} for runs: ${ids.join(', ')}${more}. What is said of the others is provisional until then.`
  ])
}

const MOST_NAMED = 5

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

/** The first screen of a page: which headline claims hold and which do not, by source, and on what terms. */
export function pageHead(context: Context & { readonly links: Links }): Block[] {
  const { report } = context
  return blocksOf([
    paragraph(['Reproducibility report · profile ', strong(report.profile)], 'kicker'),
    heading(1, headline(report), 'overview-title'),
    partialNote(report),
    substitutionNote(report),
    paragraph(
      [
        allWords(report),
        budgetWords(report),
        Object.keys(report.experiments).length > 0 && [' ', link('experiments', 'How, experiment by experiment.')],
        ' ',
        link('glossary', 'What the words mean.'),
        ' A percentage says how far the first-named lies above (+) or below (-) the other, in brackets its interval. In the small figures the mark is the effect, the line its interval, the grey band the margin.'
      ],
      'terms'
    ),
    headlineTable(context),
    group('sources', sourceCards(context)),
    paragraph(standingWords(report), 'terms'),
    countsTable(rankedSources(report.claims))
  ])
}

/** What leads, of all sources, before each is told of; what was not judged is folded away beside what was. */
function headlineTable({ report, links }: Context & { readonly links: Links }): Blocks {
  const leading = rankedSources(report.claims).flatMap((source) => source.leading)
  if (leading.length < 2) return null
  const columns = leadingColumns(links)
  const judged = leading.filter(({ kind }) => kind === 'judged')
  const others = leading.filter(({ kind }) => kind !== 'judged')
  if (judged.length === 0 || others.length === 0) return claimTable(leading, columns, 'leading')
  return [
    claimTable(judged, columns, 'leading'),
    details(
      `Not judged here: ${formatCount(others.length, 'headline')}`,
      claimTable(others, columns.slice(0, -1), 'leading')
    )
  ]
}

/** How what was found stands to what was expected, and to what was preregistered. */
function standingWords({ counts, claims }: Report): string {
  return [expectationWords(counts), explorationWords(claims)].filter((words) => words !== '').join(' ')
}

/** How many of all claims hold, where the headline speaks of some of them. */
function allWords(report: Report): string {
  return headlineClaims(report.claims).length === 0 ? '' : `${outcomesWords('claim', report.claims)} `
}

/** How many claims hold and how many do not, in a sentence. */
export function headline({ claims }: Pick<Report, 'claims'>): string {
  const headlines = headlineClaims(claims)
  return headlines.length > 0 ? outcomesWords('headline claim', headlines) : outcomesWords('claim', claims)
}

/** How many claims of each source had which outcome; only outcomes that occur. */
function countsTable(sources: readonly RankedSource[]): Table {
  const bySource = sources.map(({ key, leading, supporting, checks }) => ({
    key,
    entries: [...leading, ...supporting, ...checks]
  }))
  const occurs = OUTCOME_ORDER.filter((outcome) =>
    bySource.some(({ entries }) => entries.some((entry) => listedOutcome(entry) === outcome))
  )
  const headers = ['source', ...occurs.map((outcome) => mark(outcome, OUTCOME_WORDS[outcome])), 'claims']
  const rows = bySource.map(({ key, entries }) => [
    strong(nameOf(key)),
    ...occurs.map((outcome) => entries.filter((entry) => listedOutcome(entry) === outcome).length || '–'),
    entries.length
  ])
  const numeric = headers.map((_, index) => index).slice(1)
  return table(headers, rows, numeric, 'counts')
}

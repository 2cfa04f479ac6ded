import { OUTCOME_ORDER } from '../../claims/outcomes'
import { plainLine, shorten } from '../../text/escape'
import { formatCount } from '../../text/format'
import { listedOutcome } from '../listedOutcome'
import { budgetWords } from '../markdown/renderMarkdown'
import type { Report, ReportClaim } from '../types'
import { effectWords, explorationWords, registeredWords, registrationWords, substitutionWords } from '../words'
import { sourceAnchorsOf } from './anchors'
import { inline, table } from './fromMarkdown'
import { type Html, html, NOTHING } from './html'
import { OUTCOME_WORDS, outcomeMark } from './outcomeMark'

const NAME_LIMIT = 60
/** More claims of a source take the whole width. */
const MANY = 12

/** What a reader wants to know first: which claims hold and which do not, by source, and on what terms. */
export function firstScreen(report: Report, anchors: ReadonlyMap<string, string>): Html {
  const substitution = substitutionWords(report)
  const sourceAnchors = sourceAnchorsOf(report)
  const sources = sourcesOf(report)
  const isLong = sources.some(([, entries]) => entries.length > MANY)
  return html`<section class="overview" aria-labelledby="overview-title">
<p class="kicker">Reproducibility report · profile <b>${report.profile}</b></p>
<h1 id="overview-title">${headline(report)}</h1>
${substitution === '' ? NOTHING : html`<p class="notice"><b>Other data.</b> ${substitution}</p>`}
<p class="terms">${inline(budgetWords(report))}${Object.keys(report.experiments).length > 0 && html` <a href="#experiments">How, experiment by experiment.</a>`}</p>
${countsTable(sources)}
<div class="${isLong ? 'sources wide' : 'sources'}">${sources.map(([key, entries]) => sourceCard(key, entries, sourceAnchors.get(key)!, anchors))}</div>
<p class="terms">${[registrationWords(report.counts), explorationWords(report.claims)].filter((words) => words !== '').join(' ')}</p>
</section>`
}

/** How many claims hold and how many do not, in a sentence. */
export function headline({ counts }: Pick<Report, 'counts'>): string {
  const undecided = counts.inconclusive + counts['not-evaluable']
  const unmeasured = counts['not-measured'] ?? 0
  const parts = [
    `${counts.reproduced} hold${counts.reproduced === 1 ? 's' : ''}`,
    `${counts.refuted} ${counts.refuted === 1 ? 'does' : 'do'} not`,
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
  const keys = [...new Set(claims.map(({ claim }) => claim.source.key))]
  const sources = keys.map((key) => [key, claims.filter(({ claim }) => claim.source.key === key)] as const)
  const isOurs = (entries: readonly ReportClaim[]) => entries.every(({ claim }) => claim.source.extension)
  return [...sources.filter(([, entries]) => !isOurs(entries)), ...sources.filter(([, entries]) => isOurs(entries))]
}

/** How many claims of each source had which outcome; only outcomes that occur. */
function countsTable(sources: readonly (readonly [string, readonly ReportClaim[]])[]): Html {
  const occurs = OUTCOME_ORDER.filter((outcome) =>
    sources.some(([, entries]) => entries.some((entry) => listedOutcome(entry) === outcome))
  )
  const headers = ['source', ...occurs.map((outcome) => outcomeMark(outcome, OUTCOME_WORDS[outcome])), 'claims']
  const rows = sources.map(([key, entries]) => [
    html`<b>${shorten(plainLine(key), NAME_LIMIT)}</b>`,
    ...occurs.map((outcome) => entries.filter((entry) => listedOutcome(entry) === outcome).length || '–'),
    entries.length
  ])
  const numeric = headers.map((_, index) => index).slice(1)
  return html`<div class="counts">${table(headers, rows, numeric)}</div>`
}

function sourceCard(
  key: string,
  entries: readonly ReportClaim[],
  id: string,
  anchors: ReadonlyMap<string, string>
): Html {
  const { citation } = entries[0]!.claim.source
  const groups = OUTCOME_ORDER.flatMap((outcome) => {
    const members = entries.filter((entry) => listedOutcome(entry) === outcome)
    if (members.length === 0) return []
    const chips = members.map((entry) => chip(entry, anchors.get(entry.claim.id)!))
    return [
      html`<div class="group"><h3>${outcomeMark(outcome, `${members.length} ${wordsFor(outcome, members.length)}`)}</h3><ul class="chips">${chips}</ul></div>\n`
    ]
  })
  return html`<article class="source" id="${id}"><h2>${shorten(plainLine(key), NAME_LIMIT)}</h2><p class="citation">${plainLine(citation)}</p>
${groups}</article>\n`
}

function wordsFor(outcome: ReturnType<typeof listedOutcome>, count: number): string {
  if (count !== 1) return OUTCOME_WORDS[outcome]
  return outcome === 'reproduced' ? 'holds' : outcome === 'refuted' ? 'does not hold' : OUTCOME_WORDS[outcome]
}

function chip(entry: ReportClaim, anchor: string): Html {
  const { id } = entry.claim
  const slug = plainLine(id.slice(id.indexOf('/') + 1))
  const isMeasured = entry.kind === 'judged' && listedOutcome(entry) !== 'not-measured'
  const effect = isMeasured ? effectWords(entry.claim, entry.judgement, 2).effect : '–'
  const surprise = registeredWords(entry).startsWith('NOT')
  return html`<li><a href="#${anchor}">${shorten(slug, NAME_LIMIT)}${effect === '–' ? NOTHING : html` <i>${effect}</i>`}${surprise ? html` <b>${registeredWords(entry)}</b>` : NOTHING}</a></li>`
}

import { plainLine, shorten } from '../../text/escape'
import { listedOutcome } from '../listedOutcome'
import type { Report } from '../types'
import { effectWords, registeredWords, statusWords } from '../words'
import { table } from './fromMarkdown'
import { type Html, html, NOTHING } from './html'
import { outcomeMark } from './outcomeMark'

const STATEMENT_LIMIT = 200

/** One row a claim. */
export function summaryTable(report: Report, anchors: ReadonlyMap<string, string>): Html {
  const rows = report.claims.map((entry, index) => {
    const { claim } = entry
    const judged = entry.kind === 'judged' ? effectWords(claim, entry.judgement) : null
    const exploratory = entry.kind === 'judged' && entry.registration.state !== 'registered'
    return [
      index + 1,
      html`<a href="#${anchors.get(claim.id)!}">${shorten(plainLine(claim.id), 100)}</a><br><small>${shorten(plainLine(claim.statement), STATEMENT_LIMIT)}${claim.source.extension && ' (our extension)'}</small>`,
      html`${outcomeMark(listedOutcome(entry), statusWords(entry))}${exploratory ? html` <small>exploratory</small>` : NOTHING}`,
      judged?.effect ?? '–',
      judged?.interval ?? '–',
      judged?.n ?? '–',
      registeredWords(entry)
    ]
  })
  const headers = ['no.', 'claim', 'verdict', 'effect', 'interval', 'n', 'registered?']
  return html`<div class="sortable">${table(headers, rows, [0, 5])}</div>`
}

import { type Block, labelled, list, type Table, table, words } from '../../document/document'
import { listedOutcome } from '../../report/data/listedOutcome'
import type { ReportClaim } from '../../report/data/types'
import { effectWordsOf, statusWords } from '../../report/words'
import type { Subject } from './subject'

/** Where a person has to write: nothing of it follows from a report. */
export function gap(what: string): Block {
  return labelled('TO BE WRITTEN:', what)
}

/** A claim's place in its source. */
export function passageOf({ source }: ReportClaim['claim']): string {
  return source.extension ? `${source.locator} (our extension)` : source.locator
}

/** What was measured of each claim, as a table for a paper. */
export function resultsTable({ claims }: Subject): Table {
  const rows = claims.map((entry) => {
    const { effect, interval, n } = effectWordsOf(entry.claim, entry.judgement)
    return [entry.claim.statement, passageOf(entry.claim), effect, interval, n ?? '–', statusWords(entry)]
  })
  return table(['claim', 'where', 'effect', 'interval', 'n', 'outcome'], rows, [4])
}

/** How many claims came to what. */
export function countsList({ claims }: Subject): Block {
  const counts = new Map<string, number>()
  for (const entry of claims) counts.set(listedOutcome(entry), (counts.get(listedOutcome(entry)) ?? 0) + 1)
  return list([...counts].map(([outcome, count]) => words`${outcome}: ${count} of ${claims.length}`))
}

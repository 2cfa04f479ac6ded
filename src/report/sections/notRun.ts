import { outcomeInWords } from '../../claims/outcomes'
import { type Block, blocksOf, labelled, list, paragraph, type Section, words } from '../../document/document'
import { sentenceOf } from '../../text/escape'
import type { CouldNotRunClaim } from '../data/types'
import { remedyLine } from '../remedy'
import { statusWords } from '../words'
import { statementBlocks } from './claim'
import { type Context, claimName } from './context'

/** What could not run, in a text; in a page each stands among the other claims. */
export function couldNotRun({ report, links }: Context): Section | null {
  if (links !== null) return null
  const parts = report.claims.flatMap((entry, index): Block[] => {
    if (entry.kind !== 'could-not-run') return []
    const { claim } = entry
    const [title, status] = [claimName(claim), [statusWords(entry)]]
    return [{ kind: 'part', id: claim.id, number: index + 1, title, status, blocks: couldNotRunBlocks(entry) }]
  })
  if (parts.length === 0) return null
  return {
    anchor: 'could-not-run',
    title: 'What could not run',
    blocks: [paragraph('No scientific outcome: something was missing or broke.'), ...parts]
  }
}

/** Why a claim could not run, and what helps. @param statement what it is, where it stands otherwise than in a text */
export function couldNotRunBlocks(
  { claim, reason, remedy, expected }: CouldNotRunClaim,
  statement = statementBlocks(claim)
): Block[] {
  return blocksOf([
    statement,
    labelled('Why.', sentenceOf(reason)),
    expected !== null && labelled('Expected outcome, not tested here:', `${outcomeInWords(expected)}.`),
    labelled('What helps:', remedyLine(remedy))
  ])
}

/** Claims that are expected for other profiles only, in a text. */
export function notInProfile({ report: { claims, profile }, links }: Context): Section | null {
  const entries = claims.filter((entry) => entry.kind === 'not-in-profile')
  if (links !== null || entries.length === 0) return null
  const items = entries.map(
    ({ claim, expectedFor }) =>
      words`${claimName(claim)}: ${sentenceOf(claim.statement)} For ${expectedFor.join(', ')} only.`
  )
  return { anchor: 'not-in-profile', title: `Not part of profile ${profile}`, blocks: [list(items)] }
}

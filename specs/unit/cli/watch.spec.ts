import { watchReport } from '../../../src/cli/watch'
import { buildReport } from '../../../src/report/data/build'
import type { Report } from '../../../src/report/data/types'
import { renderMarkdown } from '../../../src/report/formats/markdown'
import { everyOutcome } from '../../unit/report/inputs'

const built = buildReport(everyOutcome())
const judged = built.claims.filter((entry) => entry.kind === 'judged')
const whole: Report = { ...built, claims: judged }

/** The same, with a claim that waits for runs. */
function lacking(count: number): Report {
  const waiting = judged.slice(0, count).map(({ claim, replay }) => ({
    kind: 'could-not-run' as const,
    claim: { ...claim, id: `${claim.id}-waits` },
    cause: 'not-run' as const,
    reason: 'its runs are not all in the store',
    remedy: replay,
    replay,
    expected: null
  }))
  return { ...whole, claims: [...whole.claims, ...waiting] as Report['claims'] }
}

async function watched(reports: readonly Report[], signal = new AbortController().signal) {
  const left = [...reports]
  const said: string[] = []
  const onPartial = async (_: Report, words: string) => void said.push(words)
  const last = await watchReport(async () => left.shift()!, { onPartial, signal }, 1)
  return { said, last, left }
}

describe('watchReport', () => {
  it('tells of each report that differs, until no run is missing', async () => {
    const all = whole.claims.length
    const { said, last, left } = await watched([lacking(2), lacking(2), lacking(1), whole, whole])
    expect(said).toEqual([`2 of ${all + 2} claims wait for runs`, `1 of ${all + 1} claims wait for runs`])
    expect(last).toBe(whole)
    expect(left).toHaveLength(1)
  })

  it('ends when it is stopped, with what there is', async () => {
    const { last, left } = await watched([lacking(1), whole], AbortSignal.abort())
    expect(last.claims).toHaveLength(whole.claims.length + 1)
    expect(left).toHaveLength(1)
  })
})

describe('a report that lacks runs', () => {
  it('says first that it is partial, and which claims wait', () => {
    const text = renderMarkdown(lacking(1))
    const note = /\*\*Partial report\.\*\* (.*)/.exec(text)![1]!
    expect(note).toContain(`1 of ${whole.claims.length + 1} claims waits for runs: ${whole.claims[0]!.claim.id}-waits.`)
    expect(note).toContain('provisional')
    expect(text.indexOf('Partial report')).toBeLessThan(600)
    expect(renderMarkdown(whole)).not.toContain('Partial report')
  })
})

import { buildReport } from '../../../../src/report/data/build'
import type { ClaimOutcome } from '../../../../src/report/data/types'
import { renderSummary } from '../../../../src/report/formats/summary'
import { entryWith } from '../../../support/outcomes'
import { HOSTILE_TEXTS, hostileInput } from '../hostile'
import { everyOutcome } from '../inputs'

const report = buildReport(everyOutcome())
const summary = renderSummary(report)

/** Lines above and below the fold. */
function parts(text: string): readonly [string, string] {
  const [above, below] = text.split('<details>')
  return [above!, below ?? '']
}

describe('renderSummary', () => {
  it('begins with the counts and shows what asks for attention before everything else', () => {
    const [above, below] = parts(summary)
    expect(above).toMatch(
      /^### Claims: 22 as expected, 4 differ, 1 without expectation \(0 reproduced\), \d could not run\n/
    )
    for (const entry of report.claims) {
      const fine = entry.kind === 'not-in-profile' || (entry.kind === 'judged' && entry.matches)
      const row = `| ${entry.claim.id} |`
      expect([above.includes(row), below.includes(row)]).toEqual([!fine, fine])
    }
  })

  it('gives the command that repeats each, or mends it', () => {
    const [above] = parts(summary)
    const commands = /```sh\n([\s\S]*?)```/.exec(above)?.[1]
    expect(commands).toContain('npx claimcheck data fetch mnist\n')
    const differing = report.claims.filter((entry) => entry.kind === 'judged' && !entry.matches)
    for (const entry of differing) expect(commands).toContain(entry.kind === 'judged' ? entry.replay : '')
  })

  it('has nothing above the fold where all is as expected', () => {
    const fine = report.claims.filter((entry) => entry.kind === 'judged' && entry.matches)
    const text = renderSummary({ ...report, claims: fine })
    expect(parts(text)[0]).not.toContain('|')
    expect(text).toContain(`<summary>All ${fine.length} claims</summary>`)
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('shows %j as text', (_name, text) => {
    const rendered = renderSummary(buildReport(hostileInput(text)))
    // Inside of a fence nothing is markup.
    const markup = rendered.replace(/^(`{3,})sh\n[\s\S]*?^\1$/gm, '')
    expect(markup).not.toMatch(/<(?!!-- -->|\/?details>|\/?summary>)/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(rendered).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2067\uFEFF]/)
    expect(rendered.length).toBeLessThan(65_536)
    const table = rendered.split('\n').filter((line) => line.startsWith('| a/'))
    // Borders of the six cells, and no more.
    for (const row of table) expect(row.match(/\|/g)).toHaveLength(7)
  })

  it('tells nobody who is called as a claim is', () => {
    const claims = everyOutcome().claims.map((outcome): ClaimOutcome => {
      if (outcome.kind !== 'not-in-profile') return outcome
      return { ...outcome, claim: { ...outcome.claim, id: 'toy/@octocat' } }
    })
    expect(renderSummary(buildReport({ ...everyOutcome(), claims }))).not.toContain('@octocat')
  })

  it('stays within a comment of GitHub however many claims differ, and counts the rest', () => {
    const differing = report.claims.find((entry) => entry.kind === 'judged' && !entry.matches)!
    const claims = Array.from({ length: 5000 }, (_, index) => ({
      ...entryWith(differing, { id: `toy/${index}-${'x'.repeat(200)}` }),
      replay: `npx claimcheck verify toy/${index}-${'x'.repeat(200)}`
    }))
    const text = renderSummary({ ...report, claims })
    expect(text.length).toBeLessThan(60_000)
    expect(text).toMatch(/and \d+ more, in report\.md/)
    expect(text).toMatch(/# and \d+ more\n```/)
  })
})

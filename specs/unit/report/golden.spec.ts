import { readFileSync } from 'node:fs'
import path from 'node:path'
import { encodeReport } from '../../../src/report/data/encode'
import { parseReport } from '../../../src/report/data/parse'
import { recomputeReport } from '../../../src/report/data/recompute'
import { renderBadge } from '../../../src/report/formats/badge'
import { renderJunit } from '../../../src/report/formats/junit'
import { renderMarkdown } from '../../../src/report/formats/markdown'
import { renderSummary } from '../../../src/report/formats/summary'

/** Written by makeGolden.ts. It guards what readers of stored reports rely on, on every platform and Node version. */
const golden = (name: string) => readFileSync(path.resolve(__dirname, '../../../fixtures/report', name), 'utf8')

describe('a stored report', () => {
  const report = parseReport(golden('report.json'))

  it('is read and written to the same bytes', () => {
    expect(encodeReport(report)).toBe(golden('report.json'))
  })

  it('is rendered to the same bytes', () => {
    expect(renderMarkdown(report)).toBe(golden('report.md'))
    expect(renderJunit(report)).toBe(golden('junit.xml'))
    expect(renderSummary(report)).toBe(golden('summary.md'))
    expect(renderBadge(report)).toBe(golden('badge.svg'))
  })

  it('still gives the same verdicts', () => {
    const verdicts = (of: typeof report) =>
      of.claims.map((entry) => [entry.claim.id, entry.kind === 'judged' ? entry.judgement.verdict : entry.kind])
    expect(verdicts(recomputeReport(report))).toEqual(verdicts(report))
  })
})

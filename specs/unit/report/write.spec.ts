import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InfrastructureError } from '../../../src/errors'
import { buildReport } from '../../../src/report/data/build'
import { encodeReport } from '../../../src/report/data/encode'
import { renderBadge } from '../../../src/report/formats/badge'
import { renderHtml } from '../../../src/report/formats/html/renderHtml'
import { renderJunit } from '../../../src/report/formats/junit'
import { renderMarkdown } from '../../../src/report/formats/markdown'
import { renderSummary } from '../../../src/report/formats/summary'
import { writeReport } from '../../../src/report/write'
import { REPORT_FILES } from '../../support/reportFiles'
import { everyOutcome } from './inputs'

const report = buildReport(everyOutcome())
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-report-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('writeReport', () => {
  it('writes its forms into a new folder, and nothing else', async () => {
    const target = path.join(folder, 'reports', 'first')
    const files = await writeReport(target, report)
    expect(readFileSync(files.json, 'utf8')).toBe(encodeReport(report))
    expect(readFileSync(files.markdown, 'utf8')).toBe(renderMarkdown(report))
    expect(readFileSync(files.html, 'utf8')).toBe(await renderHtml(report))
    expect(readFileSync(files.junit, 'utf8')).toBe(renderJunit(report))
    expect(readFileSync(files.summary, 'utf8')).toBe(renderSummary(report))
    expect(readFileSync(files.badge, 'utf8')).toBe(renderBadge(report))
    expect(readdirSync(target).sort()).toEqual(REPORT_FILES)
  })

  it('replaces an older report', async () => {
    writeFileSync(path.join(folder, 'report.json'), 'old')
    expect(readFileSync((await writeReport(folder, report)).json, 'utf8')).toBe(encodeReport(report))
  })

  it('says where it could not write', async () => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    await expect(writeReport(path.join(file, 'report'), report)).rejects.toThrow(InfrastructureError)
    await expect(writeReport(path.join(file, 'report'), report)).rejects.toThrow(/could not be written[\s\S]*to mend:/)
  })
})

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { InfrastructureError } from '../../../src/errors'
import { buildReport } from '../../../src/report/data/build'
import { encodeReport } from '../../../src/report/data/encode'
import { parseReport } from '../../../src/report/data/parse'
import { renderBadge } from '../../../src/report/formats/badge'
import { HTML, renderHtml } from '../../../src/report/formats/html/renderHtml'
import { renderJunit } from '../../../src/report/formats/junit'
import { renderMarkdown } from '../../../src/report/formats/markdown'
import { renderSummary } from '../../../src/report/formats/summary'
import { writeReport } from '../../../src/report/write'
import { REPORT_FILES } from '../../support/reportFiles'
import { everyOutcome } from '../../unit/report/inputs'

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

  it('compresses its data on request, to the same bytes each time, and takes the place of what was plain', async () => {
    await writeReport(folder, report)
    const { json } = await writeReport(folder, report, undefined, { compress: true })
    expect(json).toBe(path.join(folder, 'report.json.gz'))
    expect(readdirSync(folder).sort()).toEqual(REPORT_FILES.map((name) => name.replace('.json', '.json.gz')))
    const bytes = readFileSync(json)
    expect(gunzipSync(bytes).toString()).toBe(encodeReport(report))
    expect(parseReport(bytes)).toStrictEqual(report)
    // RFC 1952: the time of the file, which would differ from day to day.
    expect(bytes.readUInt32LE(4)).toBe(0)
    await writeReport(folder, report)
    expect(readdirSync(folder).sort()).toEqual(REPORT_FILES)
  })

  it('leaves no page of an older report beside a new one', async () => {
    await writeReport(folder, report, undefined, { split: true })
    const split = readdirSync(folder)
    expect(split.filter((name) => /^report-\d/.test(name)).length).toBeGreaterThan(0)
    writeFileSync(path.join(folder, 'report-9-another.html'), 'of an older one')
    await writeReport(folder, report, undefined, { split: true })
    expect(readdirSync(folder)).toEqual(split)
    await writeReport(folder, report)
    expect(readdirSync(folder).sort()).toEqual(REPORT_FILES)
  })

  it('leaves the numbers, and no page of an older report, where a page cannot be drawn', async () => {
    await writeReport(folder, report)
    jest.spyOn(HTML, 'render').mockRejectedValueOnce(new RangeError('too many claims'))
    await expect(writeReport(folder, report, undefined, { compress: true })).rejects.toThrow('too many claims')
    expect(readdirSync(folder).sort()).toEqual(
      REPORT_FILES.filter((name) => name !== 'report.html').map((name) => name.replace('.json', '.json.gz'))
    )
  })

  it('says where it could not write', async () => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    await expect(writeReport(path.join(file, 'report'), report)).rejects.toThrow(InfrastructureError)
    await expect(writeReport(path.join(file, 'report'), report)).rejects.toThrow(/could not be written[\s\S]*to mend:/)
  })
})

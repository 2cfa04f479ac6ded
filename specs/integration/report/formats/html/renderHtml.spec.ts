import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { escapeHtml } from '../../../../../src/document/html'
import { MAX_ALIGNED_COLUMNS } from '../../../../../src/document/toHtml'
import { buildReport } from '../../../../../src/report/data/build'
import { parseCalibration } from '../../../../../src/report/data/calibrationSummary'
import { parseReport } from '../../../../../src/report/data/parse'
import type { ReportClaim } from '../../../../../src/report/data/types'
import { renderHtml } from '../../../../../src/report/formats/html/renderHtml'
import { NO_STUDIES } from '../../../../../src/report/sections/context'
import { parseSensitivity } from '../../../../../src/report/sensitivity/parse'
import { encodeSensitivity } from '../../../../../src/report/sensitivity/write'
import { effectWordsOf, statusWords } from '../../../../../src/report/words'
import { HOSTILE_TEXTS, hostileInput } from '../../../../unit/report/hostile'
import { everyKind } from '../../../../unit/report/inputs'
import { measuredReport, notRunReport } from '../../../../unit/report/sensitivity/reports'

const REFERENCE = path.resolve(__dirname, '../../../../../reports/reference')
const report = buildReport(everyKind())
let page: string

beforeAll(async () => {
  page = await renderHtml(report)
})

describe('the page', () => {
  it('has the same bytes when it is rendered again', async () => {
    expect(await renderHtml(buildReport(everyKind()))).toBe(page)
  })

  it('names every claim with its verdict, effect and interval', () => {
    for (const entry of report.claims) {
      expect(page).toContain(escapeHtml(statusWords(entry)))
      expect(page).toContain(`id="${entry.claim.id}"`)
      if (entry.kind !== 'judged') continue
      const { effect, interval } = effectWordsOf(entry.claim, entry.judgement)
      expect(page).toContain(`<td>${escapeHtml(effect)}<td>${escapeHtml(interval)}<td`)
      expect(page).toContain(escapeHtml(entry.replay))
    }
  })

  it('says first how many hold', () => {
    const { reproduced, refuted, claims } = report.counts
    expect(/<h1[^>]*>(.*)<\/h1>/.exec(page)?.[1]).toMatch(
      new RegExp(
        `^Of ${claims} claims ${reproduced} hold, ${refuted} do not, .* could not run and 1 belongs to other profiles\\.$`
      )
    )
  })

  it('points only to what it holds, and no two elements share an id', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)
    expect(ids.length).toBe(new Set(ids).size)
    const targets = [...page.matchAll(/ href="?#([^"> ]+)/g)].map(([, id]) => id!)
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
  })

  it('has no wider table than its style aligns', () => {
    const widths = [...page.matchAll(/<thead>(.*?)<tbody>/gs)].map(([, head]) => head!.match(/<t[hd]/g)!.length)
    expect(widths.length).toBeGreaterThan(report.claims.length)
    expect(Math.max(...widths)).toBeLessThanOrEqual(MAX_ALIGNED_COLUMNS)
  })

  it('allows nothing but its own script and style', () => {
    const digest = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)![1]!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`style-src '${digest(style)}'`)
    expect(policy).toContain(`script-src '${digest(script)}'`)
    expect(page).not.toMatch(/ style="| on[a-z]+="|<(?:img|iframe|link|object|embed)\b/)
    expect(page).not.toMatch(/(?:src|href)="(?!#)/)
  })
})

describe('hostile texts', () => {
  const shape = (markup: string) =>
    [...markup.matchAll(/<\/?[a-z][a-z0-9]*/g)]
      .map(([tag]) => tag)
      .filter((tag) => !/^<\/?(?:text|tspan|g|path)$/.test(tag))

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 40), text] as const))(
    '%j changes no structure',
    async (_, text) => {
      const hostile = await renderHtml(buildReport(hostileInput(text)))
      const plain = await renderHtml(buildReport(hostileInput('plain')))
      expect(shape(hostile)).toEqual(shape(plain))
      expect(hostile).not.toContain('<script>alert')
    }
  )
})

describe('the reference report', () => {
  // Same records, same bytes; CONTRIBUTING.md says how a page is made anew.
  const digestOf = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')
  const read = (...parts: string[]) => readFileSync(path.join(REFERENCE, ...parts))

  it('is a page that a browser and a mail take, with every study beside it', async () => {
    const studies = readdirSync(path.join(REFERENCE, 'sensitivity'))
    const shown = await renderHtml(parseReport(read('standard', 'report.json.gz')), {
      ...NO_STUDIES,
      sensitivity: studies.map((name) => parseSensitivity(read('sensitivity', name, 'sensitivity.json.gz'), name)),
      calibration: parseCalibration(read('calibration', 'calibration.json.gz'), 'calibration.json.gz')
    })
    // Of it 60 kB are what each comparison would come to at other margins.
    expect(Buffer.byteLength(shown)).toBeLessThan(1.7e6)
    expect(digestOf(shown)).toBe(digestOf(read('standard', 'report.html')))
    expect(shown).toContain(`id="sensitivity-${studies.length}"`)
    expect(shown).toContain('id="calibration"')
  })

  it('at the budget of the sources is the page of its records', async () => {
    const shown = await renderHtml(parseReport(read('paper', 'report.json.gz')))
    expect(digestOf(shown)).toBe(digestOf(read('paper', 'report.html')))
    expect(Buffer.byteLength(shown)).toBeLessThan(1.5e6)
  })
})

describe('studies beside the report', () => {
  it('are shown with their figures', async () => {
    const studies = [measuredReport(), notRunReport()].map((study) =>
      parseSensitivity(encodeSensitivity(study), 'sensitivity.json')
    )
    const shown = await renderHtml(report, { ...NO_STUDIES, sensitivity: studies })
    expect(shown).toContain('id="figure-sensitivity-1-map"')
    expect(shown).toContain('id="figure-sensitivity-1-variance"')
    expect(shown).toContain('mnist is not here')
  })
})

describe('the first table of a page', () => {
  const ranked = (kinds: readonly string[]) => {
    const claims = kinds
      .flatMap((kind) => report.claims.filter((entry) => entry.kind === kind).slice(0, 2))
      .map((entry) => ({ ...entry, claim: { ...entry.claim, rank: 'headline' } }) as ReportClaim)
    return { ...report, claims }
  }
  const firstTable = async (kinds: readonly string[]) => {
    const html = await renderHtml(ranked(kinds))
    return html.slice(html.indexOf('effect and interval'), html.indexOf('What would change the answer'))
  }

  it('has the headlines that were judged, and folds the others away below', async () => {
    const html = await firstTable(['judged', 'could-not-run'])
    const fold = html.indexOf('Not judged here: ')
    expect(fold).toBeGreaterThan(0)
    expect(html.slice(0, fold)).not.toContain('Could not run')
    expect(html.slice(fold)).toContain('Could not run')
  })

  it('has all of them where none or each was judged', async () => {
    expect(await firstTable(['judged'])).not.toContain('Not judged here')
    expect(await firstTable(['could-not-run'])).not.toContain('Not judged here')
  })
})

import { buildReport } from '../../../../../src/report/data/build'
import type { Report, ReportClaim } from '../../../../../src/report/data/types'
import { renderHtml } from '../../../../../src/report/formats/html/renderHtml'
import { BESIDE_INDEX, renderPages } from '../../../../../src/report/formats/html/renderPages'
import { HOSTILE_TEXTS, hostileInput } from '../../../../unit/report/hostile'
import { everyKind } from '../../../../unit/report/inputs'

const report = someOf(buildReport(everyKind()))

interface Page {
  readonly name: string
  readonly content: string
  readonly ids: readonly string[]
}

/** Figures take their time. */
function someOf(of: Report): Report {
  return { ...of, claims: of.claims.filter((_, index) => index % 5 === 0) }
}

async function pagesOf(of: Report): Promise<Page[]> {
  const pages = await renderPages(of)
  return pages.map(({ name, content }) => ({ name, content: String(content), ids: idsOf(String(content)) }))
}

function idsOf(page: string): string[] {
  return [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)
}

/** A report of one source with so many claims, each a copy of a claim that takes no figure. */
function manyClaims(count: number): Report {
  const [entry] = buildReport(everyKind()).claims.filter(({ kind }) => kind === 'could-not-run')
  const claims = Array.from({ length: count }, (_, index) => {
    const claim = { ...entry!.claim, id: `toy/many-${index + 1}` }
    return { ...entry!, claim } as ReportClaim
  })
  return { ...report, claims, runs: [], experiments: {} }
}

describe('a report in pages', () => {
  let pages: readonly Page[]
  let whole: readonly string[]
  beforeAll(async () => {
    pages = await pagesOf(report)
    whole = idsOf(await renderHtml(report))
  })

  it('has its first page under the usual name, and others beside it', () => {
    const [first, ...others] = pages.map(({ name }) => name)
    expect(first).toBe('report.html')
    expect(others.length).toBeGreaterThan(1)
    for (const name of others) expect(name).toMatch(BESIDE_INDEX)
  })

  it('holds everything that the page in one file holds, once but for what every page has', () => {
    const all = new Set(pages.flatMap(({ ids }) => ids))
    // The heading of the claims is that of each of their pages.
    expect(whole.filter((id) => !all.has(id) && id !== 'claims-title')).toEqual([])
    for (const { ids } of pages) expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('links to pages and places that are there', () => {
    const idsByName = new Map(pages.map(({ name, ids }) => [name, new Set(ids)]))
    let links = 0
    for (const { name, content } of pages) {
      for (const [, href] of content.matchAll(/<a [^>]*href="?([^"> ]+)/g)) {
        const [file, id] = href!.split('#')
        const ids = idsByName.get(file === '' ? name : file!)
        expect([href, ids !== undefined && (id === undefined || ids.has(id))]).toEqual([href, true])
        links++
      }
    }
    expect(links).toBeGreaterThan(50)
  })

  it('knows of every address of the whole page on which of its pages it is', () => {
    const places = JSON.parse(/ id="places">([^<]*)</.exec(pages[0]!.content)![1]!) as Record<string, string[]>
    for (const { claim } of report.claims) {
      const [file] = Object.entries(places).find(([, ids]) => ids.includes(claim.id))!
      const { content } = pages.find(({ name }) => name === file)!
      expect(content).toContain(`<article class="claim" id="${claim.id}"`)
    }
    const found = new Set([...pages[0]!.ids, ...Object.values(places).flat()])
    expect(whole.filter((id) => !found.has(id) && !/^t-|-title$/.test(id))).toEqual([])
  })

  it('leads to every claim without a script', () => {
    for (const { claim } of report.claims) expect(pages[0]!.content).toMatch(new RegExp(`<span id="${claim.id}">`))
  })

  it('has the same bytes when it is rendered again', async () => {
    expect(await pagesOf(someOf(buildReport(everyKind())))).toEqual(pages)
  })

  it('takes no word of others for a name of a file or for markup', async () => {
    for (const { name, content } of await pagesOf(buildReport(hostileInput(HOSTILE_TEXTS.join(' '))))) {
      expect(name).toMatch(/^report(-[a-z0-9-]+)?\.html$/)
      expect(content).not.toContain('<script>alert')
    }
  })
})

describe('a report of many claims', () => {
  it('has fifty claims on a page, and grows as their number does', async () => {
    const [some, twice] = [await pagesOf(manyClaims(100)), await pagesOf(manyClaims(200))]
    const claimsOn = ({ content }: Page) => content.match(/<article class="claim"/g)?.length ?? 0
    expect(Math.max(...twice.map(claimsOn))).toBe(50)
    expect(twice.map(claimsOn).reduce((sum, count) => sum + count)).toBe(200)
    const bytes = (pages: readonly Page[]) => pages.reduce((sum, { content }) => sum + content.length, 0)
    expect(bytes(twice) / bytes(some)).toBeLessThan(2.05)
  })
})

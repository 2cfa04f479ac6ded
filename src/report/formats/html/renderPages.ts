import { heading, link, paragraph, type Section } from '../../../document/document'
import { type Html, html, trusted } from '../../../document/html'
import type { OutputFile } from '../../../files/writeOutput'
import type { Report } from '../../data/types'
import { sectionsOf } from '../../sections'
import { claimIndex } from '../../sections/allClaims'
import { claimPages, searchedClaims } from '../../sections/claims'
import { pageContext, type Studies } from '../../sections/context'
import { pageHead } from '../../sections/overview'
import { drawFigures } from './drawFigures'
import { type PageLink, type PageParts, page } from './page'
import { footerOf, HTML, overviewHtml, sectionHtml, titleOf } from './renderHtml'

/** What stands on the first page beside the headlines and the table of claims: short, and asked for by every reader. */
const ON_INDEX: ReadonlySet<string> = new Set(['method', 'glossary', 'repeat'])
/** They are on pages of their own. */
const CLAIMS = 'claims'
const OF_CLAIMS: ReadonlySet<string> = new Set([CLAIMS])
const BACKGROUND = 'report-background.html'

/** Files of pages beside the first, of this report or an older one. */
export const BESIDE_INDEX = /^report-[a-z0-9-]+\.html$/

/**
 * The report as several HTML files: the headlines with a table of all claims, the claims of each source (fifty on a page where it
 * has many), and what lies behind them. Every address `report.html#id` of the page that is one file still leads to its place, and
 * the first page searches all claims. In time and bytes it grows as the report does.
 *
 * @param studies studies and a calibration to show beside it
 * @returns the first page first; all lie in one folder
 */
export async function renderPages(report: Report, studies?: Studies): Promise<OutputFile[]> {
  const context = pageContext(report, studies)
  const others = sectionsOf(context).filter(({ anchor }) => !OF_CLAIMS.has(anchor))
  const claims = claimPages(context).map(({ source, title, blocks }, index) => ({
    file: `report-${index + 1}-${slugOf(source)}.html`,
    title,
    sections: [{ anchor: CLAIMS, title, isOpen: true, blocks } satisfies Section]
  }))
  const background = {
    file: BACKGROUND,
    title: 'Protocols, assumptions and studies',
    sections: others.filter(({ anchor }) => !ON_INDEX.has(anchor))
  }
  const all = [...claims, ...(background.sections.length > 0 ? [background] : [])]
  const index = { file: HTML.file, title: 'First page: headlines, search, every claim' }

  const first = await drawn(index, [claimIndex(context), ...others.filter(({ anchor }) => ON_INDEX.has(anchor))], {
    head: pageHead(context),
    title: titleOf(report),
    pages: all
  })
  const rest: Drawn[] = []
  for (const [number, { sections, ...entry }] of all.entries()) {
    const neighbours = [all[number - 1], all[number + 1]].flatMap((other) => other ?? [])
    const pages = [index, ...new Set([...neighbours, ...all.slice(-1)])].filter(({ file }) => file !== entry.file)
    const head = [
      paragraph(['Reproducibility report · profile ', report.profile, ' · ', link(TOP, 'first page')], 'kicker'),
      heading(1, entry.title, 'overview-title')
    ]
    rest.push(await drawn(entry, sections, { head, title: `${entry.title}: ${titleOf(report)}`, pages }))
  }

  const places = new Map([...rest].reverse().flatMap(({ file, ids }) => ids.map((id) => [id, file] as const)))
  for (const id of [...first.ids, TOP]) if (!places.has(id) || OF_CLAIMS.has(id)) places.set(id, index.file)
  const footer = footerOf(report)
  const known = html`${dataOf('places', placesBeside(rest))}
${dataOf('claim-list', searchedClaims(context))}`
  return [first, ...rest].map(({ file, ids, parts, data }) => {
    const here = new Set(file === index.file ? [] : ids)
    const addressOf = (id: string) => {
      const place = here.has(id) ? file : (places.get(id) ?? file)
      return `${place === file ? '' : place}#${id}`
    }
    const content = page({
      ...parts,
      footer,
      ...(file === index.file ? { data: html`${data}\n${known}` } : { data, index: index.file })
    })
    return { name: file, content: relinked(content, addressOf) }
  })
}

/** The beginning of the first page. */
const TOP = 'overview-title'

interface Drawn {
  readonly file: string
  /** Of its elements. */
  readonly ids: readonly string[]
  readonly parts: Pick<PageParts, 'title' | 'overview' | 'contents' | 'pages' | 'main'>
  readonly data: Html
}

async function drawn(
  { file }: PageLink,
  sections: readonly Section[],
  {
    head,
    title,
    pages
  }: { readonly head: Parameters<typeof overviewHtml>[0]; readonly title: string; readonly pages: readonly PageLink[] }
): Promise<Drawn> {
  const { show, data } = await drawFigures([...head, ...sections.flatMap(({ blocks }) => blocks)])
  const overview = overviewHtml(head, show)
  const main = html`${sections.map((section) => sectionHtml(section, show))}`
  const ids = [...`${overview}${main}`.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)
  const contents = sections.map(({ anchor, title: named, entries = [] }) => ({ anchor, title: named, entries }))
  return { file, ids, parts: { title, overview, contents, pages, main }, data }
}

/** Links within a report lead from page to page: text has no "<" of its own, so nothing else begins like this. */
function relinked(markup: string, addressOf: (id: string) => string): string {
  return markup.replace(/<a href="?#([^">]+)"?>/g, (_, id: string) => `<a href="${addressOf(id)}">`)
}

/** For old addresses: which page has an id. */
function placesBeside(pages: readonly Drawn[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    pages.map(({ file, ids }) => [file, ids.filter((id) => !OF_CLAIMS.has(id) && !/^t-|-title$/.test(id))])
  )
}

function dataOf(id: string, value: unknown): Html {
  return html`<script type="text/plain" id="${id}">${trusted(JSON.stringify(value).replaceAll('<', '\\u003c'))}</script>`
}

/** Of a name, what every file system takes. */
function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return slug.slice(0, 40).replace(/-$/, '') || 'source'
}

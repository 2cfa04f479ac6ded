import type { Block, Section } from '../../../document/document'
import { type Content, type Html, html } from '../../../document/html'
import { type ShowFigure, toHtml } from '../../../document/toHtml'
import type { Report } from '../../data/types'
import { sectionsOf } from '../../sections'
import { pageContext, type Studies } from '../../sections/context'
import { headline, pageHead } from '../../sections/overview'
import type { ReportFormat } from '../format'
import { drawFigures } from './drawFigures'
import { page } from './page'

/**
 * The report as one HTML file for a browser: no other file, no network. A pure function of the report; all text of claims
 * is escaped. The figures are drawn anew from the report's numbers.
 *
 * @param studies studies and a calibration to show beside it: `parseSensitivity`, `parseCalibration`
 * @example (not run) writeFileSync('report.html', await renderHtml(parseReport(readFileSync('report.json', 'utf8'))))
 */
export async function renderHtml(report: Report, studies?: Studies): Promise<string> {
  const context = pageContext(report, studies)
  const sections = sectionsOf(context)
  const head = pageHead(context)
  const { show, data } = await drawFigures([...head, ...sections.flatMap(({ blocks }) => blocks)])
  return page({
    title: titleOf(report),
    overview: overviewHtml(head, show),
    contents: sections,
    main: sections.map((section) => sectionHtml(section, show)),
    footer: footerOf(report),
    data
  })
}

export function titleOf(report: Report): string {
  return `Reproducibility report, profile ${report.profile}: ${headline(report)}`
}

export function overviewHtml(head: readonly Block[], show: ShowFigure): Html {
  return html`<section class="overview" aria-labelledby="overview-title">
${toHtml(head, show)}</section>`
}

export function sectionHtml({ anchor, title, isOpen, blocks }: Section, show: ShowFigure): Content {
  const name = html`<h2 id="${anchor}-title">${title}</h2>`
  const body = toHtml(blocks, show)
  return html`<section id="${anchor}" aria-labelledby="${anchor}-title">${
    isOpen === true ? html`${name}\n${body}` : html`<details><summary>${name}</summary>\n${body}</details>`
  }</section>\n`
}

export function footerOf({ environments }: Report): Content {
  const versions = [...new Set(environments.map(({ claimcheck }) => claimcheck))]
  const made = versions.length === 0 ? '' : ` Runs by claimcheck ${versions.join(', ')}.`
  return html`<p>Made by claimcheck from <code>report.json</code> beside it: same records, same bytes.${made}</p>`
}

export const HTML: ReportFormat<'html'> = {
  name: 'html',
  file: 'report.html',
  mediaType: 'text/html',
  description: 'The report as a page with figures.',
  render: renderHtml
}

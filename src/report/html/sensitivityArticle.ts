import { plainLine, sentenceOf, shorten } from '../escape'
import { bestOfKChart } from '../figures/bestOfK'
import type { Figure } from '../figures/figure'
import { varianceShares } from '../figures/varianceShares'
import { verdictMap } from '../figures/verdictMap'
import { type Section, sensitivitySections } from '../sensitivity/sections'
import type { MeasuredSensitivity, SensitivityReport } from '../sensitivity/types'
import { figureBlock } from './figureBlock'
import { table } from './fromMarkdown'
import { type Html, html, NOTHING } from './html'

/** What the answer to one claim depends on. @param number makes the ids of its figures its own */
export async function sensitivityArticle(report: SensitivityReport, number: number): Promise<Html> {
  const figures: Html[] = []
  if (report.outcome === 'measured') {
    for (const figure of figuresOf(report, `sensitivity-${number}`)) figures.push(await figureBlock(figure))
  }
  return html`<article class="claim" id="sensitivity-${number}"><header><h3>${shorten(plainLine(report.claim.id), 100)}</h3><p class="verdict-line faint">profile ${report.profile}, by ${report.by.join(', ')}</p></header>
<blockquote><p>${sentenceOf(report.claim.statement)}</p></blockquote>
${figures}
${report.outcome === 'measured' ? sensitivitySections(report).map(sectionOf) : html`<p>Could not run (${report.cause}): ${report.reason} What helps: ${report.remedy}</p>`}
</article>\n`
}

function figuresOf(report: MeasuredSensitivity, id: string): Figure[] {
  const { map, square, bestOfK } = report
  return [
    map === null ? null : verdictMap(report, map, id),
    square === null ? null : varianceShares(report, square, id),
    bestOfK === null ? null : bestOfKChart(bestOfK, id)
  ].filter((figure) => figure !== null)
}

function sectionOf({ title, paragraphs, table: content }: Section): Html {
  const numeric = content?.headers.map((_, index) => index).slice(1) ?? []
  return html`<h4>${title}</h4>${paragraphs.map((words) => html`<p>${words}</p>`)}
${content === null ? NOTHING : html`<details><summary>The numbers</summary>${table(content.headers, content.rows, numeric)}</details>`}`
}

import type { Figure } from '../../figures/figure'
import { plainLine, sentenceOf, shorten } from '../../text/escape'
import { bestOfKChart } from '../figures/bestOfK'
import { choicesChart } from '../figures/choices'
import { varianceShares } from '../figures/varianceShares'
import { syntheticMap, verdictMap } from '../figures/verdictMap'
import type { Section } from '../sensitivity/section'
import { sensitivitySections } from '../sensitivity/sections'
import { syntheticSections } from '../sensitivity/synthetic/sections'
import type { SyntheticMapReport } from '../sensitivity/synthetic/types'
import type { SensitivityReport } from '../sensitivity/types'
import type { PageFigures } from './figureBlock'
import { table } from './fromMarkdown'
import { type Content, type Html, html, NOTHING } from './html'

/** A study of what the answer to one claim depends on, of either kind. */
export type SensitivityStudy = SensitivityReport | SyntheticMapReport

/** What the answer to one claim depends on. @param number makes the ids of its figures its own */
export async function sensitivityArticle(
  study: SensitivityStudy,
  number: number,
  pageFigures: PageFigures
): Promise<Html> {
  const figures: Html[] = []
  for (const figure of figuresOf(study, `sensitivity-${number}`)) figures.push(await pageFigures.block(figure))
  return html`<article class="claim" id="sensitivity-${number}"><header><h3>${shorten(plainLine(study.claim.id), 100)}</h3><p class="faint">profile ${study.profile}, by ${study.by.join(', ')}</p></header>
<blockquote><p>${sentenceOf(study.claim.statement)}</p></blockquote>
${figures}
${partsOf(study)}
</article>\n`
}

function partsOf(study: SensitivityStudy): Content {
  if (study.format === 'claimcheck-synthetic-maps') return syntheticSections(study).map(sectionOf)
  if (study.outcome === 'measured') return sensitivitySections(study).map(sectionOf)
  const { cause, reason, remedy } = study
  return html`<p>Could not run (${cause}): ${sentenceOf(reason)} What helps: ${sentenceOf(remedy)}</p>`
}

function figuresOf(study: SensitivityStudy, id: string): Figure[] {
  if (study.format === 'claimcheck-synthetic-maps') {
    return study.maps.flatMap((map, index) => syntheticMap(study, map, `${id}-${index + 1}`) ?? [])
  }
  if (study.outcome !== 'measured') return []
  const { map, square, bestOfK, choices } = study
  return [
    map === null ? null : verdictMap(study, map, id),
    square === null ? null : varianceShares(study, square, id),
    bestOfK === null ? null : bestOfKChart(bestOfK, id),
    choices === null ? null : choicesChart(study, choices, id)
  ].filter((figure) => figure !== null)
}

function sectionOf({ title, paragraphs, table: content }: Section): Html {
  const numeric = content?.headers.map((_, index) => index).slice(1) ?? []
  return html`<h4>${title}</h4>${paragraphs.map((words) => html`<p>${words}</p>`)}
${content === null ? NOTHING : html`<details><summary>The numbers</summary>${table(content.headers, content.rows, numeric)}</details>`}`
}

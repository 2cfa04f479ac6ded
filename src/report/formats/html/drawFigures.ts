import { strToU8, zlibSync } from 'fflate'
import { type Block, figuresIn } from '../../../document/document'
import { type Html, html, trusted } from '../../../document/html'
import type { ShowFigure } from '../../../document/toHtml'
import { FIGURE_CONFIG, type Figure, type FigureSpec } from '../../../figures/figure'
import { renderSvg } from '../../../figures/renderSvg'

/**
 * Draws the figures of a page.
 *
 * @returns how to show one: the picture and how to read it; and their specifications with their data, once in a page, from
 *   which downloads are made
 */
export async function drawFigures(
  blocks: readonly Block[]
): Promise<{ readonly show: ShowFigure; readonly data: Html }> {
  const figures = figuresIn(blocks)
  const drawn = new Map<string, Html>()
  for (const figure of figures)
    drawn.set(figure.id, captioned(figure, withinPage(await renderSvg(untitled(figure)), figure.id)))
  return { show: ({ id }) => drawn.get(id)!, data: specificationsOf(figures) }
}

/** A page says the title itself, in lines as long as there is room for. */
function untitled(figure: Figure): Figure {
  const { title: _, ...spec } = figure.spec
  return { ...figure, spec: spec as FigureSpec }
}

function captioned({ id, title, description }: Figure, svg: string): Html {
  return html`<figure class="figure" id="figure-${id}"><p class="title" id="title-${id}">${title}</p>
<div class="scroll picture">${trusted(svg)}</div>
<figcaption>${description}</figcaption>
</figure>`
}

/**
 * Compressed (RFC 1950), in Base64: a sixth as long. Not by Node's zlib, whose bytes differ from version to version.
 */
function specificationsOf(all: readonly Figure[]): Html {
  const figures = Object.fromEntries(all.map(({ id, spec }) => [id, { ...spec, config: undefined }]))
  const json = JSON.stringify({ config: FIGURE_CONFIG, figures })
  const compressed = Buffer.from(zlibSync(strToU8(json), { level: 9 })).toString('base64')
  return html`<script type="text/plain" id="figure-specs">${compressed}</script>`
}

/** Without what the page has for all of its figures, and for this one: the font, the colours that its theme sets, the title. */
function withinPage(svg: string, id: string): string {
  return svg.replace(/<[^>]+>/g, (tag) =>
    tag
      .replace(/ (?:xmlns|font-family|lengthAdjust)="[^"]*"/g, '')
      .replace(/ aria-label="[^"]*"/, ` aria-labelledby="title-${id}"`)
      .replace(/( textLength="\d+)\.\d+"/, '$1"')
      .replace(/var\((--[\w-]+),[^()]*\)/g, 'var($1)')
  )
}

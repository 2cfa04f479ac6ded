import { strToU8, zlibSync } from 'fflate'
import { FIGURE_CONFIG, type Figure } from '../../figures/figure'
import { renderSvg } from '../../figures/renderSvg'
import { type Html, html, trusted } from './html'

/** The figures of a page, as they are put into it one by one. */
export class PageFigures {
  readonly #specs = new Map<string, unknown>()

  /** The picture and how to read it. */
  async block(figure: Figure): Promise<Html> {
    const svg = withinPage(await renderSvg(figure))
    this.#specs.set(figure.id, { ...figure.spec, config: undefined })
    return html`<figure class="figure" id="figure-${figure.id}">
<div class="scroll picture">${trusted(svg)}</div>
<figcaption>${figure.description}</figcaption>
</figure>`
  }

  /**
   * The specifications of all of them with their data, once in a page: downloads are made from it. Compressed (RFC 1950),
   * in Base64: a sixth as long. Not by Node's zlib, whose bytes differ from version to version.
   */
  get specs(): Html {
    const json = JSON.stringify({ config: FIGURE_CONFIG, figures: Object.fromEntries(this.#specs) })
    const compressed = Buffer.from(zlibSync(strToU8(json), { level: 9 })).toString('base64')
    return html`<script type="text/plain" id="figure-specs">${compressed}</script>`
  }
}

/** Without what the page has for all of its figures: the font, and the colours that its theme sets. */
function withinPage(svg: string): string {
  return svg.replace(/<[^>]+>/g, (tag) =>
    tag.replace(/ (?:xmlns|font-family)="[^"]*"/g, '').replace(/var\((--[\w-]+),[^()]*\)/g, 'var($1)')
  )
}

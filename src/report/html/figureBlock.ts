import { FIGURE_CONFIG, type Figure } from '../figures/figure'
import { renderSvg } from '../figures/renderSvg'
import { type Html, html, jsonForScript, trusted } from './html'
import { packSpecs } from './packSpecs'

/** The figures of a page, as they are put into it one by one. */
export class PageFigures {
  readonly #specs = new Map<string, unknown>()

  /** The picture and how to read it. */
  async block(figure: Figure): Promise<Html> {
    const svg = await renderSvg(figure)
    // As JSON has it: what is undefined is not there.
    this.#specs.set(figure.id, JSON.parse(JSON.stringify({ ...figure.spec, config: undefined })))
    return html`<figure class="figure" id="figure-${figure.id}">
<div class="scroll picture">${trusted(svg)}</div>
<figcaption>${figure.description}</figcaption>
</figure>`
  }

  /** The specifications of all of them with their data, once in a page: downloads are made from it. */
  get specs(): Html {
    const packed = { config: FIGURE_CONFIG, ...packSpecs(this.#specs) }
    return html`<script type="application/json" id="figure-specs">${jsonForScript(packed)}</script>`
  }
}

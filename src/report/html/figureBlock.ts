import { FIGURE_CONFIG, type Figure } from '../figures/figure'
import { renderSvg } from '../figures/renderSvg'
import { type Html, html, jsonForScript, trusted } from './html'

/** A figure in a page: the picture, how to read it, and its specification with the data, from which downloads are made. */
export async function figureBlock(figure: Figure): Promise<Html> {
  const svg = await renderSvg(figure)
  return html`<figure class="figure" id="figure-${figure.id}">
<div class="scroll picture">${trusted(svg)}</div>
<figcaption>${figure.description}<span class="downloads" hidden data-name="${figure.id}"><span class="label">Download:</span><button type="button" data-download="svg">SVG</button><button type="button" data-download="csv">CSV</button><button type="button" data-download="vl.json">Vega-Lite</button></span></figcaption>
<script type="application/json">${jsonForScript({ ...figure.spec, config: undefined })}</script>
</figure>`
}

/** What all figures have in common, once in a page; a download puts it back. */
export const COMMON_CONFIG = html`<script type="application/json" id="figure-config">${jsonForScript(FIGURE_CONFIG)}</script>`

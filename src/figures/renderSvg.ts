import type { LoggerInterface } from 'vega'
import { DEFAULT_FONT_SIZE, type Figure } from './figure'
import { textWidth } from './textWidth'
import { tidySvg } from './tidySvg'

type Vega = typeof import('vega')
type VegaLite = typeof import('vega-lite')

/** Widths of text; Vega leaves this to whoever has no canvas, and does not declare it. */
interface TextMetrics {
  width(item: { readonly fontSize?: number }, text: unknown): number
}

let loaded: Promise<{ readonly vega: Vega; readonly vegaLite: VegaLite }> | undefined

/** Vega is large: whoever draws nothing does not wait for it. */
function load() {
  loaded ??= Promise.all([import('vega'), import('vega-lite')]).then(([vega, vegaLite]) => {
    const { textMetrics } = vega as unknown as { readonly textMetrics: TextMetrics }
    textMetrics.width = ({ fontSize = DEFAULT_FONT_SIZE }, text) => textWidth(String(text ?? ''), fontSize)
    return { vega, vegaLite }
  })
  return loaded
}

/** A figure that was drawn, and what Vega had to say about it: nothing, where the figure is well formed. */
export interface Drawing {
  readonly svg: string
  readonly warnings: readonly string[]
}

/**
 * Draws a figure as SVG, without a browser or a canvas. The same figure gives the same bytes, and the ids in it begin with
 * the figure's own, so that several fit into one page.
 */
export async function renderSvg(figure: Figure): Promise<string> {
  return (await drawFigure(figure)).svg
}

/** The same for a file of its own: not every reader of SVG knows variables, so its colours are spelled out. */
export async function renderSvgFile(figure: Figure): Promise<string> {
  return `${(await renderSvg(figure)).replace(/var\(--[\w-]+,([^()]*)\)/g, '$1')}\n`
}

/** The same with Vega's warnings: it draws what it can, and a page is no place for them. */
export async function drawFigure(figure: Figure): Promise<Drawing> {
  const { svg, warnings } = await drawByVega(figure)
  return { svg: await tidySvg(svg, figure.id, figure.title), warnings }
}

/** A figure as Vega writes it: five times as long. */
export async function drawByVega(figure: Figure): Promise<Drawing> {
  const { vega, vegaLite } = await load()
  const warnings: string[] = []
  const keep = (...parts: readonly unknown[]) => {
    warnings.push(parts.map(String).join(' '))
    return logger
  }
  const logger: LoggerInterface = {
    level: ((level?: number) => (level === undefined ? vega.Warn : logger)) as LoggerInterface['level'],
    warn: keep,
    error: keep,
    info: () => logger,
    debug: () => logger
  }
  const { spec } = vegaLite.compile(figure.spec, { logger })
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger })
  const svg = await view.toSVG()
  view.finalize()
  return { svg, warnings }
}

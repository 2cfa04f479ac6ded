import type { Figure } from './figure'
import { textWidth } from './textWidth'
import { tidySvg } from './tidySvg'

type Vega = typeof import('vega')
type VegaLite = typeof import('vega-lite')

/** Widths of text; Vega leaves this to whoever has no canvas, and does not declare it. */
interface TextMetrics {
  width(item: { readonly fontSize?: number }, text: unknown): number
}

const DEFAULT_FONT_SIZE = 11

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

/**
 * Draws a figure as SVG, without a browser or a canvas. The same figure gives the same bytes, and the ids in it begin with
 * the figure's own, so that several fit into one page.
 */
export async function renderSvg(figure: Figure): Promise<string> {
  const { vega, vegaLite } = await load()
  const problems: string[] = []
  const complain = (...parts: readonly unknown[]) => {
    problems.push(parts.map(String).join(' '))
    return logger
  }
  const logger = {
    level: () => logger,
    warn: complain,
    error: complain,
    info: () => logger,
    debug: () => logger
  }
  const { spec } = vegaLite.compile(figure.spec, { logger: logger as never })
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger: logger as never })
  const svg = await view.toSVG()
  view.finalize()
  if (problems.length > 0) throw new Error(`the figure ${figure.id} is not well formed: ${problems.join('; ')}`)
  return tidySvg(svg, figure.id, figure.title)
}

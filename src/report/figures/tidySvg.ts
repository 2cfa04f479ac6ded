/** What Vega writes on every element and nobody needs: defaults, hooks for scripts, roles of parts of one picture. */
const NEEDLESS =
  / (?:class|role|aria-[a-z]+|pointer-events|stroke-miterlimit)="[^"]*"| opacity="1"| stroke-width="1"| transform="translate\(0,0\)"/g
/** Backgrounds and foregrounds of groups that have none. */
const INVISIBLE = / display="none"|^<path[^>]* d="M0,0h0v0h0Z"|^<path(?:(?!fill=|stroke=)[^>])*\/>$/
const FONT = / font-family="([^"]*)"/

/**
 * A drawing as Vega writes it, about a third as long and the same picture: coordinates to hundredths of a pixel, ids that
 * begin with the figure's own, so that several figures fit into one page, and one name for the whole.
 *
 * @param svg without text that looks like a tag: Vega escapes it
 */
export function tidySvg(svg: string, id: string, label: string): string {
  const font = FONT.exec(svg)?.[1] ?? ''
  const ids = new Map<string, string>()
  const ownId = (old: string): string => {
    if (!ids.has(old)) ids.set(old, `${id}-${ids.size}`)
    return ids.get(old)!
  }
  const open: boolean[] = []
  const body = svg.replace(/<[^>]+>/g, (tag) => {
    if (tag === '</g>') return open.pop() ? tag : ''
    const short = tag
      .replace(NEEDLESS, '')
      .replace(FONT, '')
      .replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 100) / 100 || 0))
      .replace(/ id="([^"]+)"/, (_, old: string) => ` id="${ownId(old)}"`)
      .replace(/url\(#([^)]+)\)/, (_, old: string) => `url(#${ownId(old)})`)
    if (short.startsWith('<g')) open.push(short !== '<g>')
    return short === '<g>' || INVISIBLE.test(short) ? '' : short
  })
  const name = label.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  return body
    .replace('<svg ', `<svg role="img" aria-label="${name}" font-family="${font}" `)
    .replace(' xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"', '')
}

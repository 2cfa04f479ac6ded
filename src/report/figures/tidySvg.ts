/** What Vega writes on every element and nobody needs: defaults, hooks for scripts, roles of parts of one picture. */
const NEEDLESS =
  / (?:class|role|aria-[a-z]+|pointer-events|stroke-miterlimit)="[^"]*"| opacity="1"| stroke-width="1"| transform="translate\(0,0\)"/g
/** Backgrounds and foregrounds of groups that have none. */
const INVISIBLE = / display="none"|^<path[^>]* d="M0,0h0v0h0Z"|^<path(?:(?!fill=|stroke=)[^>])*\/>$/
/** Attributes that hold coordinates. */
const PLACE = / (?:d|transform|width|height|[xyr][12]?|c[xy])="[^"]*"/g
const FONT = / font-family="([^"]*)"/
/** A group of elements that hold no others. */
const LEAF_GROUP =
  /<g([^>]*)>((?:<(?:text|line|path|rect)(?:[^>]*\/>|[^>]*>(?:[^<]|<\/?tspan[^>]*>)*<\/(?:text|line|path|rect)>)){2,})<\/g>/g
const LEAF = /<(?:text|line|path|rect)([^>]*?)\/?>/g
const ATTRIBUTE = / ([a-zA-Z-]+)="([^"]*)"/g
/** Attributes that elements inherit from their group. */
const INHERITED: ReadonlySet<string> = new Set([
  'fill',
  'fill-opacity',
  'font-size',
  'font-weight',
  'stroke',
  'stroke-dasharray',
  'stroke-opacity',
  'stroke-width',
  'text-anchor'
])

/**
 * A drawing as Vega writes it, about a quarter as long and the same picture: coordinates to tenths of a pixel, what the
 * elements of a group have in common once, ids that begin with the figure's own, so that several figures fit into one
 * page, and one name for the whole.
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
  const short = svg.replace(/<[^>]+>/g, (tag) => {
    const rest = tag
      .replace(NEEDLESS, '')
      .replace(FONT, '')
      .replace(PLACE, (attribute) => attribute.replace(/-?\d+\.\d{2,}(?:e-?\d+)?/g, tenths))
      .replace(/ id="([^"]+)"/, (_, old: string) => ` id="${ownId(old)}"`)
      .replace(/url\(#([^)]+)\)/, (_, old: string) => `url(#${ownId(old)})`)
    return INVISIBLE.test(rest) ? '' : rest
  })
  const name = label.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  return withoutBareGroups(short.replace(LEAF_GROUP, (_, own: string, leaves: string) => sharedGroup(own, leaves)))
    .replace('<svg ', `<svg role="img" aria-label="${name}" font-family="${font}" `)
    .replace(' xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1"', '')
}

function tenths(number: string): string {
  return String(Math.round(Number(number) * 10) / 10 || 0)
}

/** Moves what all elements of a group inherit anyway to the group. */
function sharedGroup(own: string, leaves: string): string {
  const sets = [...leaves.matchAll(LEAF)].map(([, attributes]) => new Set(inherited(attributes!)))
  const [first, ...others] = sets
  const shared = [...first!].filter((each) => others.every((set) => set.has(each)))
  const names = new Set([...own.matchAll(ATTRIBUTE)].map(([, name]) => name!))
  const moved = shared.filter((each) => !names.has(/ ([a-zA-Z-]+)=/.exec(each)![1]!))
  if (moved.length === 0) return `<g${own}>${leaves}</g>`
  const rest = leaves.replace(LEAF, (leaf) => moved.reduce((text, each) => text.replace(each, ''), leaf))
  return `<g${own}${moved.join('')}>${rest}</g>`
}

function inherited(attributes: string): string[] {
  return [...attributes.matchAll(ATTRIBUTE)].flatMap(([attribute, name]) => (INHERITED.has(name!) ? [attribute] : []))
}

function withoutBareGroups(svg: string): string {
  const open: boolean[] = []
  return svg.replace(/<g[^>]*>|<\/g>/g, (tag) => {
    if (tag === '</g>') return open.pop() ? tag : ''
    open.push(tag !== '<g>')
    return tag === '<g>' ? '' : tag
  })
}

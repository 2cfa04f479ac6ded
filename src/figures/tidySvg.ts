import type { CustomPlugin, PluginConfig } from 'svgo'

import { DEFAULT_FONT_SIZE, FONT } from './figure'
import { helveticaWidth } from './textWidth'

type Visitor = Extract<ReturnType<CustomPlugin['fn']>, object>

type XastChild = Parameters<NonNullable<NonNullable<Visitor['element']>['enter']>>[0]['children'][number]

/** Coordinates to tenths of a pixel. */
const TENTHS = { floatPrecision: 1 }
/** What Vega writes on every element and nobody needs: hooks for scripts, roles of parts of one picture, the one font. */
const NEEDLESS = /^(?:class|role|aria-.*|pointer-events|stroke-miterlimit|version|font-family)$/
/** Attributes of a path that a group hands on. */
const INHERITED = /^(?:fill|stroke)(?:-[a-z]+)?$/
const MOVED = /^translate\((-?[\d.]+)[ ,](-?[\d.]+)\)$/

/** Those of SVGO's plugins that find something in Vega's drawings, in the order of its own preset. */
const SHORTEN: readonly PluginConfig[] = [
  { name: 'cleanupNumericValues', params: { floatPrecision: 2 } },
  'convertColors',
  { name: 'removeUnknownsAndDefaults', params: { keepRoleAttr: true } },
  'removeUselessStrokeAndFill',
  'removeEmptyText',
  'convertShapeToPath',
  'moveElemsAttrsToGroup',
  'moveGroupAttrsToElems',
  'collapseGroups',
  { name: 'convertPathData', params: TENTHS },
  { name: 'convertTransform', params: TENTHS },
  'removeEmptyAttrs',
  'removeEmptyContainers',
  { name: 'mergePaths', params: TENTHS },
  'removeUnusedNS',
  'sortAttrs'
]

/**
 * A drawing as Vega writes it, about a fifth as long and the same picture: what the elements of a group have in common
 * once, marks of one look in one path, coordinates to tenths of a pixel, ids that begin with the figure's own, so that
 * several figures fit into one page, and one name for the whole. Made by SVGO.
 */
export async function tidySvg(svg: string, id: string, label: string): Promise<string> {
  const { optimize } = await import('svgo')
  // The second time it finds what the first one and the groups have opened; a third finds nothing.
  const plugins = [vegaLeftovers(label), fittedTexts, ...SHORTEN, placedTexts, groupedPaths, ...SHORTEN, groupedPaths]
  return optimize(svg, { plugins: [...plugins, { name: 'prefixIds', params: { prefix: id, delim: '-' } }] }).data
}

/** Names the picture and sets what its texts inherit; takes away what shows nothing. */
function vegaLeftovers(label: string): CustomPlugin {
  const element: Visitor['element'] = {
    enter(node, parent) {
      const { name, attributes } = node
      for (const key of Object.keys(attributes)) if (NEEDLESS.test(key)) delete attributes[key]
      if (attributes['font-size'] === `${DEFAULT_FONT_SIZE}px`) delete attributes['font-size']
      if (attributes['font-weight'] === 'normal') delete attributes['font-weight']
      if (name === 'svg') {
        const inherited = { 'font-family': FONT, 'font-size': String(DEFAULT_FONT_SIZE) }
        node.attributes = { role: 'img', 'aria-label': label, ...attributes, ...inherited }
      }
      // Vega gives every mark its own colour: a path without one is the background of a group that has none.
      if (name === 'path' && attributes.fill === undefined && attributes.stroke === undefined) {
        parent.children = parent.children.filter((child) => child !== node)
      }
    }
  }
  return { name: 'vegaLeftovers', fn: () => ({ element }) }
}

/**
 * The figure was laid out for one font: whatever font a reader has, a text takes the room that it has there. A text whose
 * characters are not all known stays as it is.
 */
const fittedTexts: CustomPlugin = {
  name: 'fittedTexts',
  fn: () => {
    let [size, isBold] = [DEFAULT_FONT_SIZE, false]
    return {
      element: {
        enter({ name, attributes, children }) {
          if (name === 'text') {
            size = Number.parseFloat(attributes['font-size'] ?? String(DEFAULT_FONT_SIZE))
            isBold = /^(?:bold|[6-9]00)$/.test(attributes['font-weight'] ?? '')
          } else if (name !== 'tspan') return
          const [only] = children
          if (only?.type !== 'text' || children.length > 1 || only.value.length < SHORTEST) return
          const width = helveticaWidth(unescaped(only.value), size, isBold)
          if (width !== null && width > 0)
            Object.assign(attributes, { textLength: tenths(String(width)), lengthAdjust: 'spacingAndGlyphs' })
        }
      }
    }
  }
}

/** What is shorter has room in any font. */
const SHORTEST = 5

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
function unescaped(text: string): string {
  return text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name]!)
}

/** Vega moves a text by a transformation; where it does nothing else, a place is shorter. */
const placedTexts: CustomPlugin = {
  name: 'placedTexts',
  fn: () => ({
    element: {
      enter({ name, attributes, children }) {
        const [, x, y] = MOVED.exec(attributes.transform ?? '') ?? []
        if (name !== 'text' || x === undefined || y === undefined) return
        // The lines of a longer text have places of their own.
        if (children.some(({ type }) => type === 'element')) return
        delete attributes.transform
        Object.assign(attributes, { x: tenths(x), y: tenths(y) })
      }
    }
  })
}

/** Neighbouring paths of one look become a group that has it once: the lines of the seeds are many and alike. */
const groupedPaths: CustomPlugin = {
  name: 'groupedPaths',
  fn: () => ({
    element: {
      exit(node) {
        const runs: (typeof node.children)[] = []
        for (const child of node.children) {
          const previous = runs.at(-1)
          if (previous !== undefined && lookOf(previous[0]!) !== null && lookOf(previous[0]!) === lookOf(child)) {
            previous.push(child)
          } else runs.push([child])
        }
        node.children = runs.flatMap((run) => (run.length > 1 ? [groupOf(run)] : run))
      }
    }
  })
}

/** Everything of a path but its course; null for what is no path, and for one whose look cannot be inherited. */
function lookOf(child: XastChild): string | null {
  if (child.type !== 'element' || child.name !== 'path') return null
  const { d: _, ...look } = child.attributes
  const names = Object.keys(look).sort()
  if (names.length === 0 || !names.every((name) => INHERITED.test(name))) return null
  return names.map((name) => `${name}=${look[name]}`).join(' ')
}

function groupOf(paths: readonly XastChild[]): XastChild {
  const elements = paths.filter((path) => path.type === 'element')
  const { d: _, ...attributes } = elements[0]!.attributes
  const bare = elements.map((path) => ({ ...path, attributes: { d: path.attributes.d! } }))
  return { type: 'element', name: 'g', attributes, children: bare }
}

function tenths(number: string): string {
  return String(Math.round(Number(number) * 10) / 10)
}

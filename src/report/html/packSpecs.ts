/** Specifications in little room: those of the same shape share one, and say only what is different in them. */
export interface PackedSpecs {
  readonly templates: readonly unknown[]
  /** By the figure's id: which template, then pairs of a leaf's number and its value. */
  readonly figures: Readonly<Record<string, readonly unknown[]>>
}

/**
 * Packs plain data. Leaves are texts, numbers, truth values and null, and lists of nothing but these; they are counted in
 * the order of the data. `script.ts` unpacks them.
 *
 * @example packSpecs(new Map([['a', { x: 1, y: 2 }], ['b', { x: 1, y: 3 }]]))
 * // { templates: [{ x: 1, y: 2 }], figures: { a: [0], b: [0, 1, 3] } }
 */
export function packSpecs(specs: ReadonlyMap<string, unknown>): PackedSpecs {
  const places = new Map<string, number>()
  const templates: unknown[] = []
  const templateLeaves: string[][] = []
  const figures = [...specs].map(([id, spec]) => {
    const shape = JSON.stringify(shapeOf(spec))
    const leaves = leavesOf(spec)
    const texts = leaves.map((leaf) => JSON.stringify(leaf))
    if (!places.has(shape)) {
      places.set(shape, templates.push(spec) - 1)
      templateLeaves.push(texts)
    }
    const place = places.get(shape)!
    const changes = leaves.flatMap((leaf, index) =>
      texts[index] === templateLeaves[place]![index] ? [] : [index, leaf]
    )
    return [id, [place, ...changes]] as const
  })
  return { templates, figures: Object.fromEntries(figures) }
}

function isLeaf(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true
  return Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object')
}

function leavesOf(value: unknown): unknown[] {
  return isLeaf(value) ? [value] : Object.values(value as object).flatMap(leavesOf)
}

function shapeOf(value: unknown): unknown {
  if (isLeaf(value)) return null
  if (Array.isArray(value)) return value.map(shapeOf)
  return Object.entries(value as object).map(([key, child]) => [key, shapeOf(child)])
}

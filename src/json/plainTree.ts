/**
 * A deep copy as JSON would hold it: without properties that are undefined, and 0 for -0, which JSON text cannot tell
 * apart once it was printed. So a report in memory equals the report read back.
 */
export function plainTree<Tree>(tree: Tree): Tree {
  return copy(tree) as Tree
}

function copy(value: unknown): unknown {
  if (Object.is(value, -0)) return 0
  if (Array.isArray(value)) return value.map(copy)
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, child]) => child !== undefined)
    return Object.fromEntries(entries.map(([key, child]) => [key, copy(child)]))
  }
  return value
}

import { formatPath } from '../claims/lintProblem'
import { canonicalJson } from '../json/canonical'
import type { Difference } from './types'

type Path = readonly (string | number)[]

/**
 * Every place at which two values of plain data differ, by path. Objects are compared key by key and lists item by item,
 * but a list of plain values is shown as a whole, since one item more would otherwise move all that follow it.
 *
 * @returns none exactly where the canonical JSON of both is the same
 * @example differencesBetween({ a: 1, b: [1] }, { a: 1, b: [1, 2] }) // [{ path: '$.b', registered: '[1]', now: '[1,2]' }]
 */
export function differencesBetween(registered: unknown, now: unknown): Difference[] {
  return compare(registered, now, [])
}

function compare(registered: unknown, now: unknown, path: Path): Difference[] {
  const before = textOf(registered)
  const after = textOf(now)
  if (before === after) return []
  const steps = commonSteps(registered, now)
  if (steps === null) return [{ path: formatPath(path), registered: before, now: after }]
  return steps.flatMap((step) => compare(childOf(registered, step), childOf(now, step), [...path, step]))
}

/** The keys or indices below which two values can be compared; null where they have to be shown as they are. */
function commonSteps(registered: unknown, now: unknown): readonly (string | number)[] | null {
  if (Array.isArray(registered) && Array.isArray(now)) {
    const items = [...registered, ...now]
    if (!items.every(isTree)) return null
    return Array.from({ length: Math.max(registered.length, now.length) }, (_, index) => index)
  }
  if (!isTree(registered) || !isTree(now) || Array.isArray(registered) || Array.isArray(now)) return null
  return [...new Set([...Object.keys(registered), ...Object.keys(now)])].sort()
}

function isTree(value: unknown): value is object {
  return value !== null && typeof value === 'object'
}

function childOf(value: unknown, step: string | number): unknown {
  return Object.hasOwn(value as object, step) ? (value as Readonly<Record<string | number, unknown>>)[step] : undefined
}

/** null where there is nothing. */
function textOf(value: unknown): string | null {
  return value === undefined ? null : canonicalJson(value)
}

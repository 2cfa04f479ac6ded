import { isObject, type JsonPath, type SpecDocument } from './document'
import { hasPlace, pointerSteps, withValueAt } from './jsonPointer'
import { formatPath, type LintProblem, problemAt } from './lintProblem'

/** JSON Pointers (RFC 6901) into a file, each with the value that stands there instead. */
export type PointerSet = Readonly<Record<string, unknown>>

/**
 * A value with others at some of its places, in their order.
 *
 * @throws RangeError where there is no such place
 * @example withPlaces({ a: [1, 2], b: 3 }, { '/a/0': 5, '/b': 4 }) // { a: [5, 2], b: 4 }
 */
export function withPlaces(value: unknown, set: PointerSet): unknown {
  return Object.entries(set).reduce(
    (changed, [pointer, replacement]) => withValueAt(changed, pointerSteps(pointer)!, replacement),
    value
  )
}

/**
 * What is wrong with the pointers of a set.
 *
 * @param path where the set stands in the document
 * @param value that is changed
 * @param roots names with which a pointer may begin
 * @param subject what sets it, with its article: `an option`
 */
export function checkPlaces(
  document: SpecDocument,
  path: JsonPath,
  pointers: readonly string[],
  value: unknown,
  roots: readonly string[],
  subject: string
): LintProblem[] {
  return pointers.flatMap((pointer) => {
    const at = [...path, pointer]
    return [
      ...checkPointer(document, at, pointer, value, roots, subject),
      ...checkOverlap(document, at, pointer, pointers, subject)
    ]
  })
}

function checkPointer(
  document: SpecDocument,
  path: JsonPath,
  pointer: string,
  value: unknown,
  roots: readonly string[],
  subject: string
): LintProblem[] {
  const steps = pointerSteps(pointer)
  if (steps === null || !roots.includes(steps[0]!)) {
    return [
      problemAt(document, path, {
        message: `${subject} cannot change that`,
        expected: `a JSON Pointer that begins with one of ${roots.map((name) => `"/${name}"`).join(', ')}`,
        received: JSON.stringify(pointer),
        remedy: 'write it like "/model/layers/0/strides"',
        atKey: true
      })
    ]
  }
  if (hasPlace(value, steps)) return []
  return [
    problemAt(document, path, {
      message: 'the pointer leads nowhere',
      expected: 'a place in this file: all steps but the last exist, and an item of an array itself',
      received: JSON.stringify(pointer),
      remedy: 'correct it, or set what stands above it as a whole',
      atKey: true
    })
  ]
}

/** Of two places of which one lies inside the other, the order would decide what stands there. */
function checkOverlap(
  document: SpecDocument,
  path: JsonPath,
  pointer: string,
  all: readonly string[],
  subject: string
): LintProblem[] {
  const outer = all.find((other) => pointer.startsWith(`${other}/`))
  if (outer === undefined) return []
  return [
    problemAt(document, path, {
      message: `${subject.replace(/^an? /, 'the ')} sets what stands above it, too`,
      expected: `a place outside ${JSON.stringify(outer)}`,
      received: JSON.stringify(pointer),
      remedy: `write it into the value of ${JSON.stringify(outer)}`,
      atKey: true
    })
  ]
}

/**
 * The pointer that makes a problem of the changed value: it leads to its place, or to what stands around it or in it; undefined
 * where none does.
 *
 * @param where the problem's path: `$.model.layers[0].strides`
 */
export function causeOf(where: string, value: unknown, pointers: readonly string[]): string | undefined {
  return pointers.find((pointer) => {
    const place = formatPath(pathOf(value, pointerSteps(pointer)!))
    return isWithin(where, place) || isWithin(place, where)
  })
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`)
}

/** As a path in the file: a step is an index where its parent is an array. */
function pathOf(value: unknown, [step, ...rest]: readonly string[]): JsonPath {
  if (step === undefined) return []
  if (Array.isArray(value)) return [Number(step), ...pathOf(value[Number(step)], rest)]
  return [step, ...pathOf(isObject(value) ? value[step] : undefined, rest)]
}

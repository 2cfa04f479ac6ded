import { isObject } from './document'

/**
 * The steps of a JSON Pointer (RFC 6901); null where the text is none, or points at the whole document.
 *
 * @example pointerSteps('/a~1b/0') // ['a/b', '0']
 */
export function pointerSteps(pointer: string): readonly string[] | null {
  if (!pointer.startsWith('/') || /~(?![01])/.test(pointer)) return null
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Whether a value can stand there: its parent exists, and of an array the item itself. */
export function hasPlace(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return true
  if (Array.isArray(value)) return isIndex(step, value.length) && hasPlace(value[Number(step)], rest)
  if (!isObject(value)) return false
  return rest.length === 0 || (Object.hasOwn(value, step) && hasPlace(value[step], rest))
}

/**
 * A copy of a value with another one at a place: an item or property is replaced, a property that is not there is added.
 *
 * @throws RangeError where there is no such place
 * @example withValueAt({ a: [1, 2] }, ['a', '1'], 3) // { a: [1, 3] }
 */
export function withValueAt(value: unknown, steps: readonly string[], replacement: unknown): unknown {
  if (!hasPlace(value, steps)) throw new RangeError(`there is no place /${steps.join('/')}`)
  const [step, ...rest] = steps
  if (step === undefined) return replacement
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === Number(step) ? withValueAt(item, rest, replacement) : item))
  }
  const object = value as Readonly<Record<string, unknown>>
  const child = Object.hasOwn(object, step) ? object[step] : undefined
  // An entry, not an assignment: a step "__proto__" names a property like any other.
  return Object.fromEntries([...Object.entries(object), [step, withValueAt(child, rest, replacement)]])
}

function isIndex(step: string, length: number): boolean {
  return /^(0|[1-9]\d*)$/.test(step) && Number(step) < length
}

import { isObject } from '../json/isObject'

/**
 * The value at a key, or at keys with dots between. A key that itself holds the dots comes first.
 *
 * @example valueAtKeys({ optimizer: { lr: 0.1 } }, 'optimizer.lr') // 0.1
 */
export function valueAtKeys(value: unknown, keys: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(keys) ? value[Number(keys)] : undefined
  if (!isObject(value)) return undefined
  if (Object.hasOwn(value, keys)) return value[keys]
  for (let dot = keys.indexOf('.'); dot !== -1; dot = keys.indexOf('.', dot + 1)) {
    const head = keys.slice(0, dot)
    if (!Object.hasOwn(value, head)) continue
    const found = valueAtKeys(value[head], keys.slice(dot + 1))
    if (found !== undefined) return found
  }
  return undefined
}

/** The beginning of a value, in a message. */
export function excerptOf(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 40) ?? 'nothing'
}

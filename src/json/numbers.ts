/** A number as JSON can hold it: non-finite ones are the strings NaN, Infinity and -Infinity. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity'

/** @example encodeNumber(Number.NaN) // 'NaN' */
export function encodeNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
}

/** @example decodeNumber('-Infinity') // -Infinity */
export function decodeNumber(value: JsonNumber): number {
  return typeof value === 'number' ? value : Number(value)
}

/** Replaces every non-finite number in a tree of plain data by its string. Only for data that is about to be written. */
export function encodeTree(value: unknown): unknown {
  if (typeof value === 'number') return encodeNumber(value)
  if (Array.isArray(value)) return value.map(encodeTree)
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, encodeTree(child)]))
  }
  return value
}

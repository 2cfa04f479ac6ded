const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i
const NOT_FINITE = /^([+-]?)(nan|inf|infinity)$/i

/**
 * A number as logs write it: JSON and YAML numbers, digits in a text, NaN and infinities in any spelling.
 *
 * @returns null where nothing is written (an empty cell, null); undefined where it is no number
 * @example readNumber('1e-3') // 0.001
 * @example readNumber('-inf') // -Infinity
 */
export function readNumber(value: unknown): number | null | undefined {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (text === '') return null
  if (NUMBER.test(text)) return Number(text)
  const match = NOT_FINITE.exec(text)
  if (match === null) return undefined
  if (match[2]!.toLowerCase() === 'nan') return Number.NaN
  return match[1] === '-' ? -Infinity : Infinity
}

/**
 * A setting or name as logs write it, so that the same one from a file's name and from a configuration is equal:
 * digits become a number, true and false in any case a boolean, everything else is the text.
 *
 * @returns undefined where there is none, or no single value
 * @example readScalar('1e-3') // 0.001
 * @example readScalar('True') // true
 */
export function readScalar(value: unknown): string | number | boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (text === '') return undefined
  if (NUMBER.test(text)) return Number(text)
  return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text
}

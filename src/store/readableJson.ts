/**
 * Prints plain data for people and for `diff`: keys sorted, two spaces a level, an array of numbers or strings on one
 * line. The same data gives the same text. -0 is printed as 0, as in canonical JSON.
 *
 * @param value plain JSON data, non-finite numbers already encoded
 * @example readableJson({ b: [1, 2], a: {} }) // '{\n  "a": {},\n  "b": [1, 2]\n}'
 */
export function readableJson(value: unknown): string {
  return print(value, '')
}

function print(value: unknown, indent: string): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value) && value.every(isScalar)) return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
  const inner = `${indent}  `
  if (Array.isArray(value))
    return block(
      '[',
      ']',
      indent,
      value.map((item) => print(item, inner))
    )
  const entries = Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
  return block(
    '{',
    '}',
    indent,
    entries.map(([key, child]) => `${JSON.stringify(key)}: ${print(child, inner)}`)
  )
}

function block(open: string, close: string, indent: string, lines: readonly string[]): string {
  if (lines.length === 0) return open + close
  return `${open}\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}${close}`
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object'
}

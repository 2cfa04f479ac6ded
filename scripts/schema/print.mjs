const WIDTH = 120

/** Indented JSON; what fits on a line stands on one. */
export function print(value, indent = '', used = 0) {
  const line = inOneLine(value)
  if (indent.length + used + line.length <= WIDTH || value === null || typeof value !== 'object') return line
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const deeper = `${indent}  `
  const entries = Array.isArray(value)
    ? value.map((each) => print(each, deeper, 1))
    : Object.entries(value).map(([key, each]) => {
        const name = `${JSON.stringify(key)}: `
        return `${name}${print(each, deeper, name.length + 1)}`
      })
  return `${open}\n${entries.map((entry) => `${deeper}${entry}`).join(',\n')}\n${indent}${close}`
}

function inOneLine(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  return `{ ${entries.map(([key, each]) => `${JSON.stringify(key)}: ${inOneLine(each)}`).join(', ')} }`
}

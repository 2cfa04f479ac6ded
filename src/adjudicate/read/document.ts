import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml'
import { isObject } from '../../claims/document'
import type { LogRow } from './csv'
import type { Reading } from './problem'

/**
 * Reads a JSON document. Python writes NaN, Infinity and -Infinity bare, which JSON does not have: they become texts,
 * so that a run that diverged can be read as what it is.
 */
export function readJson(origin: string, text: string): Reading<unknown> {
  const content = text.replace(/^\uFEFF/, '')
  try {
    return { ok: true, value: parseJson(content) }
  } catch (error) {
    return unreadable(origin, null, 'the file is no JSON', 'one JSON value', error)
  }
}

/** Reads JSON Lines: a value a line; empty lines are skipped. */
export function readJsonLines(origin: string, text: string): Reading<LogRow[]> {
  const rows: LogRow[] = []
  for (const [index, lineText] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (lineText.trim() === '') continue
    const line = index + 1
    try {
      const cells = parseJson(lineText)
      if (!isObject(cells)) throw new SyntaxError(JSON.stringify(cells).slice(0, 40))
      rows.push({ cells, line })
    } catch (error) {
      return unreadable(origin, line, 'a line is no JSON object', 'one JSON object a line', error)
    }
  }
  return { ok: true, value: rows }
}

/** Reads YAML 1.2 (core schema, no tags of other programs). Several documents in one file are a list of them. */
export function readYaml(origin: string, text: string): Reading<unknown> {
  try {
    const documents = loadAll(text, null, { schema: CORE_SCHEMA })
    return { ok: true, value: documents.length > 1 ? documents : (documents[0] ?? null) }
  } catch (error) {
    const line = error instanceof YAMLException && error.mark !== undefined ? error.mark.line + 1 : null
    const reason = error instanceof YAMLException ? new Error(error.reason) : error
    return unreadable(origin, line, 'the file is no YAML', 'YAML 1.2 without tags of other programs', reason)
  }
}

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

const BARE_NUMBERS = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const quoted = text.replace(BARE_NUMBERS, (token) => (token.startsWith('"') ? token : `"${token}"`))
    if (quoted === text) throw error
    return JSON.parse(quoted)
  }
}

function unreadable(
  origin: string,
  line: number | null,
  message: string,
  expected: string,
  error: unknown
): { readonly ok: false; readonly problems: Extract<Reading<never>, { ok: false }>['problems'] } {
  const received = error instanceof Error ? error.message : String(error)
  const remedy = 'correct the file or its format in the mapping, or leave it out of "log.files"'
  return { ok: false, problems: [{ origin, line, message, expected, received, remedy }] }
}

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
    return { ok: true, value: bounded(parseJson(content), text.length) }
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
      const cells = bounded(parseJson(lineText), lineText.length)
      if (!isObject(cells)) throw new SyntaxError(excerptOf(cells))
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
    return { ok: true, value: bounded(documents.length > 1 ? documents : (documents[0] ?? null), text.length) }
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

/** The beginning of a value, in a message. */
export function excerptOf(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 40) ?? 'nothing'
}

/** No log is nested deeper, and whatever prints or copies a value goes a call deeper for each level. */
const MAX_DEPTH = 100
/** What aliases may add to a document, in characters: by a few of them a short one means more than any memory holds. */
const MAX_ALIASED = 2 ** 24

/**
 * A document as it is, where it has an end that is not too far.
 *
 * @param length of its text, in characters
 * @throws RangeError otherwise
 */
function bounded(document: unknown, length: number): unknown {
  const { size } = extentOf(document, MAX_DEPTH, new Map())
  if (size > length + MAX_ALIASED) throw new RangeError(`aliases that stand for more than ${MAX_ALIASED} characters`)
  return document
}

/** Of a value with all its aliases written out: about how many characters, and how many levels. */
interface Extent {
  readonly size: number
  readonly depth: number
}

/** @param known what stands at several places is measured once */
function extentOf(value: unknown, room: number, known: Map<unknown, Extent>): Extent {
  if (typeof value !== 'object' || value === null)
    return { size: typeof value === 'string' ? value.length : 1, depth: 0 }
  const extent = known.get(value) ?? sumOf(value, room, known)
  // A value that holds itself comes here too.
  if (extent.depth > room) throw new RangeError(`values that are nested more than ${MAX_DEPTH} deep, or in themselves`)
  known.set(value, extent)
  return extent
}

function sumOf(value: object, room: number, known: Map<unknown, Extent>): Extent {
  if (room === 0) return { size: 0, depth: 1 }
  let [size, depth] = [1, 0]
  for (const [key, child] of Object.entries(value)) {
    const inner = extentOf(child, room - 1, known)
    size += inner.size + (Array.isArray(value) ? 0 : key.length)
    depth = Math.max(depth, inner.depth)
  }
  return { size, depth: depth + 1 }
}

/** A text that is not closed goes to the end: looking for its end again from each of its quotes would be quadratic. */
const BARE_NUMBERS = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|-?\bInfinity\b|\bNaN\b/gs

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

import { CORE_SCHEMA, loadAll, YAMLException } from 'js-yaml'
import { isObject } from '../json/isObject'
import { excerptOf } from './keys'
import { type Reading, refusal } from './problem'
import type { LogContent, LogOptions, LogRow } from './types'

/**
 * Reads a JSON document. Python writes NaN, Infinity and -Infinity bare, which JSON does not have: they become texts,
 * so that a run that diverged can be read as what it is.
 */
export function readJson(origin: string, text: string): Reading<unknown> {
  const content = text.replace(/^\uFEFF/, '')
  try {
    return { ok: true, value: bounded(parseJson(content), text.length) }
  } catch (error) {
    if (/^\s*\{.*\}[^\S\r\n]*[\r\n]\s*\{/.test(content) && readJsonLines(origin, content).ok) {
      return refusal(origin, {
        message: 'the file is no JSON',
        expected: 'one JSON value',
        received: 'several, one a line',
        remedy: 'say "format": "jsonl"'
      })
    }
    return unreadable(origin, null, 'the file is no JSON', 'one JSON value', error)
  }
}

/**
 * Reads JSON Lines: a value a line; empty lines are skipped.
 *
 * @param otherLines what is no JSON object: an error, an error but for a last line that was cut off in the middle, or
 * skipped (progress bars that write over their line with carriage returns are lines each)
 */
export function readJsonLines(
  origin: string,
  text: string,
  otherLines: LogOptions['otherLines'] = 'error'
): Reading<Pick<LogContent, 'notices'> & { readonly rows: LogRow[] }> {
  const rows: LogRow[] = []
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  for (const [index, lineText] of lines.entries()) {
    const line = index + 1
    if (lineText.trim() === '') continue
    if (otherLines === 'skip' && !lineText.trimStart().startsWith('{')) continue
    try {
      const cells = bounded(parseJson(lineText), lineText.length)
      if (!isObject(cells)) throw new SyntaxError(excerptOf(cells))
      rows.push({ cells, line })
    } catch (error) {
      if (otherLines === 'skip') continue
      if (otherLines === 'torn' && line === lines.length && lineText.trimStart().startsWith('{')) {
        return {
          ok: true,
          value: { rows, notices: [{ origin, line, message: 'the last line is cut off, and is left out' }] }
        }
      }
      return unreadable(origin, line, 'a line is no JSON object', 'one JSON object a line', error)
    }
  }
  return { ok: true, value: { rows, notices: [] } }
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

function unreadable(origin: string, line: number | null, message: string, expected: string, error: unknown) {
  const received = error instanceof Error ? error.message : String(error)
  const remedy = 'correct the file, say another "format", or leave it out'
  return refusal(origin, { message, expected, received, remedy }, line)
}

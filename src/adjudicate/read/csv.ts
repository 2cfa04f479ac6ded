import type { EvidenceProblem, Reading } from './problem'

/** A row of a table: a cell for each column, and the line on which it begins. */
export interface LogRow {
  readonly cells: Readonly<Record<string, unknown>>
  /** From 1. */
  readonly line: number
}

interface Fields {
  readonly texts: readonly string[]
  readonly line: number
}

/**
 * Reads CSV strictly as RFC 4180 has it, with a header line: every row has as many fields as the header; quotes only
 * around a whole field, doubled inside; white space belongs to the field. Line ends may be CRLF, LF or CR. A byte order
 * mark is skipped; the last line end may be missing; empty lines are no rows.
 *
 * @returns cells as texts
 * @example readLogTable('log.csv', 'epoch,loss\n1,0.5\n', ',').value // [{ cells: { epoch: '1', loss: '0.5' }, line: 2 }]
 * @see RFC 4180, section 2
 */
export function readLogTable(origin: string, text: string, delimiter: string): Reading<LogRow[]> {
  const problems: EvidenceProblem[] = []
  const report = (line: number, message: string, expected: string, received: string, remedy: string): void => {
    problems.push({ origin, line, message, expected, received, remedy })
  }
  const [header, ...records] = splitRecords(text.replace(/^\uFEFF/, ''), delimiter, report)
  if (header === undefined) {
    report(1, 'the file is empty', 'a header line', 'nothing', 'remove it, or leave it out of "log.files"')
    return { ok: false, problems }
  }
  const names = header.texts
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) {
      report(header.line, 'a column stands twice', 'each column once', JSON.stringify(name), 'rename one of them')
    }
    seen.add(name)
  }
  for (const { texts, line } of records.filter((record) => record.texts.length !== names.length)) {
    report(
      line,
      'a row has another number of fields than the header',
      `${names.length} fields`,
      `${texts.length}`,
      'quote fields that hold the delimiter, or state "delimiter" in the mapping'
    )
  }
  if (problems.length > 0) return { ok: false, problems }
  const rows = records.map(
    ({ texts, line }): LogRow => ({
      cells: Object.fromEntries(names.map((name, index) => [name, texts[index]!])),
      line
    })
  )
  return { ok: true, value: rows }
}

type Report = (line: number, message: string, expected: string, received: string, remedy: string) => void

function splitRecords(text: string, delimiter: string, report: Report): Fields[] {
  const records: Fields[] = []
  let texts: string[] = []
  let line = 1
  let recordLine = 1
  let at = 0
  while (at < text.length) {
    const field = text[at] === '"' ? quotedField(text, at, delimiter) : plainField(text, at, delimiter)
    if (field.problem !== null) {
      report(line, field.problem, 'a field without quotes, or one in quotes as a whole', excerpt(text, at), QUOTES)
    }
    texts.push(field.text)
    line += countLineEnds(text.slice(at, field.end))
    at = field.end
    if (text[at] === delimiter) {
      at += 1
      // A delimiter at the very end has an empty field after it.
      if (at === text.length) texts.push('')
      else continue
    }
    const lineEnd = text.startsWith('\r\n', at) ? 2 : 1
    if (texts.length > 1 || texts[0] !== '') records.push({ texts, line: recordLine })
    texts = []
    at += lineEnd
    line += 1
    recordLine = line
  }
  return records
}

const QUOTES = 'write quotes inside a field twice, and the field in quotes'

interface FieldText {
  readonly text: string
  /** Offset of the delimiter or line end after it. */
  readonly end: number
  readonly problem: string | null
}

function plainField(text: string, start: number, delimiter: string): FieldText {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  const field = text.slice(start, end)
  return { text: field, end, problem: field.includes('"') ? 'a quote inside of a field without quotes' : null }
}

function quotedField(text: string, start: number, delimiter: string): FieldText {
  let field = ''
  let at = start + 1
  for (;;) {
    const close = text.indexOf('"', at)
    if (close === -1) return { text: field, end: text.length, problem: 'a quote that is not closed' }
    field += text.slice(at, close)
    if (text[close + 1] !== '"') {
      // Nothing may stand between the closing quote and the delimiter.
      const rest = plainField(text, close + 1, delimiter)
      return { text: field, end: rest.end, problem: rest.text === '' ? null : 'something follows a closing quote' }
    }
    field += '"'
    at = close + 2
  }
}

function countLineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}

function excerpt(text: string, at: number): string {
  return JSON.stringify(text.slice(at, at + 30))
}

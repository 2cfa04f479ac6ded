import type { LogProblem, Reading } from './problem'
import type { LogOptions, LogRow } from './types'

type TableOptions = Pick<LogOptions, 'comment' | 'skip' | 'names'> & { readonly delimiter: string }

const PLAIN = { comment: null, skip: 0, names: null }

interface Fields {
  readonly texts: readonly string[]
  readonly line: number
}

/**
 * Reads CSV strictly as RFC 4180 has it, with a header line: every row has as many fields as the header; quotes only
 * around a whole field, doubled inside; white space belongs to the field. Line ends may be CRLF, LF or CR. A byte order
 * mark is skipped; the last line end may be missing; empty lines are no rows, and neither is the header where it stands
 * again, as after a resumption.
 *
 * With the delimiter `blanks` fields are what stands between spaces and tabs, however many, and quotes mean nothing.
 *
 * @returns cells as texts
 * @example readLogTable('log.csv', 'epoch,loss\n1,0.5\n', ',').value // [{ cells: { epoch: '1', loss: '0.5' }, line: 2 }]
 * @see RFC 4180, section 2
 */
export function readLogTable(origin: string, text: string, options: string | TableOptions): Reading<LogRow[]> {
  const {
    delimiter,
    comment,
    skip,
    names: given
  } = typeof options === 'string' ? { ...PLAIN, delimiter: options } : options
  const problems: LogProblem[] = []
  const report = (line: number, message: string, expected: string, received: string, remedy: string): void => {
    problems.push({ origin, line, message, expected, received, remedy })
  }
  const kept = passOver(text.replace(/^\uFEFF/, ''), skip, comment)
  const all = delimiter === 'blanks' ? splitAtBlanks(kept) : splitRecords(kept, delimiter, report)
  const [first] = all
  if (first === undefined) {
    report(1, 'the file is empty', 'a header line', 'nothing', 'remove it, or leave it out')
    return { ok: false, problems }
  }
  const names = given ?? first.texts
  const records = given === null ? all.slice(1).filter(({ texts }) => !isHeader(texts, names)) : all
  if (problems.length > 0) return { ok: false, problems: withComment(problems, kept, comment) }
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) {
      report(first.line, 'a column stands twice', 'each column once', JSON.stringify(name), 'rename one of them')
    }
    seen.add(name)
  }
  for (const { texts, line } of records.filter((record) => record.texts.length !== names.length)) {
    report(
      line,
      'a row has another number of fields than the header',
      `${names.length} fields`,
      `${texts.length}`,
      'quote fields that hold the delimiter, or say another "delimiter"'
    )
  }
  if (problems.length > 0) return { ok: false, problems: withComment(problems, kept, comment) }
  const rows = records.map(
    ({ texts, line }): LogRow => ({
      cells: Object.fromEntries(names.map((name, index) => [name, texts[index]!])),
      line
    })
  )
  return { ok: true, value: rows }
}

/** Of a first line that is a comment all others are wrong too. */
function withComment(problems: readonly LogProblem[], text: string, comment: string | null): readonly LogProblem[] {
  if (comment !== null || !/^[#%]/.test(text)) return problems
  const first = text.slice(0, 1)
  const remedy = `say "comment": ${JSON.stringify(first)}, or "skip": 1 where it is but the first line`
  const received = JSON.stringify(text.slice(0, 30))
  return [{ ...problems[0]!, line: 1, message: 'line 1 is a comment', expected: 'a header line', received, remedy }]
}

function isHeader(texts: readonly string[], names: readonly string[]): boolean {
  return (
    texts.length === names.length && texts.every((text, index) => text === names[index] && !/^[-+.\d]+$/.test(text))
  )
}

/** The text with lines that do not count as empty ones, so that line numbers stay. */
function passOver(text: string, skip: number, comment: string | null): string {
  if (skip === 0 && comment === null) return text
  return text
    .split(/\r\n|\n|\r/)
    .map((line, index) => (index < skip || (comment !== null && line.startsWith(comment)) ? '' : line))
    .join('\n')
}

function splitAtBlanks(text: string): Fields[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, index) => {
    const texts = line.split(/[ \t]+/).filter((field) => field !== '')
    return texts.length === 0 ? [] : [{ texts, line: index + 1 }]
  })
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

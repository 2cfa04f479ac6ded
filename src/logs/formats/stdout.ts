import { compileName } from '../../text/nameExpression'
import { readJsonLines } from '../documents'
import { logText } from '../logFile'
import { refusal } from '../problem'
import type { LogFormat, LogRow } from '../types'

/**
 * Lines that a program printed. With a pattern each line in which it is found is a row. Without one the first of these
 * that the output has any of: lines `METRIC loss=0.5 epoch=3`; JSON objects, a line each; texts such as
 * `epoch 3/10: loss: 0.5, acc=0.9`, in which the word before a colon or an equals sign, or before a number with a fraction,
 * names that number.
 * Escapes of terminals are taken out, and what was written over its line with a carriage return is a line.
 */
export const stdout: LogFormat = {
  title: 'lines that a program printed',
  holds: 'rows',
  file: 'stdout.log',
  read(log, { pattern }) {
    const text = logText(log)
    if (!text.ok) return text
    const lines = text.value.replace(ESCAPES, '').split(/\r\n|\n|\r/)
    if (pattern !== null) {
      const { match } = compileName(pattern)
      const rows = rowsOf(lines, match)
      if (rows.length > 0) return { ok: true, value: { document: null, rows, notices: [] } }
      return refusal(log.name, {
        message: 'no line has the pattern',
        expected: `a line with ${pattern}`,
        received: JSON.stringify(lines.findLast((line) => line.trim() !== '')?.slice(0, 80) ?? ''),
        remedy: 'correct "pattern": it is looked for anywhere in each line'
      })
    }
    return { ok: true, value: { document: null, rows: withoutPattern(log.name, lines), notices: [] } }
  },
  recognises: (name, head) => /\.(?:log|out|txt)$/i.test(name) && withoutPattern(name, head.split(/[\r\n]+/)).length > 0
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ESCAPES = /\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|[@-_])/g

type Cells = Readonly<Record<string, unknown>>

function rowsOf(lines: readonly string[], cellsOf: (line: string) => Cells | null): LogRow[] {
  return lines.flatMap((text, index) => {
    const cells = cellsOf(text)
    return cells === null ? [] : [{ cells, line: index + 1 }]
  })
}

function withoutPattern(name: string, lines: readonly string[]): readonly LogRow[] {
  const agreed = namedRows(lines.map((line) => (line.startsWith('METRIC ') ? line.slice('METRIC '.length) : '')))
  if (agreed.length > 0) return agreed
  const objects = readJsonLines(name, lines.join('\n'), 'skip')
  if (objects.ok && objects.value.rows.length > 0) return objects.value.rows
  return namedRows(lines)
}

const NUMBER = String.raw`[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|nan|inf(?:inity)?)`
/** After a blank alone, what may as well be a count of something else is no metric: `took 3`. */
const FRACTION = String.raw`[+-]?(?:(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?|\d+e[+-]?\d+|nan|inf(?:inity)?)`
const END = String.raw`(?=$|[\s,;|)\]}%/]|- )`
const PAIR = new RegExp(
  String.raw`(?<![\w./-])['"]?([A-Za-z_][\w./-]{0,99})(?:['"]?[ \t]{0,9}[:=][ \t]{0,9}(${NUMBER})|[ \t]{1,9}(${FRACTION}))${END}`,
  'gi'
)
/** `Epoch [3/10]`, `step 300`. */
const COUNTER = /\b(epoch|step|iteration|iter)s?[ \t]{0,9}[[(#]?[ \t]{0,9}(\d+)\b/i
/** Words before a name that belong to it. */
const WORDS_BEFORE = /(?:(?<![\w./-])[A-Za-z_][\w./-]{0,30}[ \t]){0,3}$/

interface NamedNumber {
  readonly word: string
  /** With the words before: `train loss` of `train loss: 0.5`. */
  readonly phrase: string
  readonly value: string
}

/**
 * Numbers by the word before them. Where one word ends several names, `train loss: 0.5, val loss: 0.6`, it would mix them:
 * each has the whole of its name then, `train_loss` and `val_loss`.
 */
function namedRows(lines: readonly string[]): LogRow[] {
  const found = lines.map(namedNumbers)
  const phrases = new Map<string, Set<string>>()
  for (const { word, phrase } of found.flat()) phrases.set(word, (phrases.get(word) ?? new Set()).add(phrase))
  const nameOf = ({ word, phrase }: NamedNumber) =>
    phrases.get(word)!.size === 1 ? word : phrase.replaceAll(/[ \t]+/g, '_')
  return found.flatMap((numbers, index) => {
    if (numbers.length === 0) return []
    const counter = COUNTER.exec(lines[index]!)
    const own = counter === null ? [] : [[counter[1]!.toLowerCase(), counter[2]!] as const]
    const pairs = numbers.map((number) => [nameOf(number), number.value] as const)
    return [{ cells: Object.fromEntries([...own, ...pairs]), line: index + 1 }]
  })
}

function namedNumbers(line: string): readonly NamedNumber[] {
  return [...line.matchAll(PAIR)].map(({ index, 1: word, 2: afterSign, 3: afterBlank }) => {
    const before = WORDS_BEFORE.exec(line.slice(Math.max(0, index - 100), index))![0]
    return { word: word!, phrase: before + word!, value: (afterSign ?? afterBlank)! }
  })
}

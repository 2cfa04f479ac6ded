import { compileName } from '../../text/nameExpression'
import { readJsonLines } from '../documents'
import { logText } from '../logFile'
import { refusal } from '../problem'
import type { LogFormat, LogRow } from '../types'

/**
 * Lines that a program printed. With a pattern each line in which it is found is a row. Without one the first of these
 * that the output has any of: lines `METRIC loss=0.5 epoch=3`; JSON objects, a line each; texts such as
 * `epoch 3/10: loss: 0.5, acc=0.9`, in which what stands before a colon or an equals sign names the number after it.
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
  const agreed = rowsOf(lines, (line) => (line.startsWith('METRIC ') ? pairsOf(line.slice('METRIC '.length)) : null))
  if (agreed.length > 0) return agreed
  const objects = readJsonLines(name, lines.join('\n'), 'skip')
  if (objects.ok && objects.value.rows.length > 0) return objects.value.rows
  return rowsOf(lines, pairsOf)
}

const PAIR =
  /(?<![\w./-])['"]?([A-Za-z_][\w./-]{0,99})['"]?[ \t]{0,9}[:=][ \t]{0,9}([+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|nan|inf(?:inity)?))(?=$|[\s,;|)\]}%/]|- )/gi
/** `Epoch [3/10]`, `step 300`. */
const COUNTER = /\b(epoch|step|iteration|iter)s?[ \t]{0,9}[[(#]?[ \t]{0,9}(\d+)\b/i

function pairsOf(line: string): Cells | null {
  const pairs = [...line.matchAll(PAIR)].map((match) => [match[1]!, match[2]!] as const)
  if (pairs.length === 0) return null
  const counter = COUNTER.exec(line)
  const own = counter === null ? [] : [[counter[1]!.toLowerCase(), counter[2]!] as const]
  return Object.fromEntries([...own, ...pairs])
}

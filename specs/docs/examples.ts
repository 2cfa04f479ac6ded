import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loadDataset } from '../../src/data/load'
import { randomStream } from '../../src/random/streams'
import { compareReports } from '../../src/report/compare/compare'
import { buildReport } from '../../src/report/data/build'
import type { Report } from '../../src/report/data/types'
import { signFlipProcess } from '../../src/stats/sequential/signFlip'
import { claim, classificationExperiment } from '../support/builders'
import { everyOutcome } from '../unit/report/inputs'

export const SOURCE = path.resolve(__dirname, '../../src')

/** An `@example` of a docstring: `expression // value`, the value perhaps in the comment lines that follow. */
export interface Example {
  /** Relative to `src/`, with forward slashes. */
  readonly file: string
  readonly line: number
  readonly code: string
  readonly expected: string
}

/** An `@example (not run) ...`: it shows how something is used that no test can evaluate. */
export interface MarkedExample {
  readonly file: string
  readonly line: number
}

/** All examples of all docstrings in `src/` and `tools/`. */
export function collectExamples(): { readonly run: readonly Example[]; readonly notRun: readonly MarkedExample[] } {
  const run: Example[] = []
  const notRun: MarkedExample[] = []
  for (const file of sourceFiles()) {
    for (const { line, text } of exampleTexts(readFileSync(path.join(SOURCE, file), 'utf8'))) {
      if (text.startsWith('(not run)')) notRun.push({ file, line })
      else run.push({ file, line, ...split(text) })
    }
  }
  return { run, notRun }
}

function sourceFiles(): string[] {
  return ['', '../tools']
    .flatMap((folder) =>
      readdirSync(path.join(SOURCE, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.join(folder, file)
      )
    )
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.split(path.sep).join('/'))
    .sort()
}

/** What follows each `@example`, up to the next tag or the end of its docstring, without the asterisks. */
function exampleTexts(source: string): { line: number; text: string }[] {
  return [...source.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((docstring) => {
    const lines = docstring[0].replace(/\s*\*\/$/, '').split('\n')
    const texts: { line: number; text: string }[] = []
    let open = false
    for (const [index, raw] of lines.entries()) {
      const [before, after] = raw.split(/@example\b\s*/, 2) as [string, string | undefined]
      const line = source.slice(0, docstring.index).split('\n').length + index
      if (after !== undefined) {
        texts.push({ line, text: after })
        open = true
      } else if (/^\s*\*\s*@\w/.test(before)) open = false
      else if (open) texts.at(-1)!.text += `\n${before.replace(/^\s*\* ?/, '')}`
    }
    return texts.map(({ line, text }) => ({ line, text: text.trim() }))
  })
}

function split(text: string): { code: string; expected: string } {
  const code: string[] = []
  const expected: string[] = []
  for (const line of text.split('\n')) {
    const comment = /(?:^|\s)\/\/ (.*)$/.exec(line)
    if (comment !== null) expected.push(comment[1]!)
    const statement = comment === null ? line : line.slice(0, comment.index)
    if (statement.trim() !== '') code.push(statement)
  }
  return { code: code.join('\n'), expected: expected.join('\n') }
}

let report: Report | undefined

/** What an example may use: the exports of its own file, and these. */
function scopeOf({ file, code }: Example): Record<string, unknown> {
  // The others need not wait for it.
  if (/\breport\b/.test(code)) report ??= buildReport(everyOutcome())
  return {
    report,
    compareReports,
    random: randomStream(0, 'init'),
    randomStream,
    loadDataset,
    signFlipProcess,
    claim: claim(),
    experiment: classificationExperiment(),
    ...require(path.join(SOURCE, file))
  }
}

/** The value of an example's last expression. */
export function evaluate(example: Example): unknown {
  return evaluateIn(scopeOf(example), example.code)
}

function evaluateIn(scope: Readonly<Record<string, unknown>>, code: string): unknown {
  // An object literal at the start of a statement would be a block.
  const text = code.startsWith('{') ? `(${code})` : code
  return new Function(...Object.keys(scope), '$code', 'return eval($code)')(...Object.values(scope), text)
}

/** A value of which an example states the beginning only: `0.911...`, `'03734d66...'`. */
class Beginning {
  constructor(readonly text: string) {}

  /** A number agrees in the digits that are stated, cut off or rounded; a text where it begins so. */
  agrees(actual: unknown): boolean {
    if (typeof actual === 'string') return actual.startsWith(this.text)
    const digits = this.text.split('e')[0]!.split('.')[1]?.length ?? 0
    const exponent = Number(this.text.split('e')[1] ?? 0)
    return typeof actual === 'number' && Math.abs(actual - Number(this.text)) < 10 ** (exponent - digits)
  }
}

/**
 * The value that an example states: the longest part of its comment that is an expression, up to ":", ";" or "," and
 * what is said about it. A number that ends in dots is the beginning of one, and so is a text.
 *
 * @throws where the comment does not begin with a value
 */
export function statedValue({ expected, file, line }: Example): unknown {
  const text = expected
    .replaceAll('\n', ' ')
    .replace(/(\w+Array) ?\[([^\]]*)\]/g, '$1.of($2)')
    .replace(/'([^']*)\.\.\.'/g, "$beginning('$1')")
    .replace(/(-?\d+(?:\.\d*?)?(?:e-?\d+)?)\.\.\.(?=[^.]|$)/g, "$beginning('$1')")
  const scope = { $beginning: (beginning: string) => new Beginning(beginning) }
  const ends = [text.length, ...[...text.matchAll(/[:;,]/g)].map(({ index }) => index).reverse()]
  for (const end of ends) {
    try {
      // In brackets, so that a comma makes two values of what is one with something said about it.
      const values = evaluateIn(scope, `[${text.slice(0, end)}]`) as unknown[]
      if (values.length === 1) return values[0]
    } catch {
      // Not an expression yet.
    }
  }
  throw new Error(`the example in ${file}:${line} states no value: ${JSON.stringify(expected)}`)
}

/** Mathematical functions may differ in their last digits from one processor or engine to the next. */
const RELATIVE_TOLERANCE = 1e-12

/** Whether a value is the stated one, numbers up to what the platforms differ by. */
export function agree(actual: unknown, stated: unknown): boolean {
  if (stated instanceof Beginning) return stated.agrees(actual)
  if (typeof stated === 'number' && typeof actual === 'number') {
    return Object.is(actual, stated) || Math.abs(actual - stated) <= RELATIVE_TOLERANCE * Math.abs(stated)
  }
  if (stated === null || typeof stated !== 'object' || actual === null || typeof actual !== 'object') {
    return Object.is(actual, stated)
  }
  if (Object.prototype.toString.call(stated) !== Object.prototype.toString.call(actual)) return false
  const keys = Object.keys(stated)
  const sameKeys = keys.length === Object.keys(actual).length && keys.every((key) => Object.hasOwn(actual, key))
  const partOf = (value: object, key: string) => (value as Readonly<Record<string, unknown>>)[key]
  return sameKeys && keys.every((key) => agree(partOf(actual, key), partOf(stated, key)))
}

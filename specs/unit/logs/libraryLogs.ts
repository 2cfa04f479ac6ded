import { readFileSync } from 'node:fs'
import path from 'node:path'
import { LOG_FORMATS } from '../../../src/logs/formats'
import { type LogSource, readLogs } from '../../../src/logs/readLogs'

/** What was given to each library, before it wrote anything. */
export type Expected = Readonly<
  Record<
    string,
    Readonly<
      Record<string, { readonly steps: readonly number[] | null; readonly values: readonly (number | string)[] }>
    >
  >
>

/** The format of each folder that is not named like it. */
const SOURCES: Readonly<Record<string, LogSource>> = {
  'tensorboard-tensors': { format: 'tensorboard' },
  pandas: { format: 'csv' },
  'pandas-gzip': { format: 'csv', file: '*.gz', delimiter: '\t' },
  'pandas-jsonl': { format: 'jsonl', file: '*.jsonl' },
  stdout: { format: 'stdout', file: 'train.log' }
}

export function sourceOf(kind: string): LogSource {
  const known = SOURCES[kind]
  if (known !== undefined) return known
  if (!Object.hasOwn(LOG_FORMATS, kind)) throw new Error(`no format ${kind}`)
  return { format: kind as LogSource['format'] }
}

export function expectedIn(folder: string): Expected {
  return JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'))
}

/** Steps and values as they were given; texts stand for NaN and infinities, of which Python has its own spelling. */
export async function readBack(folder: string, kind: string, sources: readonly LogSource[]) {
  const { metrics } = await readLogs(path.join(folder, kind), sources)
  const textOf = (value: number) =>
    Number.isFinite(value) ? value : String(value).toLowerCase().replace('infinity', 'inf')
  return Object.fromEntries(
    Object.entries(metrics).map(([name, { steps, values }]) => [name, { steps, values: values.map(textOf) }])
  )
}

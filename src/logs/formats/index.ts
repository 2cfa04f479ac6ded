import type { LogFormat, LogOptions, LogShape } from '../types'
import { csv } from './csv'
import { dopamine } from './dopamine'
import { dvclive } from './dvclive'
import { hfTrainer } from './hfTrainer'
import { json } from './json'
import { jsonl } from './jsonl'
import { kerasCsv } from './kerasCsv'
import { lightningCsv } from './lightningCsv'
import { mlflow } from './mlflow'
import { FORMAT_NAMES, type LogFormatName } from './names'
import { npy } from './npy'
import { npz } from './npz'
import { number } from './number'
import { rliable } from './rliable'
import { sacred } from './sacred'
import { sb3Monitor } from './sb3Monitor'
import { spinningup } from './spinningup'
import { stdout } from './stdout'
import { tensorboard } from './tensorboard'
import { wandbCsv } from './wandbCsv'
import { yaml } from './yaml'

export { FORMAT_NAMES, type LogFormatName }

export const LOG_FORMATS: Readonly<Record<LogFormatName, LogFormat>> = {
  tensorboard,
  mlflow,
  dvclive,
  sacred,
  'hf-trainer': hfTrainer,
  'lightning-csv': lightningCsv,
  'keras-csv': kerasCsv,
  'sb3-monitor': sb3Monitor,
  spinningup,
  'wandb-csv': wandbCsv,
  dopamine,
  rliable,
  npy,
  npz,
  jsonl,
  json,
  csv,
  yaml,
  number,
  stdout
}

/** The first that recognises a file; null where none does. @param head its first bytes, uncompressed, as Latin-1 */
export function recogniseFormat(name: string, head: string): LogFormatName | null {
  return FORMAT_NAMES.find((format) => LOG_FORMATS[format].recognises(name, head)) ?? null
}

/** By the extension alone, `.gz` aside; null where it tells nothing. @example formatOf('a/log.yml') // 'yaml' */
export function formatOf(name: string): LogFormatName | null {
  if (/tfevents[^/]*$/.test(name)) return 'tensorboard'
  const extension = /\.([a-z]+)(?:\.gz)?$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension]! : null
}

const EXTENSIONS: Readonly<Record<string, LogFormatName>> = {
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  csv: 'csv',
  tsv: 'csv',
  yaml: 'yaml',
  yml: 'yaml',
  npy: 'npy',
  npz: 'npz'
}

const OPTIONS: LogOptions = {
  delimiter: null,
  comment: null,
  skip: 0,
  names: null,
  pattern: null,
  otherLines: 'error'
}
const SHAPE: LogShape = {
  runs: 'file',
  itemsAt: null,
  layout: 'wide',
  rowsAt: null,
  metricColumn: null,
  valueColumn: null,
  step: null
}

/** Options and shape of a log, complete: what is stated, else what is known of the format. */
export function completeOptions(format: LogFormatName | null, stated: Partial<LogOptions>): LogOptions {
  return { ...OPTIONS, ...(format === null ? {} : LOG_FORMATS[format].options), ...stated }
}

export function completeShape(format: LogFormatName | null, stated: Partial<LogShape>): LogShape {
  return { ...SHAPE, ...(format === null ? {} : LOG_FORMATS[format].shape), ...stated }
}

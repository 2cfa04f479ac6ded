import path from 'node:path'
import { InputError } from '../../errors'
import { globMatcher } from '../../files/globs'
import { groupBy } from '../../json/groupBy'
import { isObject } from '../../json/isObject'
import { readJsonLines } from '../../logs/documents'
import {
  completeOptions,
  completeShape,
  FORMAT_NAMES,
  LOG_FORMATS,
  type LogFormatName,
  recogniseFormat
} from '../../logs/formats'
import { type LogItem, readItems } from '../../logs/items'
import { headOf, logText, openLog } from '../../logs/logFile'
import type { LogFile, LogOptions, LogShape } from '../../logs/types'
import type { MappingFile } from '../mapping/types'
import type { EvidenceFolder } from '../read/folder'

/** Files of one format that are likely the logs. */
export interface GuessedLayout {
  readonly format: LogFormatName
  readonly files: readonly string[]
}

/** Names of files that say what a run was, and not how it went. */
export const SETTING_WORDS =
  /(?:^|\/)(?:\.hydra\/.*|(?:config|hparams|args|params|settings|options|meta|run|metadata|wandb-metadata|info)\.(?:json|ya?ml))$/i

/** The files of the likeliest format: of a library before those that anybody writes, and more before fewer. */
export function candidateIn(folder: EvidenceFolder): GuessedLayout {
  const byFormat = new Map<LogFormatName, string[]>()
  for (const file of folder.files) {
    if (SETTING_WORDS.test(file)) continue
    const log = openLog(file, folder.bytes(file))
    const format = recogniseFormat(log.name, headOf(log.bytes))
    if (format === null) continue
    const own = byFormat.get(format) ?? []
    own.push(file)
    byFormat.set(format, own)
  }
  // In the order of the registry.
  const first = FORMAT_NAMES.find((format) => byFormat.has(format))
  if (first === undefined) {
    throw new InputError('no file of the folder looks like a log', {
      expected: `files such as those of ${Object.values(LOG_FORMATS)
        .slice(0, 8)
        .map(({ title }) => title)
        .join(', ')}`,
      received: folder.files.slice(0, 5).join(', '),
      remedy: 'write a mapping by hand: docs/mappings.md has one for each kind'
    })
  }
  return { format: first, files: alike(byFormat.get(first)!) }
}

/** Of several sorts of files the one of which there are most: `metrics.csv`, not `notes.csv`. */
function alike(files: readonly string[]): readonly string[] {
  const sorts = groupBy(files, (file) => path.posix.basename(file).replace(/\d+/g, '0'))
  const depths = new Set(files.map((file) => file.split('/').length))
  if (depths.size === 1 && sorts.size > 1 && sorts.size === files.length) return files
  const most = [...sorts.values()].sort((a, b) => b.length - a.length)[0]!
  return most.length > 1 ? filesWithSiblings(files, most) : files
}

/** With others in the same folders where each folder has a few of them: a metric a file. */
function filesWithSiblings(files: readonly string[], most: readonly string[]): readonly string[] {
  const isFlat = new Set(files.map((file) => path.posix.dirname(file))).size === 1
  return isFlat || files.some((file) => FOLDERS.test(file)) ? files : most
}

/** Formats that keep a file a metric. */
const FOLDERS = /(?:^|\/)(?:metrics|plots)\/|tfevents/

export interface Layout {
  readonly format: LogFormatName
  readonly options: Partial<LogOptions>
  readonly shape: LogShape
  /** What the mapping has to say of it. */
  readonly stated: Readonly<Record<string, unknown>>
  readonly gaps: NonNullable<MappingFile['gaps']> | null
  /** Column of the steps that nobody would take for one. */
  readonly step: string | null
  /** A file a metric, named by the file's or column's own name; null: no. */
  readonly metricIn: 'tag' | 'column' | null
}

const BY_EXTENSION: readonly LogFormatName[] = ['json', 'jsonl', 'csv', 'yaml', 'npy', 'npz']

export function layoutOf(folder: EvidenceFolder, { format, files }: GuessedLayout): Layout {
  const log = openLog(files[0]!, folder.bytes(files[0]!))
  const plain: Layout = {
    format,
    options: {},
    shape: completeShape(format, {}),
    stated: BY_EXTENSION.includes(format) ? {} : { format },
    gaps: null,
    step: null,
    metricIn: null
  }
  const say = (own: Readonly<Record<string, unknown>>, more: Partial<Layout> = {}): Layout => ({
    ...plain,
    shape: completeShape(format, own as Partial<LogShape>),
    stated: { ...plain.stated, ...own },
    ...more
  })
  switch (format) {
    case 'sb3-monitor': {
      const folders = new Set(files.map((file) => path.posix.dirname(file)))
      return folders.size < files.length ? say({ parts: 'average' }) : plain
    }
    case 'dopamine':
      return { ...plain, gaps: { repeatedEpochs: 'new-run' } }
    case 'wandb-csv':
      return { ...plain, metricIn: 'column' }
    case 'stdout':
      return hasJsonLines(log)
        ? {
            ...plain,
            format: 'jsonl',
            options: { otherLines: 'skip' },
            stated: { format: 'jsonl', otherLines: 'skip' }
          }
        : plain
    case 'csv': {
      const head = headOf(log.bytes)
      if (/^Wall time,Step,Value\r?\n/.test(head)) {
        return say({ valueColumn: 'Value' }, { shape: { ...plain.shape, step: 'Step' }, metricIn: 'tag' })
      }
      return isCells(head) ? say({ runs: 'cells' }) : plain
    }
    case 'json':
    case 'yaml':
    case 'npy':
    case 'npz': {
      const read = LOG_FORMATS[format].read(log, completeOptions(format, {}))
      const document = read.ok ? read.value.document : null
      if (Array.isArray(document) && document.length > 0) {
        if (document.every((item) => isObject(item) && Object.values(item).some(Array.isArray))) {
          const step = 'xs' in (document[0] as object) ? 'xs' : null
          return say({ runs: 'items', layout: 'columns' }, { step })
        }
        if (Array.isArray(document[0])) return say({ runs: 'numbers' })
      }
      if (isObject(document) && Object.values(document).filter((value) => Array.isArray(value)).length > 0) {
        return say({ layout: 'columns' })
      }
      return plain
    }
    default:
      return plain
  }
}

function hasJsonLines(log: LogFile): boolean {
  const text = logText(log)
  const lines = text.ok ? readJsonLines(log.name, text.value, 'skip') : text
  return lines.ok && lines.value.rows.length > 1
}

/** An index without a name, and columns of numbers with names of arms. */
function isCells(head: string): boolean {
  const [header = '', first = ''] = head.split(/\r?\n/)
  const names = header.split(',')
  const isIndexed = names[0] === '' && /^0,/.test(first) && names.length > 2 && names.length <= 9
  return (
    isIndexed &&
    first.split(',').every((cell) => cell !== '' && Number.isFinite(Number(cell))) &&
    !names.some((name) => /loss|acc|state|value|seed|step|epoch/i.test(name))
  )
}

/** A pattern that matches the files, and no others. */
export function globOf(files: readonly string[], folder: EvidenceFolder, { format }: Pick<Layout, 'format'>): string {
  const split = files.map((file) => file.split('/'))
  const sameDepth = split.every((parts) => parts.length === split[0]!.length)
  const fixed = (column: readonly string[]) => {
    if (new Set(column).size === 1) return column[0]!.replace(/[[\]{}*?!\\]/g, '\\$&')
    const ends = column.map((part) => path.posix.extname(part))
    return new Set(ends).size === 1 && !/\d/.test(ends[0]!) ? `*${ends[0]}` : '*'
  }
  const common = split[0]!.findIndex((part, index) => split.some((parts) => parts[index] !== part))
  const glob = sameDepth
    ? split[0]!.map((_, i) => fixed(split.map((parts) => parts[i]!))).join('/')
    : [...split[0]!.slice(0, Math.max(0, common)), LOG_FORMATS[format].file]
        .join('/')
        .replace(/^(.*\/)?\*\*\/metrics\/\*\*$/, '$1*/*/metrics/**')
  const matches = globMatcher([glob])
  const found = folder.files.filter((file) => matches(file))
  if (found.length === files.length) return glob
  // With what the last parts have in common.
  const basenames = new Set(files.map((file) => path.posix.basename(file)))
  return basenames.size === 1 ? `**/${[...basenames][0]}` : glob
}

export function itemsOf(folder: EvidenceFolder, file: string, { format, options, shape }: Layout): LogItem[] {
  const reading = readItems(openLog(file, folder.bytes(file)), format, options, shape)
  if (reading.ok) return [...reading.value.items]
  const [problem] = reading.problems
  throw new InputError('a file that looks like a log cannot be read', {
    where: file,
    expected: problem!.expected,
    received: problem!.received,
    remedy: problem!.remedy
  })
}

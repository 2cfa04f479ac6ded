import path from 'node:path'
import { groupBy } from '../../json/groupBy'
import { LOG_FORMATS } from '../../logs/formats'
import type { LogItem } from '../../logs/items'
import { valueAtKeys } from '../../logs/keys'
import { readScalar } from '../../logs/numbers'
import { resolveMapping } from '../mapping/resolveMapping'
import type { MappingFile, ValueSource } from '../mapping/types'
import type { EvidenceFolder } from '../read/folder'
import { readConfig } from '../read/readConfig'
import { type Layout, SETTING_WORDS } from './guessLayout'
import { nameForClaims } from './guessMetrics'
import { guessNames, literalPattern } from './guessNames'
import { guessSettings, type SettingsGuess } from './guessSettings'

/** Which run a log is of, as far as was found. */
export interface RunsGuess {
  readonly parts: Pick<MappingFile, 'arm' | 'config' | 'name' | 'run' | 'groups'>
  /** Folder of a log's metrics below that of its run. */
  below(item: LogItem): string
  /** What "log" has to say of it. */
  readonly log: { readonly runs?: 'rows'; readonly together?: string }
  /** Columns that say which run it is, and are no metrics. */
  readonly columns: readonly string[]
  /** Metrics by a claim's names, where files or columns are named by them. */
  readonly metrics: Readonly<Record<string, string>>
  readonly understood: readonly string[]
  readonly open: readonly string[]
}

/** What one source says of every run. */
interface Source {
  readonly from: ValueSource
  readonly words: string
  readonly values: readonly string[]
}

interface Sources {
  readonly arm: Source | null
  readonly seed: Source | null
  readonly group: ValueSource | null
  readonly saysSeed: boolean
  readonly parts: Pick<MappingFile, 'config' | 'name'>
  readonly log?: RunsGuess['log']
}

/** Looks into files of settings first, then into names, then into the logs themselves. */
export function guessRuns(folder: EvidenceFolder, items: readonly LogItem[], layout: Layout): RunsGuess {
  const names = runNames(items, layout)
  const found = [ofConfig(folder, items, names), ofNames(names), ofItems(items), ofRows(items)].filter(
    (one) => one !== null
  )
  const main = found.find(({ arm }) => arm !== null) ?? null
  const other = main?.log === undefined ? (found.find(({ seed }) => seed !== null) ?? null) : null
  const numbered = main?.seed == null && other !== null ? other : main
  const [arm, seed] = [main?.arm ?? null, numbered?.seed ?? null]
  const isSeed = seed !== null && numbered!.saysSeed && (arm === null || areShared(arm.values, seed.values))
  const [name] = [main, numbered].flatMap((sources) => sources?.parts.name ?? [])
  const [config] = [main, numbered].flatMap((sources) => sources?.parts.config ?? [])
  return {
    parts: {
      ...(name !== undefined && { name: `${names.head}${name}${names.tail}` }),
      ...(config !== undefined && { config }),
      ...(main?.group != null && { groups: { group: { from: [main.group] } } }),
      arm: { from: [arm?.from ?? { name: 'arm' }] },
      ...(seed !== null && { run: { from: [seed.from], ...(isSeed && { pairing: 'seed' as const }) } })
    },
    below: names.below,
    log: { ...main?.log, ...(names.together !== null && { together: names.together }) },
    columns: [arm, seed].flatMap((source) => (source !== null && 'column' in source.from ? [source.from.column] : [])),
    metrics: Object.fromEntries(names.metrics.map((metric) => [nameForClaims(metric), metric])),
    understood: [
      ...(arm === null ? [] : [`the arm stands in ${arm.words}: ${countsOf(arm.values)}`]),
      ...(seed === null
        ? []
        : [`runs are numbered by ${seed.words}: ${[...new Set(seed.values)].slice(0, 8).join(', ')}`])
    ],
    open: [
      ...(isSeed ? ['whether equal seeds start both arms alike: they are taken for pairs ("pairing")'] : []),
      ...(arm === null ? ['which arm a run is of ("arm"): neither settings nor names nor columns tell it'] : []),
      ...(seed === null ? ['which runs of both arms belong together ("run"): without it runs pair nothing'] : [])
    ]
  }
}

/** A file of settings beside each log, or a folder of them. */
function ofConfig(folder: EvidenceFolder, items: readonly LogItem[], { of, bases }: RunNames): Sources | null {
  const first = `${bases[0]}/`.replace(/^\.\//, '')
  const beside = folder.files.filter((file) => file.startsWith(first)).map((file) => file.slice(first.length))
  const candidates = beside.some((file) => file.startsWith('params/'))
    ? ['params']
    : beside.filter((file) => SETTING_WORDS.test(file))
  for (const file of candidates.sort((a, b) => place(a) - place(b))) {
    const mapping = resolveMapping({ log: { files: ['*'] }, config: { file }, arm: { from: [] }, metrics: {} })
    const readings = bases.map((base, index) => readConfig(folder, items[index]!.file, base, mapping))
    const values = readings.map((reading) => (reading.ok ? reading.value?.value : undefined))
    const { arm, seed, group } = guessSettings(values)
    if (arm === null && seed === null) continue
    const source = (key: string | null): Source | null =>
      key === null
        ? null
        : {
            from: { config: key },
            words: `${key} of ${file}`,
            values: once(
              of,
              values.map((value) => textAt(value, key))
            )
          }
    return {
      arm: source(arm),
      seed: source(seed),
      saysSeed: true,
      group: group === null ? null : { config: group },
      parts: { config: { file } }
    }
  }
  return null
}

/** What was set comes before what was recorded of the run. */
function place(file: string): number {
  return /config|hparams|args|params/.test(file) ? file.length : 1000 + file.length
}

function ofNames({ of, isKeys }: RunNames): Sources | null {
  const distinct = [...new Set(of)]
  const guess = distinct.length < 2 ? null : guessNames(isKeys ? of : distinct)
  if (guess === null || (guess.arms === null && guess.numbers === null)) return null
  const source = (group: string, values: readonly string[] | null): Source | null =>
    values === null ? null : { from: { name: group }, words: isKeys ? 'the keys' : 'the names', values }
  return {
    arm: source('arm', guess.arms),
    seed: source('number', guess.numbers),
    group: guess.hasGroup ? { name: 'group' } : null,
    saysSeed: guess.saysSeed,
    parts: { name: isKeys ? guess.expression.replaceAll('[^/]+', '[^.]+').replaceAll('/', '[.]') : guess.expression }
  }
}

/** A value that a log has once, in its document or among its rows. */
function ofItems(items: readonly LogItem[]): Sources | null {
  if (items.length < 2) return null
  const documents = items.map(({ document }) => document)
  const ofDocuments = guessSettings(documents)
  if (ofDocuments.arm !== null) return sourcesOf(documents, ofDocuments, (document) => ({ document }))
  const rows = items.map(({ rows: own }) => Object.assign({}, ...own.map(({ cells }) => cells)))
  const ofCells = guessSettings(rows)
  const isConstant = ({ rows: own }: LogItem) =>
    new Set(own.map(({ cells }) => textAt(cells, ofCells.arm!)).filter((text) => text !== '')).size === 1
  if (ofCells.arm === null || !items.every(isConstant)) return null
  return sourcesOf(rows, ofCells, (column) => ({ column }))
}

/** A table whose rows belong to several runs. */
function ofRows(items: readonly LogItem[]): Sources | null {
  const rows = items.flatMap(({ rows: own }) => own.map(({ cells }) => cells))
  const guess = guessSettings(rows)
  if (guess.arm === null) return null
  return { ...sourcesOf(rows, guess, (column) => ({ column })), log: { runs: 'rows' } }
}

function sourcesOf(
  settings: readonly unknown[],
  { arm, seed, group }: SettingsGuess,
  from: (key: string) => ValueSource
): Sources {
  const source = (key: string | null): Source | null =>
    key === null ? null : { from: from(key), words: key, values: settings.map((one) => textAt(one, key)) }
  return { arm: source(arm), seed: source(seed), group: group === null ? null : from(group), saysSeed: true, parts: {} }
}

function textAt(value: unknown, key: string): string {
  return String(readScalar(valueAtKeys(value, key)) ?? '')
}

/** Of several logs of one run only the first. */
function once(names: readonly string[], values: readonly string[]): string[] {
  return values.filter((_, index) => names.indexOf(names[index]!) === index)
}

function countsOf(values: readonly string[]): string {
  return [...groupBy(values, (value) => value)]
    .map(([value, own]) => `${value === '' ? 'nothing' : value} (${own.length})`)
    .join(', ')
}

/** Whether two arms have a seed in common. */
function areShared(arms: readonly string[], seeds: readonly string[]): boolean {
  const first = new Map<string, string>()
  return arms.some((arm, index) => {
    const known = first.get(seeds[index]!)
    first.set(seeds[index]!, known ?? arm)
    return known !== undefined && known !== arm
  })
}

/** Names of runs, one a log, and how the expression goes on around them. */
interface RunNames {
  readonly of: readonly string[]
  /** Folder of each run. */
  readonly bases: readonly string[]
  readonly head: string
  readonly tail: string
  /** They are keys of a document. */
  readonly isKeys: boolean
  readonly metrics: readonly string[]
  readonly together: string | null
  below(item: LogItem): string
}

/** Parts of a run that have a folder each. */
const PARTS = /^(?:train|training|val|valid|validation|test|eval)$/i

function runNames(items: readonly LogItem[], { format, shape, metricIn }: Layout): RunNames {
  const bases = items.map(({ file }) => path.posix.dirname(file))
  const plain = { bases, head: '^', tail: '', isKeys: false, metrics: [], together: null, below: () => '' }
  const after = items.map(({ origin }) => origin.slice(origin.indexOf('#') + 1))
  if (metricIn === 'tag') {
    const metrics = [...new Set(items.map(({ file }) => file.replace(/^.*-tag-(.*)\.csv$/s, '$1')))]
    const of = items.map(({ file }) => file.replace(/-tag-.*$/s, ''))
    return { ...plain, of, tail: '-tag-(?<metric>.+)[.]csv$', metrics, together: '^.+-tag-' }
  }
  if (metricIn === 'column') {
    const own = after.filter((column) => !/__(?:MIN|MAX)$/.test(column) && column.includes(' - '))
    const metrics = [...new Set(own.map((column) => column.replace(/^.* - /s, '')))]
    const of = own.map((column) => column.replace(/ - .*$/s, ''))
    const metric = `(?<metric>${metrics.map(literalPattern).join('|')})`
    return { ...plain, of, head: '#', tail: ` - ${metric}$`, metrics, together: '#.+ - ' }
  }
  if (shape.runs === 'cells') {
    const of = after.filter((cell) => !cell.startsWith('.')).map((cell) => cell.replace(/[.]\d+$/, ''))
    return { ...plain, of, isKeys: true, head: '#', tail: '[.][0-9]+$' }
  }
  if (shape.runs === 'numbers')
    return { ...plain, of: after.map((keys) => keys.replaceAll('.', '/')), isKeys: true, head: '#', tail: '$' }
  const { runOf } = LOG_FORMATS[format]
  if (runOf === undefined) return { ...plain, of: items.map(({ file }) => file), tail: '$' }
  const folders = items.map(({ file }) => runOf(file))
  if (!folders.every((one) => PARTS.test(path.posix.basename(one))))
    return { ...plain, of: folders, bases: folders, tail: '/' }
  const parents = folders.map((one) => path.posix.dirname(one))
  const together = `^${parents[0]!
    .split('/')
    .map(() => '[^/]+')
    .join('/')}`
  const below = ({ file }: LogItem) => path.posix.basename(runOf(file))
  return { ...plain, of: parents, bases: parents, tail: '/', together, below }
}

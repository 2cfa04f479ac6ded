import { isObject } from '../../json/isObject'
import { LOG_FORMATS } from '../../logs/formats'
import type { LogItem } from '../../logs/items'
import { valueAtKeys } from '../../logs/keys'
import type { LogRow, LogShape } from '../../logs/types'
import { formatCount } from '../../text/format'
import type { MappingFile } from '../mapping/types'
import type { EvidenceFolder } from '../read/folder'
import { candidateIn, globOf, itemsOf, layoutOf } from './guessLayout'
import { guessMetrics, guessStep } from './guessMetrics'
import { guessRuns } from './guessRuns'

export interface MappingGuess {
  readonly mapping: MappingFile
  /** What was understood, a line each. */
  readonly understood: readonly string[]
  /** What somebody who knows has to look at. */
  readonly open: readonly string[]
}

/**
 * A mapping for a folder of logs, as far as the files tell: their format, what a run is, where its arm and seed stand, which
 * metrics there are. Reads data, and executes nothing.
 *
 * @throws InputError where no file is recognised as a log
 */
export function guessMapping(folder: EvidenceFolder): MappingGuess {
  const candidate = candidateIn(folder)
  const { files } = candidate
  const layout = layoutOf(folder, candidate)
  const items = files.flatMap((file) => itemsOf(folder, file, layout))
  const runs = guessRuns(folder, items, layout)
  const rows = items.flatMap((item) => item.rows.map((row) => flat(row, runs.below(item), layout.shape)))
  const isTable = runs.log.runs === 'rows' && layout.gaps === null
  const hasRowEach =
    isTable &&
    new Set(rows.map(({ cells }) => JSON.stringify(runs.columns.map((column) => cells[column])))).size === rows.length
  const step = layout.shape.step ?? layout.step ?? (hasRowEach ? null : guessStep(rows, layout.shape.layout))
  const metrics = layout.metricIn === null ? guessMetrics(rows, { ...layout.shape, step }, runs.columns) : runs.metrics
  const repeats = layout.gaps === null && !isTable && layout.shape.layout === 'wide' && areRepeated(items, step)
  const state = isTable ? stateOf(rows) : null
  const hasMetrics = Object.keys(metrics).length > 0
  const mapping: MappingFile = {
    log: {
      files: [globOf(files, folder, layout)],
      ...layout.stated,
      ...runs.log,
      ...(state !== null && { where: state })
    },
    ...runs.parts,
    ...(step !== null && step !== layout.shape.step && { epochs: epochsOf(step) }),
    metrics: hasMetrics ? metrics : { 'test.loss': 'loss' },
    ...(layout.gaps !== null && { gaps: layout.gaps }),
    ...(repeats && { gaps: { repeatedEpochs: 'last' } })
  }
  const pairs = Object.entries(metrics).map(([own, theirs]) => `${own} is ${theirs}`)
  return {
    mapping,
    understood: [
      `${formatCount(files.length, 'file')} like ${files[0]}: ${LOG_FORMATS[layout.format].title}`,
      ...runs.understood,
      ...(step === null ? [] : [`epochs or steps stand in ${step}`]),
      ...(hasMetrics ? [`metrics: ${pairs.join(', ')}`] : []),
      ...(state === null ? [] : [`rows count where ${Object.entries(state)[0]!.join(' is ')}`]),
      ...(repeats ? ['an epoch stands twice in a run, as after a resumption: the last one counts'] : [])
    ],
    open: [
      ...runs.open,
      ...(hasMetrics
        ? ['whether metrics mean what their names say; validation is taken for test']
        : ['which metrics there are ("metrics"): no column holds numbers alone'])
    ]
  }
}

function epochsOf(step: string): NonNullable<MappingFile['epochs']> {
  return /epoch|iteration/i.test(step) ? { column: step } : { column: step, unit: 'step' }
}

/** Nested values by names with dots; metrics of a part of a run with its folder. */
function flat({ cells, line }: LogRow, below: string, { layout, metricColumn }: LogShape): LogRow {
  const own: Record<string, unknown> = {}
  const walk = (value: unknown, name: string): void => {
    if (isObject(value))
      for (const [key, child] of Object.entries(value)) walk(child, name === '' ? key : `${name}.${key}`)
    else own[name] = value
  }
  walk(cells, '')
  if (layout === 'long' && below !== '') own[metricColumn!] = `${below}/${own[metricColumn!]}`
  return { cells: own, line }
}

/** How Optuna and Weights & Biases mark what came to its end. */
const WHOLE = /^(?:complete|completed|finished)$/i

function stateOf(rows: readonly LogRow[]): Record<string, string> | null {
  for (const { cells } of rows) {
    const found = Object.entries(cells).find(
      ([column, value]) => /^(?:state|status)$/i.test(column) && WHOLE.test(String(value))
    )
    if (found !== undefined) return { [found[0]]: String(found[1]) }
  }
  return null
}

/** Whether an epoch comes again after a later one. */
function areRepeated(items: readonly LogItem[], step: string | null): boolean {
  if (step === null) return false
  return items.some(({ rows }) => {
    const epochs = rows.map(({ cells }) => Number(valueAtKeys(cells, step))).filter(Number.isFinite)
    return epochs.some((epoch, index) => index > 0 && epoch < epochs[index - 1]!)
  })
}

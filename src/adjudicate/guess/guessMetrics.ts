import { readNumber, readScalar } from '../../logs/numbers'
import { metricNames } from '../../logs/series'
import type { LogRow, LogShape } from '../../logs/types'

/** Columns that count. */
const STEP = /^(?:_|global_?)?(?:step|epoch|iteration|iter|training_iteration|total_?env_?interacts|timesteps?)s?$/i
/** Columns that are neither. */
const ASIDE =
  /time|date|runtime|batch_?size|memory|per_second|num_|count|^config[.]|total_|^(?:_|wall|index|number|id|seed|lr|learning_rate)|(?:^|[._/])(?:seed|lr)$/i

const SPLITS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|[._/ ])(?:test|eval|evaluation|val|valid|validation)(?:[._/ ]|$)/i, 'test'],
  [/(?:^|[._/ ])(?:train|training)(?:[._/ ]|$)/i, 'train']
]
const QUANTITIES: readonly (readonly [RegExp, string])[] = [
  [/loss|nll|perplexity/i, 'loss'],
  [/acc(?:uracy)?(?:$|[^a-z])/i, 'accuracy']
]

/** The column of the step or epoch that most rows have, epochs before others; null: rows are epochs in their order. */
export function guessStep(rows: readonly LogRow[], layout: LogShape['layout']): string | null {
  if (layout === 'long') return null
  const counts = new Map<string, number>()
  for (const { cells } of rows) {
    for (const [column, raw] of Object.entries(cells)) {
      if (STEP.test(column) && typeof readNumber(raw) === 'number') counts.set(column, (counts.get(column) ?? 0) + 1)
    }
  }
  const isEpoch = (column: string) => Number(/epoch/i.test(column))
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || isEpoch(b) - isEpoch(a))
  return sorted[0]?.[0] ?? null
}

/**
 * Metrics of logs by the names that a claim has for them: `val_acc` is `test.accuracy`, `train/loss` is `train.loss`, and
 * others keep theirs.
 */
export function guessMetrics(
  rows: readonly LogRow[],
  shape: Pick<LogShape, 'layout' | 'metricColumn' | 'valueColumn' | 'step'>,
  aside: readonly string[]
): Record<string, string> {
  const isLong = shape.layout === 'long'
  const found: Record<string, string> = {}
  for (const name of metricNames(rows, shape)) {
    if (name === '' || name === shape.step || aside.includes(name) || STEP.test(name) || ASIDE.test(name)) continue
    const own = isLong ? rows.filter(({ cells }) => cells[shape.metricColumn!] === name) : rows
    const values = own
      .map(({ cells }) => cells[isLong ? shape.valueColumn! : name])
      .filter((raw) => readScalar(raw) !== undefined)
    if (values.length === 0 || values.some((raw) => typeof readNumber(raw) !== 'number')) continue
    const free = [nameForClaims(name), plain(name)].find((own) => found[own] === undefined)
    if (free !== undefined) found[free] = name
  }
  return found
}

/** @example nameForClaims('val_acc') // 'test.accuracy' */
export function nameForClaims(name: string): string {
  const split = SPLITS.find(([words]) => words.test(name))?.[1]
  const quantity = QUANTITIES.find(([words]) => words.test(name))?.[1]
  if (quantity !== undefined)
    return `${split ?? (/^(?:loss|acc(?:uracy)?)$/i.test(name) ? 'train' : 'test')}.${quantity}`
  return plain(name)
}

function plain(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, '.').replace(/^\.|\.$/g, '')
}

import { didYouMean, listOf } from '../../claims/lintProblem'
import type { Mapping } from '../mapping/types'
import type { LogRow } from './csv'
import { excerptOf, valueAtKeys } from './document'
import type { LogItem } from './items'
import { readNumber } from './numbers'
import type { EvidenceProblem, Reading } from './problem'

/** A metric of a run over its epochs, ascending. Epochs at which nothing was written are not in it. */
export interface Series {
  readonly epochs: readonly number[]
  readonly values: readonly number[]
}

/**
 * The series of a metric in a log.
 *
 * @param metric as the logs name it
 * @returns an empty series where the log has the metric but no value of it, or no rows at all
 */
export function readSeries(item: LogItem, metric: string, { log, epochs, gaps }: Mapping): Reading<Series> {
  const problems: EvidenceProblem[] = []
  const points = new Map<number, number>()
  const isLong = log.layout === 'long'
  const rows = isLong ? item.rows.filter(({ cells }) => valueAtKeys(cells, log.metricColumn!) === metric) : item.rows
  const column = isLong ? log.valueColumn! : metric
  const report = ({ line }: LogRow, text: Omit<EvidenceProblem, 'origin' | 'line'>): void => {
    problems.push({ origin: item.origin, line, ...text })
  }

  for (const [index, row] of rows.entries()) {
    const raw = valueAtKeys(row.cells, column)
    const value = readNumber(raw)
    if (value === null) continue
    if (value === undefined) {
      report(row, {
        message: `${metric} is no number`,
        expected: 'a number, NaN or an infinity; an empty cell or null where nothing was measured',
        received: excerptOf(raw),
        remedy: 'correct the log, or the mapping'
      })
      continue
    }
    const epoch = epochs.column === null ? epochs.first + index : readNumber(valueAtKeys(row.cells, epochs.column))
    if (epoch === null || epoch === undefined || !Number.isFinite(epoch)) {
      report(row, {
        message: `a row with ${metric} has no epoch`,
        expected: `a number in ${epochs.column}`,
        received: excerptOf(valueAtKeys(row.cells, epochs.column!)),
        remedy: 'correct "epochs.column" in the mapping; without it rows are epochs in their order'
      })
    } else if (!points.has(epoch) || gaps.repeatedEpochs === 'last') points.set(epoch, value)
    else if (gaps.repeatedEpochs === 'error') {
      report(row, {
        message: `${metric} stands twice for one epoch`,
        expected: 'each epoch once',
        received: `epoch ${epoch} again`,
        remedy: 'say in the mapping which one counts: "gaps": { "repeatedEpochs": "last" }'
      })
    }
  }
  if (item.rows.length > 0 && !isKnown(item.rows, metric, log)) problems.push(unknownMetric(item, metric, log))
  if (problems.length > 0) return { ok: false, problems }
  const sorted = [...points].sort(([a], [b]) => a - b)
  return { ok: true, value: { epochs: sorted.map(([epoch]) => epoch), values: sorted.map(([, value]) => value) } }
}

function isKnown(rows: readonly LogRow[], metric: string, { metricColumn }: Mapping['log']): boolean {
  return rows.some(({ cells }) =>
    metricColumn === null ? valueAtKeys(cells, metric) !== undefined : valueAtKeys(cells, metricColumn) === metric
  )
}

function unknownMetric({ origin, rows }: LogItem, metric: string, { metricColumn }: Mapping['log']): EvidenceProblem {
  const known = new Set<string>()
  for (const { cells } of rows) {
    const name = metricColumn === null ? undefined : valueAtKeys(cells, metricColumn)
    if (metricColumn === null) for (const column of Object.keys(cells)) known.add(column)
    else if (typeof name === 'string') known.add(name)
  }
  return {
    origin,
    line: null,
    message: `the log has no metric ${JSON.stringify(metric)}`,
    expected: `one of ${listOf([...known].slice(0, 20))}`,
    received: 'nothing',
    remedy: didYouMean(metric, known, 'correct "metrics" in the mapping')
  }
}

import { groupBy } from '../../json/groupBy'
import type { LogItem } from '../../logs/items'
import { valueAtKeys } from '../../logs/keys'
import { readNumber } from '../../logs/numbers'
import type { LogRow } from '../../logs/types'
import type { Mapping } from '../mapping/types'
import type { RunPart } from './lookUp'

/** Rows that have the same values in all columns that say which run they belong to. */
export function splitByRun(item: LogItem, { arm, run, settings, groups }: Mapping): LogItem[] {
  const fields = [arm, ...Object.values(groups), ...Object.values(settings), ...(run === null ? [] : [run])]
  const columns = fields.flatMap(({ from }) => from.flatMap((source) => ('column' in source ? [source.column] : [])))
  const textsOf = ({ cells }: LogRow) => columns.map((column) => cellText(valueAtKeys(cells, column)))
  const byRun = groupBy(item.rows, (row) => JSON.stringify(textsOf(row)))
  return [...byRun.values()].map((rows) => ({ ...item, origin: `${item.file}#${textsOf(rows[0]!).join(',')}`, rows }))
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Runs one after another: where the epoch is not higher than in the row before, a new one begins. */
export function splitByEpoch(part: RunPart, { epochs, gaps }: Mapping): RunPart[] {
  if (gaps.repeatedEpochs !== 'new-run' || epochs.column === null) return [part]
  const pieces: LogRow[][] = []
  let last = Infinity
  for (const row of part.rows) {
    const epoch = readNumber(valueAtKeys(row.cells, epochs.column)) ?? last
    if (epoch <= last) pieces.push([])
    pieces.at(-1)!.push(row)
    last = epoch
  }
  if (pieces.length < 2) return [part]
  const mark = part.origin.includes('#') ? '.' : '#'
  return pieces.map((rows, index) => ({ ...part, origin: `${part.origin}${mark}${index + 1}`, rows }))
}

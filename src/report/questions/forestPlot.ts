import { plainLine } from '../../text/escape'
import type { ComparedQuestion, QuestionRow, RelativeEffect } from './types'
import { changeWords, rowName } from './words'

/** Columns of the axis, an odd number: 0 has one of its own. */
const AXIS_COLUMNS = 61
const LABEL_COLUMNS = 44
/** Ends of the axis, as ratio - 1; the least that holds every effect, and at most a factor of two. */
const ENDS: readonly number[] = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]

/**
 * Every effect of a report on one axis of log ratios, as text of fixed width: `o` the effect, `[` and `]` its interval,
 * `:` no difference, `<` and `>` what lies beyond the axis. '' where there is no effect.
 */
export function forestPlotText(questions: readonly ComparedQuestion[]): string {
  const effects = questions.flatMap(({ rows }) => rows.flatMap(({ effect }) => effect ?? []))
  if (effects.length === 0) return ''
  const end = Math.log1p(endOf(effects))
  const lines = questions.flatMap((question) => {
    const drawn = question.rows.filter((row) => row.effect !== null)
    if (drawn.length === 0) return []
    const { experiment, metric, measure } = question
    return ['', plainLine(`${experiment}, ${measure} ${metric}`), ...drawn.map((row) => line(row, end))]
  })
  return [axis(end), ...lines].join('\n')
}

function endOf(effects: readonly RelativeEffect[]): number {
  const bounds = effects.flatMap(({ theta, interval }) =>
    [theta, interval?.lower ?? theta, interval?.upper ?? theta].map(Math.abs)
  )
  const widest = Math.expm1(Math.max(...bounds))
  return ENDS.find((end) => widest <= end) ?? ENDS.at(-1)!
}

function axis(end: number): string {
  const [left, middle, right] = [changeWords(-end), '0', changeWords(end)]
  const half = (AXIS_COLUMNS - 1) / 2
  const words = `${left.padEnd(half)}${middle}${right.padStart(half)}`
  return `${' '.repeat(LABEL_COLUMNS)} ${words}`
}

function line(row: QuestionRow, end: number): string {
  const { theta, interval } = row.effect!
  const columns = Array.from({ length: AXIS_COLUMNS }, () => ' ')
  const half = (AXIS_COLUMNS - 1) / 2
  const place = (value: number) => half + Math.round((value / end) * half)
  columns[half] = ':'
  if (interval !== null) {
    const [lower, upper] = [place(interval.lower), place(interval.upper)]
    for (let column = Math.max(0, lower); column <= Math.min(AXIS_COLUMNS - 1, upper); column++) columns[column] = '-'
    draw(columns, lower, '[')
    draw(columns, upper, ']')
  }
  draw(columns, place(theta), 'o')
  const label = `  ${plainLine(rowName(row))}`
  const cut = label.length <= LABEL_COLUMNS ? label.padEnd(LABEL_COLUMNS) : `${label.slice(0, LABEL_COLUMNS - 3)}...`
  return `${cut} ${columns.join('')}`.trimEnd()
}

function draw(columns: string[], column: number, sign: string): void {
  if (column < 0) columns[0] = '<'
  else if (column >= columns.length) columns[columns.length - 1] = '>'
  else columns[column] = sign
}

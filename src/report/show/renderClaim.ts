import { dotPlot } from '../../figures/dotPlot'
import { showOf } from '../../kinds'
import { effectWords } from '../../kinds/shared/effect'
import { plainLine, printable, sentenceOf, shorten } from '../../text/escape'
import { formatCount } from '../../text/format'
import { wrapLine, wrapParts } from '../../text/wrapLine'
import type { JudgedClaim, Report, ReportClaim } from '../data/types'
import { effectOf, preregistrationWords, registeredWords, statusWords } from '../words'

/** More seeds than this are no picture any more; report.md has them all. */
const MAX_ROWS = 60
const TEXT_LIMIT = 1_000

/**
 * One claim on a terminal: what it says, what was found in a sentence, its numbers seed by seed, and how to repeat it.
 *
 * @param columns width of a line; only words and commands that are longer stay whole
 * @example renderClaim(report.claims[0], report, 80).split('\n')[0] // 'toy/all-fail: not-evaluable (too-many-failures), as registered'
 */
export function renderClaim(entry: ReportClaim, { profile }: Pick<Report, 'profile'>, columns: number): string {
  const { claim } = entry
  const status = `${statusWords(entry)}${entry.kind === 'judged' ? `, ${line(registeredWords(entry))}` : ''}`
  const head = [
    ...wrapParts([`${printable(shorten(claim.id, TEXT_LIMIT))}:`, status], ' ', columns),
    '',
    ...wrapLine(line(claim.statement), columns),
    ...wrapLine(
      `(${line(claim.source.key)}, ${line(claim.source.locator)}${claim.source.extension ? ', our extension' : ''})`,
      columns
    )
  ]
  return `${[...head, '', ...bodyOf(entry, profile, columns)].join('\n')}\n`
}

function bodyOf(entry: ReportClaim, profile: string, columns: number): string[] {
  switch (entry.kind) {
    case 'judged':
      return judgedLines(entry, columns)
    case 'could-not-run':
      return [
        ...entry.reason.split('\n').flatMap((reason) => wrapLine(line(reason), columns)),
        `to mend: ${line(entry.remedy)}`
      ]
    case 'not-in-profile':
      return wrapLine(
        `It is not part of profile ${profile}: only of ${entry.registeredFor.map(line).join(', ')}.`,
        columns
      )
    default:
      return entry satisfies never
  }
}

function judgedLines(entry: JudgedClaim, columns: number): string[] {
  const { judgement, registration, replay } = entry
  const measured = effectOf(entry.claim, judgement)
  const { effect, interval, n } = effectWords(measured)
  const numbers =
    measured.words(3) === null
      ? []
      : [`effect ${effect}`, ...(measured.interval === null ? [] : [`interval ${interval}`])]
  return [
    ...wrapLine(line(judgement.sentence), columns),
    ...wrapParts(
      [...numbers, ...(n === null ? [] : [`n = ${n}`]), line(preregistrationWords(registration))],
      ', ',
      columns
    ),
    ...judgement.analysis.warnings.flatMap((warning) => wrapLine(`warning: ${line(warning)}`, columns)),
    ...plotLines(entry, columns),
    '',
    `repeat: ${plainLine(replay)}`
  ]
}

function plotLines(entry: JudgedClaim, columns: number): string[] {
  const shown = showOf(entry.claim).plot?.(entry) ?? null
  if (shown === null || shown.plot.rows.length === 0) return []
  const { title, plot, legend } = shown
  const rows = plot.rows.slice(0, MAX_ROWS)
  const left = plot.rows.length - rows.length
  const drawn = dotPlot({ ...plot, rows }, columns)
  const effect = plot.effect === null ? [] : drawn.splice(-1)
  return [
    '',
    ...wrapLine(line(sentenceOf(title)), columns),
    ...drawn,
    ...(left === 0 ? [] : [`... and ${formatCount(left, 'more', 'more')}, in report.md`]),
    ...effect,
    ...wrapParts(legend, '  ', columns)
  ]
}

function line(text: string): string {
  return plainLine(shorten(text, TEXT_LIMIT))
}

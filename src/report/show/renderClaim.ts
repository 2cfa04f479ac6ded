import { type Block, code, group, joined, type Line, paragraph, unbroken, words } from '../../document/document'
import { toTerminal } from '../../document/toTerminal'
import { dotPlot } from '../../figures/dotPlot'
import { showOf } from '../../kinds'
import { effectWords } from '../../kinds/shared/effect'
import { plainLine, printable, sentenceOf, shorten } from '../../text/escape'
import { formatCount } from '../../text/format'
import { wrapParts } from '../../text/wrapLine'
import type { JudgedClaim, Report, ReportClaim } from '../data/types'
import { armsWords, effectOf, expectedWords, preregistrationWords, statusWords } from '../words'

/** More seeds than this are no picture any more; report.md has them all. */
const MAX_ROWS = 60
const TEXT_LIMIT = 1_000

/**
 * One claim on a terminal: what it says, what was found in a sentence, its numbers seed by seed, and how to repeat it.
 *
 * @param columns width of a line; only words and commands that are longer stay whole
 * @example renderClaim(report.claims[0], report, 80).split('\n')[0] // 'toy/all-fail: not-evaluable (too many failures), as expected'
 */
export function renderClaim(entry: ReportClaim, report: ShownReport, columns: number): string {
  const { claim } = entry
  const { key, locator, extension } = claim.source
  const expected = entry.kind === 'judged' && [', ', cut(expectedWords(entry))]
  const head = [
    lines(
      paragraph([unbroken(printable(shorten(claim.id, TEXT_LIMIT)), ':'), ' ', unbroken(statusWords(entry), expected)])
    ),
    lines(
      paragraph(cut(claim.statement)),
      paragraph(words`(${cut(key)}, ${cut(locator)}${extension && ', our extension'})`)
    )
  ]
  return `${toTerminal([...head, ...bodyOf(entry, report, columns)], { columns })}\n`
}

type ShownReport = Pick<Report, 'profile' | 'experiments'>

function bodyOf(entry: ReportClaim, { profile, experiments }: ShownReport, columns: number): Block[] {
  switch (entry.kind) {
    case 'judged':
      return [lines(...findings(entry, experiments)), ...plotBlocks(entry, columns), command('repeat', entry.replay)]
    case 'could-not-run': {
      const reasons = entry.reason.split('\n').map((reason) => paragraph(cut(reason)))
      return [lines(...reasons, command('to mend', cut(entry.remedy)))]
    }
    case 'not-in-profile': {
      const others = joined(entry.expectedFor.map(cut), ', ')
      return [paragraph(words`It is not part of profile ${profile}: only of ${others}.`)]
    }
    default:
      return entry satisfies never
  }
}

function findings(entry: JudgedClaim, experiments: Report['experiments']): Block[] {
  const { claim, judgement, registration } = entry
  const experiment = claim.experiment === null ? undefined : experiments[claim.experiment]
  const arms = experiment === undefined ? null : armsWords(claim, experiment)
  const margins = showOf(claim).otherMargins?.(entry) ?? null
  const measured = effectOf(claim, judgement)
  const { effect, interval, n } = effectWords(measured)
  const parts: Line[] = [
    ...(measured.words(3) === null ? [] : [`effect ${effect}`]),
    ...(measured.interval === null ? [] : [`interval ${interval}`]),
    ...(n === null ? [] : [`n = ${n}`]),
    cut(preregistrationWords(registration))
  ]
  return [
    paragraph(cut(judgement.sentence)),
    paragraph(
      parts.flatMap((part, index) => (index < parts.length - 1 ? [unbroken(part, ','), ' '] : [unbroken(part)]))
    ),
    ...(margins === null ? [] : [paragraph(`${margins}.`)]),
    ...(arms === null ? [] : [paragraph(cut(arms))]),
    ...judgement.analysis.warnings.map((warning) => paragraph(words`warning: ${cut(warning)}`))
  ]
}

/** What is drawn stands as it is, as wide as there is room. */
function plotBlocks(entry: JudgedClaim, columns: number): Block[] {
  const shown = showOf(entry.claim).plot?.(entry) ?? null
  if (shown === null || shown.plot.rows.length === 0) return []
  const { title, plot, legend } = shown
  const rows = plot.rows.slice(0, MAX_ROWS)
  const left = plot.rows.length - rows.length
  const drawn = dotPlot({ ...plot, rows }, columns)
  const effect = plot.effect === null ? [] : drawn.splice(-1)
  return [
    lines(
      paragraph(cut(sentenceOf(title))),
      drawing(drawn),
      ...(left === 0 ? [] : [paragraph(`... and ${formatCount(left, 'more', 'more')}, in report.md`)]),
      drawing([...effect, ...wrapParts(legend, '  ', columns)])
    )
  ]
}

function drawing(rows: readonly string[]): Block {
  return code(rows.join('\n'))
}

/** One line, however long, to be copied. */
function command(what: string, text: string): Block {
  return code(`${what}: ${plainLine(text)}`)
}

function lines(...blocks: readonly Block[]): Block {
  return group('lines', blocks)
}

function cut(text: string): string {
  return shorten(text, TEXT_LIMIT)
}

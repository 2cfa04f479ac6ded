import { median } from 'simple-statistics'
import type { SourceFigure } from '../../claims/sourceFigure'
import { armName } from '../../text/armName'
import { escapeMarkdown, sentenceOf, shorten } from '../../text/escape'
import { formatNumber } from '../../text/format'
import { markdownTable } from '../../text/table'
import { figureFinding, type PanelResult, panelResults, shownWord } from '../sourcePanels'
import type { Report } from '../types'
import { effectWords, statusWords } from '../words'

/** The figures of sources of which something was measured, panel by panel beside what the sources report; '' without any. */
export function sourceFigureSection(report: Report): string {
  const { sourceFigures = [] } = report
  if (sourceFigures.length === 0) return ''
  return [
    `## ${SOURCE_FIGURES_TITLE}`,
    ...sourceFigures.map((figure) => {
      const panels = panelResults(figure, report).flat()
      const heading = `### ${sourceFigureHeading(figure)}`
      const finding = `**${escapeMarkdown(sentenceOf(figureFinding(panels)))}**`
      return [heading, finding, ...sourceFigureParts(figure, panels, report)].join('\n\n')
    })
  ].join('\n\n')
}

export const SOURCE_FIGURES_TITLE = "The sources' figures, beside ours"

/** Which figure of which source. */
export function sourceFigureHeading({ source }: SourceFigure): string {
  return escapeMarkdown(`${shorten(source.key, 40)}: ${shorten(source.locator, 100)}`)
}

/** Where a figure stands and what it shows, and its panels in a table. */
export function sourceFigureParts(
  { source, caption, quote }: SourceFigure,
  panels: readonly PanelResult[],
  { claims }: Pick<Report, 'claims'>
): string[] {
  const words = [
    `**Source.** ${escapeMarkdown(sentenceOf(source.citation))}`,
    `In our words: ${escapeMarkdown(sentenceOf(caption))}`,
    ...(quote === null ? [] : [`Quote: “${escapeMarkdown(quote)}”`]),
    ...(source.via === null ? [] : [`Known through: ${escapeMarkdown(sentenceOf(source.via))}`])
  ]
  const numbers = new Map(claims.map(({ claim }, index) => [claim.id, String(index + 1)]))
  const rows = panels.map((result) => cellsOf(result, numbers))
  const headers = ['no.', 'panel', 'the source reports', 'median last loss', 'effect', 'interval', 'verdict', 'claim']
  return [words.join(' '), markdownTable(headers, rows, [0, 4, 5, 7])]
}

/** @param numbers of the claims in the report, by id */
function cellsOf(result: PanelResult, numbers: ReadonlyMap<string, string>): string[] {
  const { panel, number, entry, data, missing } = result
  const { effect, interval } = entry?.kind === 'judged' ? effectWords(entry.claim, entry.judgement) : NO_EFFECT
  return [
    String(number),
    escapeMarkdown(shorten(data === null ? panel.title : `${panel.title} (${data})`, 100)),
    escapeMarkdown(sourceWords(result)),
    escapeMarkdown(lastLosses(result)),
    effect,
    interval,
    entry === null ? `${missing!}: ${escapeMarkdown(shorten(panel.claim, 100))}` : statusWords(entry),
    numbers.get(panel.claim) ?? '–'
  ]
}

const NO_EFFECT = { effect: '–', interval: '–' }

/** What the source says of a panel, then every number with whose it is. */
function sourceWords({ panel, arms }: PanelResult): string {
  const shown = shownWord(panel)
  const direction = shown === null ? [] : [`${arms === null ? 'treatment' : armName(arms.treatment)} ${shown}`]
  const numbers = panel.reported.map(
    ({ by, what, where }) => `${shorten(by, 24)}: ${shorten(what, 48)} (${shorten(where, 40)})`
  )
  return [...direction, ...(numbers.length === 0 ? ['no number'] : numbers)].join('; ')
}

/** The median over the seeds of an arm's last losses, those that are numbers. */
function lastLosses({ evidence, arms }: PanelResult): string {
  if (evidence === null || arms === null) return '–'
  return (['control', 'treatment'] as const)
    .map((side) => {
      const values = evidence.pairs.map((pair) => pair[side].value).filter(Number.isFinite)
      return `${armName(arms[side])} ${values.length === 0 ? '–' : formatNumber(median(values))}`
    })
    .join(', ')
}

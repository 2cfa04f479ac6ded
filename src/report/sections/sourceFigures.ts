import { median } from 'simple-statistics'
import type { SourceFigure } from '../../claims/sourceFigure'
import {
  type Block,
  figureBlock,
  heading,
  type Line,
  paragraph,
  type Section,
  strong,
  type Table,
  table,
  words
} from '../../document/document'
import { armName } from '../../text/armName'
import { sentenceOf, shorten } from '../../text/escape'
import { formatNumber } from '../../text/format'
import { figureFinding, type PanelResult, panelResults, shownWord } from '../data/sourcePanels'
import type { Report } from '../data/types'
import { sourceFigure } from '../figures/sourceFigure'
import { effectWordsOf, statusWords } from '../words'
import { type Context, claimNumbers } from './context'

/** The figures of sources of which something was measured, panel by panel beside what the sources report. */
export function sourceFigures({ report, runs, links }: Context): Section | null {
  const { sourceFigures: figures = [] } = report
  if (figures.length === 0) return null
  const blocks = figures.flatMap((figure, index): Block[] => {
    const rows = panelResults(figure, report)
    const panels = rows.flat()
    const { key, locator } = figure.source
    const [source, results] = [paragraph(sourceLine(figure)), panelTable(panels, report)]
    return [
      heading(3, `${shorten(key, 40)}: ${shorten(locator, 100)}`),
      // A drawing has its finding in its title.
      ...(links === null
        ? [paragraph(strong(sentenceOf(figureFinding(panels)))), source]
        : [source, figureBlock(sourceFigure(rows, runs, `source-${index + 1}`))]),
      results
    ]
  })
  return { anchor: 'source-figures', title: "The sources' figures, beside ours", blocks }
}

/** Where a figure stands and what it shows. */
function sourceLine({ source, caption, quote }: SourceFigure): Line {
  return [
    words`${strong('Source.')} ${sentenceOf(source.citation)} In our words: ${sentenceOf(caption)}`,
    quote !== null && words` Quote: “${quote}”`,
    source.via !== null && words` Known through: ${sentenceOf(source.via)}`
  ]
}

function panelTable(panels: readonly PanelResult[], { claims }: Report): Table {
  const numbers = claimNumbers(claims)
  const headers = ['no.', 'panel', 'the source reports', 'median last loss', 'effect', 'interval', 'verdict', 'claim']
  return table(
    headers,
    panels.map((result) => cellsOf(result, numbers)),
    [0, 4, 5, 7]
  )
}

/** @param numbers of the claims in the report, by id */
function cellsOf(result: PanelResult, numbers: ReadonlyMap<string, number>): Line[] {
  const { panel, number, entry, data, missing } = result
  const { effect, interval } = entry?.kind === 'judged' ? effectWordsOf(entry.claim, entry.judgement) : NO_EFFECT
  return [
    number,
    shorten(data === null ? panel.title : `${panel.title} (${data})`, 100),
    sourceWords(result),
    lastLosses(result),
    effect,
    interval,
    entry === null ? words`${missing!}: ${shorten(panel.claim, 100)}` : statusWords(entry),
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

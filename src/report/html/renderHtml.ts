import { plainLine, shorten } from '../../text/escape'
import type { CalibrationSummary } from '../calibrationSummary'
import { elsewhereChart } from '../figures/elsewhereChart'
import { forestPlot } from '../figures/forestPlot'
import { sourceFigure } from '../figures/sourceFigure'
import { listedOutcome } from '../listedOutcome'
import { elsewhereSection } from '../markdown/elsewhereSection'
import type { RunsByKey } from '../markdown/evidenceTable'
import { METHOD_TEXT } from '../markdown/method'
import { environmentSection, repeatSection } from '../markdown/renderMarkdown'
import { SOURCE_FIGURES_TITLE, sourceFigureHeading, sourceFigureParts } from '../markdown/sourceFigureSection'
import { panelResults } from '../sourcePanels'
import type { Report } from '../types'
import { anchorsOf, sourceAnchorsOf } from './anchors'
import { Assumptions } from './assumptions'
import { calibrationSection } from './calibrationSection'
import { claimArticle, type PageContext } from './claimArticle'
import { experimentSection } from './experimentSection'
import { PageFigures } from './figureBlock'
import { firstScreen, headline } from './firstScreen'
import { fromMarkdown } from './fromMarkdown'
import { type Content, type Html, html, NOTHING } from './html'
import { outcomeMark } from './outcomeMark'
import { type ContentsEntry, page } from './page'
import { type SensitivityStudy, sensitivityArticle } from './sensitivityArticle'
import { SharedParts } from './sharedParts'
import { summaryTable } from './summaryTable'
import { trajectorySection } from './trajectorySection'

/** What a page shows beside a report: studies of what its answers depend on, and of how often its rules are wrong. */
export interface Companions {
  readonly sensitivity: readonly SensitivityStudy[]
  readonly calibration: CalibrationSummary | null
}

const NO_COMPANIONS: Companions = { sensitivity: [], calibration: null }

/** A section of the page after its first screen. */
interface PageSection {
  readonly anchor: string
  readonly title: string
  readonly content: Content
  readonly parts?: readonly ContentsEntry[]
}

/**
 * The report as one HTML file for a browser: no other file, no network. A pure function of the report; all text of claims
 * is escaped. The figures are drawn anew from the report's numbers.
 *
 * @param companions studies and a calibration to show beside it: `parseSensitivity`, `parseCalibration`
 * @example (not run) writeFileSync('report.html', await renderHtml(parseReport(readFileSync('report.json', 'utf8'))))
 */
export async function renderHtml(report: Report, companions: Companions = NO_COMPANIONS): Promise<string> {
  const anchors = anchorsOf(report)
  const figures = new PageFigures()
  const sections = [
    ...(await claimSections(report, anchors, figures)),
    await elsewherePart(report, figures),
    ...(await companionSections(companions, figures)),
    ...closingSections(report)
  ].filter(({ content }) => content !== NOTHING)
  return page({
    title: `Reproducibility report, profile ${report.profile}: ${headline(report)}`,
    overview: firstScreen(report, anchors),
    contents: sections.map(({ anchor, title, parts = [] }) => ({ anchor, title, parts })),
    main: sections.map(sectionOf),
    footer: html`<p>Made by claimcheck from <code>report.json</code> beside it: same records, same bytes. ${versionsOf(report)}</p>`,
    data: figures.specs
  })
}

async function claimSections(
  report: Report,
  anchors: ReadonlyMap<string, string>,
  figures: PageFigures
): Promise<PageSection[]> {
  const forest = forestPlot(report)
  const runs = new Map(report.runs.map((run) => [run.key, run]))
  const assumptions = new Assumptions(report)
  const context: PageContext = {
    report,
    runs,
    figures,
    assumptions,
    anchors,
    sources: sourceAnchorsOf(report),
    shared: new SharedParts(anchors)
  }
  const articles: Html[] = []
  for (const [index, entry] of report.claims.entries()) articles.push(await claimArticle(entry, index + 1, context))
  return [
    {
      anchor: 'all-claims',
      title: 'All claims',
      content: [forest === null ? NOTHING : await figures.block(forest), summaryTable(report, anchors)]
    },
    await sourceFiguresPart(report, runs, figures),
    { anchor: 'claims', title: 'Claim by claim', content: articles, parts: claimEntries(report, context) },
    { anchor: 'experiments', title: 'Protocols, as they ran', content: experimentSection(report, assumptions) },
    { anchor: 'assumptions', title: 'Assumptions', content: assumptions.section },
    {
      anchor: 'trajectories',
      title: 'Trajectories of the synthetic problems',
      content: await trajectorySection(report, figures)
    }
  ]
}

/** The claims in the contents, by source; what stands before the slash names the source again. */
function claimEntries({ claims }: Report, { anchors, sources }: PageContext): ContentsEntry[] {
  return [...sources].map(([key, anchor]) => ({
    anchor,
    title: shorten(plainLine(key), 60),
    parts: claims.flatMap((entry, index): ContentsEntry[] => {
      const { id, source } = entry.claim
      if (source.key !== key) return []
      const name = `${index + 1}. ${shorten(plainLine(id.slice(id.indexOf('/') + 1)), 60)}`
      const title = html`${outcomeMark(listedOutcome(entry), NOTHING)}${name}`
      return [{ anchor: anchors.get(id)!, title, parts: [] }]
    })
  }))
}

async function sourceFiguresPart(report: Report, runs: RunsByKey, figures: PageFigures): Promise<PageSection> {
  const content: Html[] = []
  for (const [index, figure] of (report.sourceFigures ?? []).entries()) {
    const results = panelResults(figure, report)
    const [source, panels] = sourceFigureParts(figure, results.flat(), report)
    const heading = fromMarkdown(`### ${sourceFigureHeading(figure)}\n\n${source!}`)
    content.push(
      heading,
      await figures.block(sourceFigure(results, runs, `source-${index + 1}`)),
      fromMarkdown(panels!)
    )
  }
  return { anchor: 'source-figures', title: SOURCE_FIGURES_TITLE, content: content.length === 0 ? NOTHING : content }
}

async function elsewherePart(report: Report, figures: PageFigures): Promise<PageSection> {
  const figure = elsewhereChart(report.elsewhere ?? [])
  const words = elsewhereSection(report, false)
  const content =
    words === '' ? NOTHING : [figure === null ? NOTHING : await figures.block(figure), withoutHeading(words)]
  return { anchor: 'elsewhere', title: 'The same question elsewhere', content }
}

async function companionSections(
  { sensitivity, calibration }: Companions,
  figures: PageFigures
): Promise<PageSection[]> {
  const studies = [...sensitivity].sort((a, b) => (a.claim.id < b.claim.id ? -1 : a.claim.id > b.claim.id ? 1 : 0))
  const articles: Html[] = []
  for (const [index, study] of studies.entries()) articles.push(await sensitivityArticle(study, index + 1, figures))
  const parts = studies.map(({ claim }, index): ContentsEntry => {
    return { anchor: `sensitivity-${index + 1}`, title: shorten(plainLine(claim.id), 60), parts: [] }
  })
  const sections: PageSection[] = []
  if (articles.length > 0) {
    sections.push({ anchor: 'sensitivity', title: 'What the answers depend on', content: articles, parts })
  }
  if (calibration !== null) {
    const content = await calibrationSection(calibration, figures)
    sections.push({ anchor: 'calibration', title: 'How often the rules are wrong', content })
  }
  return sections
}

function closingSections(report: Report): PageSection[] {
  const { environments } = report
  return [
    {
      anchor: 'method',
      title: 'Method',
      content: [fromMarkdown(METHOD_TEXT), html`<p><b>What a verdict speaks of:</b> ${report.scope}</p>`]
    },
    {
      anchor: 'environment',
      title: 'Environment',
      content: withoutHeading(environmentSection(report))
    },
    {
      anchor: 'repeat',
      title: 'How to repeat everything',
      content:
        environments.length === 0 ? NOTHING : html`<div class="repeat">${withoutHeading(repeatSection(report))}</div>`
    }
  ]
}

/** The page has headings of its own, which its contents point to. */
function withoutHeading(markdown: string): Html {
  return fromMarkdown(markdown.replace(/^## .*\n\n/, ''))
}

function sectionOf({ anchor, title, content }: PageSection): Html {
  return html`<section id="${anchor}" aria-labelledby="${anchor}-title"><h2 id="${anchor}-title">${title}</h2>
${content}</section>\n`
}

function versionsOf({ environments }: Report): string {
  const versions = [...new Set(environments.map(({ claimcheck }) => claimcheck))]
  return versions.length === 0 ? '' : `Runs by claimcheck ${versions.join(', ')}.`
}

import type { SourceFigure } from '../../../../src/claims/sourceFigure'
import { drawFigure } from '../../../../src/figures/renderSvg'
import { buildReport } from '../../../../src/report/data/build'
import { panelResults } from '../../../../src/report/data/sourcePanels'
import type { Report } from '../../../../src/report/data/types'
import { sourceFigure } from '../../../../src/report/figures/sourceFigure'
import { parseCsv } from '../../../support/parseCsv'
import { HOSTILE_TEXTS, hostileInput } from '../hostile'
import { everyKind } from '../inputs'
import { TOY_FIGURE } from '../sourceFigures'

const report = buildReport(everyKind())

const figureOf = (figure: SourceFigure, of: Report) =>
  sourceFigure(panelResults(figure, of), new Map(of.runs.map((run) => [run.key, run])), 'source-1')

/** The drawing, which must be one that Vega has nothing to say about. */
async function drawn(figure: SourceFigure, of: Report = report): Promise<string> {
  const { svg, warnings } = await drawFigure(figureOf(figure, of))
  expect(warnings).toEqual([])
  expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  return svg
}

/** Texts of a drawing, line by line; a number and its unit are held together by a space that does not break. */
const textsOf = (svg: string) =>
  [...svg.matchAll(/>([^<>]+)<\/(?:text|tspan)>/g)].map(([, text]) => text!.replaceAll('\u00a0', ' '))

describe('sourceFigure', () => {
  it('draws every panel in its place, with what the source reports and what was found', async () => {
    const texts = textsOf(await drawn(TOY_FIGURE))
    expect(texts.filter((text) => text.startsWith('Softmax regression'))).toHaveLength(6)
    expect(texts).toEqual(expect.arrayContaining(['paper: about 0.3', 'study: about 0.9', 'paper: about 0.02']))
    expect(texts.join(' ')).toContain('here: refuted (opposite), +10.5 %')
    expect(texts.join(' ')).toContain('not measured at profile quick')
    expect(texts.join(' ')).toContain('not part of this report')
  })

  it('tells the numbers of a panel that has no axis', async () => {
    expect(textsOf(await drawn(TOY_FIGURE)).join(' ')).toContain('source: amsgrad lower, paper: about 0.2')
  })

  it('has its data: every run by its seed, and what is reported', () => {
    const { csv } = figureOf(TOY_FIGURE, report)
    const [columns = [], ...rows] = parseCsv(csv.replaceAll('\n', '\r\n'))
    expect(columns).toEqual([
      ...['panel', 'metric', 'arm', 'epoch'],
      ...Array.from({ length: 10 }, (_, seed) => `seed_${seed}`),
      ...['reported', 'low', 'high']
    ])
    const cell = (row: readonly string[], column: string) => row[columns.indexOf(column)]!
    const end = rows.find(
      (row) => cell(row, 'panel') === '1' && cell(row, 'arm') === 'adam' && cell(row, 'epoch') === '3'
    )!
    const run = report.runs.find(({ arm, seed, curve }) => arm === 'adam' && seed === 4 && curve !== undefined)!
    expect(Number(cell(end, 'seed_4'))).toBe(run.curve!.losses['train.loss']!.at(-1))
    const reported = rows.filter((row) => cell(row, 'reported') !== '')
    expect(reported.map((row) => [cell(row, 'panel'), cell(row, 'low'), cell(row, 'high')])).toEqual([
      ['1', '0.3', '0.3'],
      ['2', '0.02', '0.05'],
      ['2', '0.9', '0.9'],
      ['4', '0.2', '0.2']
    ])
  })

  it('has a logarithmic axis where losses and numbers span decades, and says so', async () => {
    const texts = textsOf(await drawn({ ...TOY_FIGURE, rows: [TOY_FIGURE.rows[0]!] }))
    expect(texts.filter((text) => text.startsWith('train.loss'))).toEqual([
      'train.loss',
      'train.loss (log)',
      'train.loss'
    ])
  })

  it('is drawn where a run has no course: diverged, or of one epoch', async () => {
    const runs = report.runs.map((run) => {
      if (run.curve === undefined) return run
      const diverged = { epochs: [1, 2], losses: { 'train.loss': [Number.NaN, 0] } }
      return { ...run, curve: run.seed % 2 === 0 ? diverged : { epochs: [1], losses: { 'train.loss': [0.5] } } }
    })
    const texts = textsOf(await drawn(TOY_FIGURE, { ...report, runs }))
    expect(texts.join(' ').match(/no course that can be drawn/g)).toHaveLength(3)
  })

  it('is drawn where all losses are the same', async () => {
    const runs = report.runs.map((run) =>
      run.curve === undefined ? run : { ...run, curve: { epochs: [1, 2], losses: { 'train.loss': [0.5, 0.5] } } }
    )
    await drawn(TOY_FIGURE, { ...report, runs })
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 40), text] as const))('%j stays text', async (_, text) => {
    const hostile = buildReport(hostileInput(text))
    const svg = await drawn(hostile.sourceFigures![0]!, hostile).catch((error: unknown) => {
      // A text that is called NaN may stand there.
      if (!/^(?:NaN|-Infinity)$/.test(text)) throw error
      return ''
    })
    expect([...svg.matchAll(/<([a-z]+)/gi)].filter(([, tag]) => /script|image|^a$/i.test(tag!))).toEqual([])
    expect(svg.length).toBeLessThan(60_000)
  })
})

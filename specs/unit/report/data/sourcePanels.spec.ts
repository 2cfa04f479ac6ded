import type { SourceFigure } from '../../../../src/claims/sourceFigure'
import { buildReport, reportInputOf } from '../../../../src/report/data/build'
import { encodeReport } from '../../../../src/report/data/encode'
import { parseReport } from '../../../../src/report/data/parse'
import { figureFinding, panelResults, shownWord } from '../../../../src/report/data/sourcePanels'
import { CASES, everyKind, inputOf } from '../inputs'
import { TOY_FIGURE, withSourceFigure } from '../sourceFigures'

const report = buildReport(everyKind())
const results = panelResults(TOY_FIGURE, report)

/** The figure with a panel a claim, in one row. */
function figureOf(...claims: string[]): SourceFigure {
  const panel = TOY_FIGURE.rows[0]![0]!
  return { ...TOY_FIGURE, rows: [claims.map((claim) => ({ ...panel, claim: `toy/${claim}` }))] }
}

const finding = (...claims: string[]) => figureFinding(panelResults(figureOf(...claims), report).flat())

describe('panelResults', () => {
  it('keeps the rows of the source and counts the panels', () => {
    expect(results.map((row) => row.map(({ number }) => number))).toEqual([[1, 2, 3], [4, 5], [6]])
  })

  it('has the pairs of what was measured, and says why there are none elsewhere', () => {
    const why = results.flat().map(({ evidence, missing }) => (evidence === null ? missing : evidence.pairs.length))
    expect(why).toEqual([
      10,
      10,
      5,
      'could-not-run (no data)',
      'not measured at profile quick',
      'not part of this report'
    ])
  })

  it('says so where the runs of a judged claim have no curves', () => {
    const runs = report.runs.map(({ curve, ...run }) => run)
    const [first] = panelResults(TOY_FIGURE, { ...report, runs }).flat()
    expect(first).toMatchObject({ evidence: null, missing: 'judged without curves', finding: 'higher' })
  })

  it('names the data that ran, never what something else stood in for', () => {
    const substitution = { dataset: 'mnist', substitute: 'digits', experiments: ['toy-logreg'], claims: [] }
    const data = (of: typeof report) => panelResults(TOY_FIGURE, of)[0]![0]!.data
    const dataset = (report.experiments['toy-logreg'] as { data: { dataset: string } }).data.dataset
    expect(data(report)).toBe(dataset)
    expect(data({ ...report, substitutions: [substitution] })).toBe(`${dataset} in place of mnist`)
  })

  // The outcomes are those that CASES names; what they say of the treatment's loss follows from the verdict's rule.
  it.each([
    ['reproduced', 'lower'],
    ['opposite', 'higher'],
    ['less', 'lower by less than the margin'],
    ['equivalent', 'alike'],
    ['higher', 'higher'],
    ['no-better', 'not lower'],
    ['no-gain', 'not lower'],
    ['gain', 'lower'],
    ['same', 'alike'],
    ['different', 'higher'],
    ['unclear', 'undecided'],
    ['all-fail', 'undecided'],
    ['five-pairs', 'not measured'],
    ['no-data', 'not measured'],
    ['nowhere', 'not measured']
  ])('finds of %s: %s', (claim, expected) => {
    expect(panelResults(figureOf(claim), report)[0]![0]!.finding).toBe(expected)
  })
})

describe('figureFinding', () => {
  it('tells what the source shows, and what the verdicts say', () => {
    expect(figureFinding(results.flat())).toBe(
      "amsgrad's loss against adam's: the source shows it lower in 5 of 6 panels; here it is lower in 1, higher in 1 and not measured in 4"
    )
    expect(finding('opposite', 'higher')).toBe(
      "amsgrad's loss against adam's: the source shows it lower in all 2 panels; here it is higher in all 2 panels"
    )
    expect(finding('same')).toBe("amsgrad's loss against adam's: the source shows it lower; here it is alike")
  })

  it('tells nothing of the source where that says nothing', () => {
    const silent = figureOf('opposite', 'unclear')
    const panels = panelResults(silent, report)
      .flat()
      .map((result) => ({ ...result, panel: { ...result.panel, shows: null } }))
    expect(figureFinding(panels)).toBe("amsgrad's loss against adam's: here it is higher in 1 and undecided in 1")
    expect(shownWord(panels[0]!.panel)).toBeNull()
  })

  it('names no arms that are not the same in all panels', () => {
    const [first, second] = panelResults(figureOf('opposite', 'unclear'), report).flat()
    const other = { ...second!, arms: { control: 'sgd', treatment: 'adam' } }
    expect(figureFinding([first!, other])).toMatch(/^The treatment's loss against the control's: /)
  })
})

describe('figures of sources in a report', () => {
  const input = withSourceFigure(inputOf(CASES.slice(0, 2)))

  it('stand by id, and are read back', () => {
    const other = { ...TOY_FIGURE, id: 'another-figure' }
    const two = buildReport({ ...input, sourceFigures: [TOY_FIGURE, other] })
    expect(two.sourceFigures?.map(({ id }) => id)).toEqual(['another-figure', 'toy-figure'])
    expect(buildReport(reportInputOf(two))).toEqual(two)
    expect(parseReport(encodeReport(two))).toEqual(two)
  })

  it('are left out where nothing of them was measured', () => {
    const { sourceFigures: _, ...plain } = buildReport(input)
    expect(buildReport({ ...input, sourceFigures: [] })).toEqual(plain)
    expect(buildReport({ ...input, sourceFigures: [figureOf('no-data', 'nowhere')] })).toEqual(plain)
    const otherMetric = { ...TOY_FIGURE, rows: [[{ ...TOY_FIGURE.rows[0]![0]!, metric: 'test.loss' }]] }
    expect(buildReport({ ...input, sourceFigures: [otherMetric] })).toEqual(plain)
  })

  it('are refused with a number that has no logarithm', () => {
    const rows = [[{ ...TOY_FIGURE.rows[0]![0]!, reported: [{ by: 'a', what: 'b', where: 'c', low: 0, high: 1 }] }]]
    const text = encodeReport({ ...buildReport(input), sourceFigures: [{ ...TOY_FIGURE, rows }] })
    expect(() => parseReport(text)).toThrow(/must be > 0/)
  })
})

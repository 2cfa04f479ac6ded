import { externalResults } from '../../../../src/external/externalResults'
import type { ExternalResult } from '../../../../src/external/types'
import type { Claim } from '../../../../src/kinds'
import { buildReport, reportInputOf } from '../../../../src/report/data/build'
import { encodeReport } from '../../../../src/report/data/encode'
import { parseReport } from '../../../../src/report/data/parse'
import { renderMarkdown } from '../../../../src/report/formats/markdown'
import { forestPlotText } from '../../../../src/report/questions/forestPlot'
import type { QuestionRow } from '../../../../src/report/questions/types'
import { claim, LOWER } from '../../../support/builders'
import { externalClaim, externalEffect, externalFile, externalGroup, SUBJECT } from '../../external/external'
import { pairs } from '../evidence'
import { type Case, inputOf } from '../inputs'

const comparison = (name: string, centre: number, overrides: Partial<Claim> = {}): Case => ({
  claim: claim({ id: `toy/${name}`, family: `toy-${name}`, ...overrides }),
  evidence: pairs(name, centre, 0.01),
  outcome: 'refuted',
  subtype: null
})
const tuned = {
  select: 'test.loss',
  outcome: 'reproduced',
  subtype: null,
  effect: externalEffect(0.3, 0.1),
  splits: null,
  runs: externalGroup().runs,
  control: [],
  treatment: []
} as const
const results = (overrides: Parameters<typeof externalGroup>[0] = {}): ExternalResult[] =>
  externalResults([externalFile([externalClaim({ groups: [externalGroup(overrides)] })])])
const reportOf = (cases: readonly Case[], external: readonly ExternalResult[] = [], others: readonly Claim[] = []) =>
  buildReport({
    ...inputOf(
      cases,
      others.map((other) => ({ kind: 'could-not-run', claim: other, cause: 'not-run', reason: 'x', remedy: 'y' }))
    ),
    external
  })
const kindsOf = (rows: readonly QuestionRow[] = []) => rows.map(({ kind }) => kind)

describe('the same question elsewhere', () => {
  it('holds sources, logs and claims in this order, and whether they agree', () => {
    const report = reportOf([comparison('higher', 0.1)], results({ tuned }), [SUBJECT])
    expect(report.questions).toHaveLength(1)
    const [question] = report.questions!
    expect(question).toMatchObject({ experiment: 'toy-logreg', metric: 'train.loss', measure: 'final' })
    expect(question!.rows).toMatchObject([
      { kind: 'source', source: 'logs', says: ['not-lower'], effect: null },
      { kind: 'source', source: 'toy', says: ['lower'], effect: null },
      { kind: 'external', over: 'settings', settings: 2, effect: { theta: 0.1 }, outcome: 'reproduced' },
      { kind: 'external', over: 'tuned', effect: { theta: 0.3 } },
      { kind: 'here', claim: 'toy/higher', pairs: 10, outcome: 'refuted', subtype: 'opposite', provisional: false }
    ])
    expect(question!.agreements).toMatchObject([
      { external: 2, here: 4, agrees: 'yes', sameOutcome: true, intervalsOverlap: true },
      { external: 3, here: 4, agrees: 'in-part', intervalsOverlap: false }
    ])
  })

  it('has the 95 % t interval of theta here, whatever level Holm left', () => {
    const family = ['one', 'two', 'three'].map((name) => comparison(name, 0.1, { family: 'toy' }))
    const [question] = reportOf(family).questions!
    // 10 pairs with a standard deviation of 0.01: 0.1 -+ 2.262157 x 0.01/sqrt(10) (t table, 9 degrees of freedom).
    for (const row of question!.rows.filter(({ kind }) => kind === 'here')) {
      expect(row.effect!.interval).toMatchObject({ level: 0.95 })
      expect(row.effect!.interval!.lower).toBeCloseTo(0.1 - 0.0071536, 6)
      expect(row.effect!.interval!.upper).toBeCloseTo(0.1 + 0.0071536, 6)
    }
  })

  it("takes a source's effect from its numbers for both arms, and tells the number of one", () => {
    const withNumbers = (values: NonNullable<NonNullable<Claim['source']['reported']>['values']>) => {
      const source = { ...claim().source, reported: { what: 'a table', value: null, values } }
      return reportOf([comparison('numbers', 0.1, { source })])
    }
    const both = withNumbers([
      { metric: 'train.loss', arm: 'adam', value: 0.4 },
      { metric: 'train.loss', arm: 'amsgrad', value: 0.3 },
      { metric: 'test.loss', arm: 'amsgrad', value: 0.6 }
    ])
    expect(both.questions![0]!.rows[0]).toMatchObject({ kind: 'source', effect: { interval: null } })
    expect(both.questions![0]!.rows[0]!.effect!.theta).toBeCloseTo(Math.log(0.75), 12)
    expect(renderMarkdown(both)).toContain('| toy | – | -25 % | – | – | – |')
    const one = withNumbers([{ metric: 'train.loss', arm: 'amsgrad', value: 0.3 }])
    expect(one.questions![0]!.rows[0]!.effect).toBeNull()
    expect(renderMarkdown(one)).toContain('| toy | – | direction only: lower (amsgrad 0.3) | – | – | – |')
  })

  it.each<[string, Partial<Claim>]>([
    ['a difference', { hypothesis: { ...LOWER, metric: 'test.accuracy', margin: { absolute: 0.01 } } }],
    ['a loss with a floor', { hypothesis: { ...LOWER, margin: { relative: 0.01, epsilon: 0.1 } } }],
    ['our own extension, which no source asks', { source: { ...claim().source, extension: true } }]
  ])('leaves out %s', (_what, overrides) => {
    expect(reportOf([comparison('out', 0.1, overrides)]).questions).toBeUndefined()
  })

  it('keeps other experiments, metrics, arms and measures apart', () => {
    for (const other of [
      externalClaim({ about: ['other'] }),
      externalClaim({ hypothesis: { ...LOWER, metric: 'test.loss' } }),
      externalClaim({ hypothesis: { ...LOWER, control: 'sgd' } }),
      externalClaim({
        hypothesis: {
          kind: 'faster',
          by: { kind: 'auc' },
          metric: 'train.loss',
          treatment: 'amsgrad',
          control: 'adam',
          margin: { relative: 0.01, epsilon: 0 },
          tuning: null
        }
      })
    ]) {
      const report = reportOf([comparison('higher', 0.1)], externalResults([externalFile([other])]))
      expect(report.external).toBeUndefined()
      expect(kindsOf(report.questions?.[0]?.rows)).toEqual(['source', 'here'])
    }
  })

  it('shows logs beside a claim that could not run', () => {
    const asked = claim({ id: 'toy/no-data' })
    const report = reportOf([], results(), [asked])
    expect(report.questions![0]!.rows.at(-1)).toMatchObject({ kind: 'here', outcome: null, effect: null, pairs: 0 })
    expect(report.questions![0]!.agreements).toEqual([])
    expect(renderMarkdown(report)).toMatch(/\| here \| toy\/no-data \| – \| – \| – \| not measured \|/)
  })

  it('is read back exactly, and built again from the report alone', () => {
    const report = reportOf([comparison('higher', 0.1)], results({ tuned }), [SUBJECT])
    expect(parseReport(encodeReport(report))).toEqual(report)
    expect(buildReport(reportInputOf(report))).toEqual(report)
  })

  it('says in words whether logs agree', () => {
    const page = renderMarkdown(reportOf([comparison('higher', 0.1)], results({ tuned })))
    expect(page).toContain(
      '- The logs (logs, logs, 2 settings) and toy/higher agree: +10.5 % [+8.33 %, +12.7 %] there, +10.5 % [+9.73 %, +11.3 %] here (both higher). The intervals overlap. Both give the claim the same outcome.'
    )
    expect(page).toContain('agree in part: +35 %')
    const apart = renderMarkdown(reportOf([comparison('lower', -0.2)], results()))
    expect(apart).toMatch(
      /disagree: .* \(higher there, lower here\)\. The intervals do not overlap\. They give .* different/
    )
    expect(page).toContain(`SHA-256 of the logs: ${'e'.repeat(64)}.`)
  })
})

describe('forestPlot', () => {
  it('draws every effect on one axis, 0 in the middle', () => {
    const report = reportOf([comparison('higher', 0.1)], results({ tuned }))
    // The axis ends at ln 1.5 = 0.405 and has 30 columns each way: 0.1 -+ 0.02 are 7, 6 and 9 columns off (7.4, 5.9,
    // 8.9), 0.3 -+ 0.1 are 22, 15 and 30, and 0.1 -+ 0.007 are 7, 7 and 8.
    expect(forestPlotText(report.questions!).split('\n')).toEqual([
      `${' '.repeat(45)}-33.3 %                       0                         +50 %`,
      '',
      'toy-logreg, final train.loss',
      `  logs, logs, 2 settings${' '.repeat(51)}:     [o-]`,
      `  logs, logs, tuned${' '.repeat(56)}:              [------o-------]`,
      `  toy/higher${' '.repeat(63)}:      o]`
    ])
  })

  it('marks what lies beyond a factor of two, and is empty without effects', () => {
    const far = externalResults([
      externalFile([externalClaim({ groups: [externalGroup({ effect: externalEffect(2, 0.1) })] })])
    ])
    expect(forestPlotText(reportOf([comparison('far', -1)], far).questions!)).toMatch(/: {29}>\n {2}toy\/far +< {29}:$/)
    expect(forestPlotText([])).toBe('')
  })
})

import { sensitivitySections } from '../../../../src/report/sensitivity/sections'
import { settingWords } from '../../../../src/report/sensitivity/words'
import { measuredReport } from './reports'

const report = measuredReport()
const sections = sensitivitySections(report)
const section = (title: RegExp) => sections.find((candidate) => title.test(candidate.title))!

describe('sensitivitySections', () => {
  it('one for each thing that was asked for', () => {
    expect(sections.map(({ title }) => title)).toEqual([
      'Single-seed studies',
      'Latin square: where the variance of the seeds comes from',
      'Verdict map',
      'Tuned against tuned',
      'Expected best of k settings'
    ])
    const mapOnly = measuredReport({ pairs: null, streams: [], square: null, tuned: null, bestOfK: null })
    expect(sensitivitySections(mapOnly).map(({ title }) => title)).toEqual(['Verdict map'])
  })

  it('every row has a cell a column', () => {
    for (const { table } of sections) {
      for (const row of table?.rows ?? []) expect(row).toHaveLength(table!.headers.length)
    }
  })

  it('says how likely a single seed is to mislead, and never with a false zero', () => {
    const { paragraphs, table } = section(/Single/)
    expect(paragraphs[0]).toMatch(/^Varying all seeds: .* the opposite of the 8 pairs \(mean .*%\) with probability/)
    expect(table!.rows.map(([what]) => what)).toEqual(['all seeds', 'init alone', 'order alone'])
    const spread = { ...report.pairs!.spread, flip: { normal: 1e-80, counted: 0 } }
    const sure = sensitivitySections({ ...report, pairs: { ...report.pairs!, spread } })[0]!
    expect(sure.paragraphs[0]).toMatch(/with probability < 0.001 %; 0 % of the pairs/)
  })

  it('a mean of 0 has no opposite', () => {
    const spread = { ...report.pairs!.spread, mean: 0, flip: { normal: 0.5, counted: 0.5 } }
    const [first] = sensitivitySections({ ...report, pairs: { ...report.pairs!, spread } })
    expect(first!.paragraphs[0]).toBe('Varying all seeds: the mean of the 8 pairs is 0: there is no opposite.')
  })

  it('too few pairs that trained say so', () => {
    const none = { mean: null, standardDeviation: null, standardDeviationInterval: null, armStandardDeviations: null }
    const spread = { ...report.pairs!.spread, ...none, effects: [], flip: null, unpairedFlip: null }
    const [first] = sensitivitySections({ ...report, pairs: { ...report.pairs!, spread } })
    expect(first!.paragraphs[0]).toBe('Varying all seeds: too few pairs trained.')
    expect(first!.table!.rows[0]!.slice(3, 6)).toEqual(['–', '–', '–'])
  })

  it('the square names its residual and says what it is', () => {
    const { paragraphs, table } = section(/Latin/)
    expect(table!.rows.map(([source]) => source)).toEqual(['init', 'order', 'residual'])
    expect(table!.rows.at(-1)!).toContain('–')
    expect(paragraphs.join(' ')).toMatch(/residual is interaction of the factors\./)
    expect(paragraphs.join(' ')).toMatch(/never enter a verdict/)
  })

  it('a square with a failed cell is not evaluable', () => {
    const failures = { control: 0, treatment: 2, numPairs: 25 }
    const square = { ...report.square!, analysis: null, failures, hasDropout: true }
    const failed = sensitivitySections({ ...report, square })[1]!
    expect(failed.table).toBeNull()
    expect(failed.paragraphs).toEqual([
      expect.stringMatching(/dropout over \(row \+ column\) mod 5/),
      expect.stringMatching(/Not evaluable: adam failed in 0 and amsgrad in 2 of 25 cells/)
    ])
  })

  it('the map is marked exploratory and counts its outcomes', () => {
    const { paragraphs, table } = section(/map/)
    expect(paragraphs[0]).toMatch(/2 refuted, 2 reproduced\. The outcome depends on the setting/)
    expect(paragraphs[1]).toMatch(/^Exploratory/)
    expect(table!.headers.slice(0, 2)).toEqual(['learningRate', 'beta2'])
    expect(table!.rows[3]!.slice(0, 3)).toEqual(['0.01', '0.999', 'reproduced'])
  })

  it('tuned against tuned says what was chosen, and repeats the verdict’s sentence', () => {
    const { paragraphs } = section(/Tuned/)
    expect(paragraphs[0]).toMatch(/the claim's own tuning\): adam: learningRate .*; amsgrad: learningRate 0\.01/)
    expect(paragraphs[1]).toBe(report.tuned!.judgement.sentence)
  })

  it('settingWords', () => {
    expect(settingWords({})).toBe('as it stands')
    expect(settingWords({ learningRate: 0.001, beta2: 0.999 })).toBe('learningRate 0.001, beta2 0.999')
  })
})

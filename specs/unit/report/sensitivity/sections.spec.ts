import { plainText } from '../../../../src/document/toTerminal'
import { varianceShares } from '../../../../src/report/figures/varianceShares'
import { sensitivitySections } from '../../../../src/report/sensitivity/sections'
import type { MeasuredSensitivity } from '../../../../src/report/sensitivity/types'
import { settingWords } from '../../../../src/report/sensitivity/words'
import { choicesReport, measuredReport } from './reports'

/** The sections as a reader sees them: sentences, and at most one table. */
function shownSections(report: MeasuredSensitivity) {
  return sensitivitySections(report).map(({ title, blocks }) => {
    const [content, ...others] = blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
    expect(others).toEqual([])
    return {
      title,
      paragraphs: blocks.flatMap((block) => (block.kind === 'paragraph' ? [plainText(block.content)] : [])),
      table:
        content === undefined
          ? null
          : { headers: content.headers.map(plainText), rows: content.rows.map((cells) => cells.map(plainText)) }
    }
  })
}

const report = measuredReport()
const sections = shownSections(report)
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
    expect(shownSections(mapOnly).map(({ title }) => title)).toEqual(['Verdict map'])
  })

  it('every row has a cell a column', () => {
    for (const { table } of sections) {
      for (const row of table?.rows ?? []) expect(row).toHaveLength(table!.headers.length)
    }
  })

  it('says how likely a single seed is to mislead, and never with a false zero', () => {
    const { paragraphs, table } = section(/Single/)
    expect(paragraphs[0]).toMatch(
      /^Varying all seeds: the mean of 8 pairs is \S+ %\. A study of one pair would conclude the opposite with a chance of/
    )
    expect(table!.rows.map(([what]) => what)).toEqual(['all seeds', 'init alone', 'order alone'])
    const spread = { ...report.pairs!.spread, flip: { normal: 1e-80, counted: 0 } }
    const sure = shownSections({ ...report, pairs: { ...report.pairs!, spread } })[0]!
    expect(sure.paragraphs[0]).toMatch(/with a chance of < 0.001 % \(normal model\); 0 % of these pairs do/)
  })

  it('a mean of 0 has no opposite', () => {
    const spread = { ...report.pairs!.spread, mean: 0, flip: { normal: 0.5, counted: 0.5 } }
    const [first] = shownSections({ ...report, pairs: { ...report.pairs!, spread } })
    expect(first!.paragraphs[0]).toBe('Varying all seeds: the mean of the 8 pairs is 0: there is no opposite.')
  })

  it('too few pairs that trained say so', () => {
    const none = { mean: null, standardDeviation: null, standardDeviationInterval: null, armStandardDeviations: null }
    const spread = { ...report.pairs!.spread, ...none, effects: [], flip: null, unpairedFlip: null }
    const [first] = shownSections({ ...report, pairs: { ...report.pairs!, spread } })
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

  it('says that drawn images go with the initial weights, where either arm draws any', () => {
    const { experiment, settings } = report
    if (experiment.kind !== 'classification') throw new Error('not a classification')
    const { arms, data } = experiment
    const noisy = { ...arms[settings.treatment.arm]!, data: { labelNoise: 0.2 } }
    for (const drawing of [
      { ...experiment, data: { ...data, subset: 'random' as const } },
      { ...experiment, arms: { ...arms, [settings.treatment.arm]: noisy } }
    ]) {
      const drawn = { ...report, experiment: drawing }
      const [spreads, square] = shownSections(drawn)
      expect(spreads!.table!.rows.map(([what]) => what)).toContain('initial weights and drawn images alone')
      expect(square!.paragraphs[0]).toMatch(/5 pairs: initial weights and drawn images vary over the rows/)
      expect(square!.table!.rows[0]![0]).toBe('initial weights and drawn images')
      const { title, csv } = varianceShares(drawn, report.square!, 'figure')!
      expect(csv).toContain('initial weights and drawn images')
      expect(`${title} ${csv}`).not.toMatch(/\binit\b/)
    }
  })

  it('a square with a failed cell is not evaluable', () => {
    const failures = { control: 0, treatment: 2, numPairs: 25 }
    const square = { ...report.square!, analysis: null, failures, hasDropout: true }
    const failed = shownSections({ ...report, square })[1]!
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

describe('the section of choices', () => {
  const full = choicesReport()
  const choices = full.choices!
  const sectionOf = (report = full) => shownSections(report)[0]!

  it('begins with the choice that decides most, and lists the others by what they do', () => {
    const { title, paragraphs, table } = sectionOf()
    expect(title).toBe('Choices that the source leaves open')
    expect(paragraphs[0]).toMatch(
      /^The choice that decides most is loss function: with "binary" instead of "categorical" the claim is reproduced, and the effect goes from \+22\.\d+ % to -39\.\d+ %\. The claim as it is: refuted \(opposite\), effect/
    )
    expect(paragraphs[1]).toMatch(/^These turn the outcome into the opposite: loss function: binary \(reproduced, -39/)
    expect(paragraphs[2]).toMatch(/^These move the effect and leave the outcome: batch size: 64 \(refuted/)
    expect(paragraphs[3]).toMatch(/^For these no shift of the effect was shown: batch size: 256 \(\[/)
    expect(paragraphs[4]).toMatch(/tuned anew.*8 pairs a row.*over the 4 rows.*Bonferroni/)
    expect(table!.rows.map(([name]) => name)).toEqual([
      'as it is',
      'loss function: binary',
      'batch size: 64',
      'batch size: 256'
    ])
    for (const row of table!.rows) expect(row).toHaveLength(table!.headers.length)
    expect(table!.rows[0]![1]).toBe('both learningRate 0.01, beta2 0.99')
  })

  it('where no choice changes the outcome it says so', () => {
    const [, moved] = choices.ranking
    const [first] = sectionOf({ ...full, choices: { ...choices, ranking: [moved!] } }).paragraphs
    expect(first).toMatch(
      /^No choice changes the outcome\. The one that moves the effect most is batch size: with "64"/
    )
    const none = { ...moved!, influence: 'none' } as const
    const [still] = sectionOf({ ...full, choices: { ...choices, ranking: [none] } }).paragraphs
    expect(still).toMatch(/^No choice changes the outcome, and for none was a shift of the effect shown\./)
  })

  it('names what was left out, and why; and a best setting on the edge of its grid', () => {
    const leftOut = [{ topic: 'loss function', option: 'binary', why: 'another scale' }]
    const without = sectionOf({ ...full, choices: { ...choices, leftOut } }).paragraphs
    expect(without).toContain('Left out: loss function: binary (another scale).')
    expect(without.join()).not.toMatch(/edge/)
    const { evidence } = choices.base
    if (evidence.kind !== 'paired') throw new TypeError('a comparison has pairs')
    const selection = { ...evidence.control.selection!, onEdge: ['learningRate'] as const }
    const base = { ...choices.base, evidence: { ...evidence, control: { ...evidence.control, selection } } }
    const onEdge = sectionOf({ ...full, choices: { ...choices, base } })
    expect(onEdge.paragraphs.at(-1)).toMatch(/^"edge": the best setting/)
    expect(onEdge.table!.rows[0]![1]).toMatch(/^adam: learningRate 0\.01, beta2 0\.99 \(edge\); amsgrad: /)
  })
})

describe('the section of the effective step', () => {
  const full = choicesReport()
  const study = full.effectiveStep!
  const words = (changes: Partial<typeof study>) =>
    shownSections({ ...full, effectiveStep: { ...study, ...changes } })[1]!.paragraphs[0]

  it('says what remains of the difference, and what the step explains', () => {
    const { title, paragraphs, table } = shownSections(full)[1]!
    expect(title).toMatch(/effective step/)
    expect(paragraphs[0]).toMatch(
      /^With learningRate 0\.01, beta2 0\.99 in both arms the mean effective step of amsgrad is 0\.7 times that of adam\. A difference remains: at the same alpha the effect is /
    )
    expect(paragraphs[1]).toMatch(
      /On 8 selection seeds .* tried 0\.01 \(ratio 1\.429\), 0\.007 \(ratio 1\), and came within 1 %/
    )
    expect(table!.rows.map(([name, rate]) => [name, rate])).toEqual([
      ['at the same alpha', '0.01'],
      ['at the same step', '0.007']
    ])
    for (const row of table!.rows) expect(row).toHaveLength(table!.headers.length)
  })

  it.each([
    ['remains', /A difference remains: at the same alpha .*, and at the same mean effective step it is .* explains/],
    ['explained', /No difference is shown to remain: /],
    ['turns', /The difference turns: /],
    [
      'no-difference',
      /No difference is shown at the same alpha .* none that a smaller step could explain; at the same/
    ],
    ['not-matched', /No alpha of adam that was tried gave the same mean effective step/],
    ['not-evaluable', /Too few pairs trained/]
  ] as const)('%s', (conclusion, expected) => {
    expect(words({ conclusion })).toMatch(expected)
  })

  it('a share above 1 is called more than all', () => {
    expect(words({ conclusion: 'turns', explained: { ...study.explained!, share: 1.96 } })).toMatch(
      /explains 196 % of the difference at the same alpha, more than all of it/
    )
  })

  it('a search without a match is no comparison at the same step', () => {
    const report = { ...full, effectiveStep: { ...study, isMatched: false } }
    const { paragraphs, table } = shownSections(report)[1]!
    expect(paragraphs[1]).toMatch(/did not come within 1 %/)
    expect(table!.rows[1]![0]).toBe('at the nearest step')
  })
})

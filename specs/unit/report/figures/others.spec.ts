import type { Figure } from '../../../../src/figures/figure'
import { drawFigure } from '../../../../src/figures/renderSvg'
import { LINE_BREAK, settingsGrid } from '../../../../src/figures/settingsGrid'
import { looksChart } from '../../../../src/kinds/shared/looksChart'
import type { SequentialAnalysis } from '../../../../src/kinds/shared/types'
import type { ElsewhereQuestion } from '../../../../src/report/elsewhere/types'
import { bestOfKChart } from '../../../../src/report/figures/bestOfK'
import { choicesChart } from '../../../../src/report/figures/choices'
import { elsewhereChart } from '../../../../src/report/figures/elsewhereChart'
import { trajectoryChart } from '../../../../src/report/figures/trajectories'
import type { ChoicesSensitivity, OptionSensitivity } from '../../../../src/report/sensitivity/types'
import { measuredReport } from '../sensitivity/reports'

async function expectDrawn(figure: Figure | null): Promise<string> {
  const { svg, warnings } = await drawFigure(figure!)
  expect(warnings).toEqual([])
  expect(svg).not.toMatch(/NaN|undefined/)
  return svg
}

/** Of a drawing, in its order. */
function labelsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text!)
}

const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95 })

describe('elsewhereChart', () => {
  const question: ElsewhereQuestion = {
    experiment: 'mnist-logreg',
    metric: 'train.loss',
    measure: 'final',
    control: 'adam',
    treatment: 'amsgrad',
    rows: [
      { kind: 'source', source: 'reddi2018', says: ['lower'], values: [], effect: null },
      {
        kind: 'outside',
        claim: 'logs/train-loss',
        group: {},
        over: 'settings',
        settings: 12,
        runs: { control: 60, treatment: 60, controlFailures: 0, treatmentFailures: 0 },
        effect: { theta: 0.0474, interval: interval(0.047, 0.048) },
        outcome: 'reproduced',
        subtype: null
      },
      {
        kind: 'here',
        claim: 'reddi2018/mnist',
        pairs: 10,
        effect: { theta: -0.01, interval: null },
        outcome: 'refuted',
        subtype: 'opposite',
        provisional: false
      }
    ],
    agreements: []
  }

  it('shows every effect, and nothing of a source that gives no numbers', async () => {
    const figure = elsewhereChart([question])!
    expect(figure.csv.trimEnd().split('\n')).toHaveLength(3)
    expect(figure.csv).toContain('run logs of others,0.0474,0.047,0.048')
    expect(figure.csv).toContain('measured here,-0.01,,')
    await expectDrawn(figure)
  })

  it('counts the agreements', () => {
    const agreement = {
      outside: 1,
      here: 2,
      directions: { outside: 'higher', here: 'open' },
      intervalsOverlap: false
    } as const
    const agreements = [
      { ...agreement, sameOutcome: null, agrees: 'no' as const },
      { ...agreement, sameOutcome: true, agrees: 'in-part' as const }
    ]
    expect(elsewhereChart([{ ...question, agreements }])!.title).toBe(
      'Of 2 comparisons with outside evidence 0 agree, 1 in part, 1 disagree'
    )
  })

  it('is none without an effect from elsewhere', () => {
    const [source, , here] = question.rows
    expect(elsewhereChart([{ ...question, rows: [source!] }])).toBeNull()
    expect(elsewhereChart([{ ...question, rows: [source!, here!] }])).toBeNull()
    expect(elsewhereChart([])).toBeNull()
  })
})

describe('trajectoryChart', () => {
  const band = (values: readonly number[]) => ({
    median: values,
    low: values,
    high: values.map((value) => value + 0.1)
  })
  const arm = (name: string, end: number) => ({
    experiment: 'online',
    arm: name,
    numRuns: 5,
    numDiverged: 0,
    at: [1000, 2_000_000],
    x: band([0, end]),
    averageRegret: band([0.5, 0.1])
  })

  const arms = [arm('adam', 1), arm('amsgrad', -1)]

  it('says where the arms end', async () => {
    const figure = trajectoryChart('online', arms, null, 'experiment-1')!
    expect(figure.title).toBe('online after 2,000,000 steps: adam at x = 1, amsgrad at x = -1')
    expect(figure.csv.split('\n')).toHaveLength(1 + 8 + 1)
    await expectDrawn(figure)
  })

  it('shows the iterates between their bounds, and the best point', async () => {
    const problem = {
      name: 'periodic-linear',
      rareSlope: 1010,
      commonSlope: -10,
      period: 101,
      domain: [-1, 1]
    } as const
    const figure = trajectoryChart('online', arms, problem, 'experiment-1')!
    const text = JSON.stringify(figure.spec)
    // Four per cent of the width as room.
    expect(text).toContain('"domain":[-1.08,1.08]')
    expect(text).toContain('"values":[{"best":-1}]')
    await expectDrawn(figure)
    // Slopes that cancel leave every point as good.
    const level = trajectoryChart('online', arms, { ...problem, rareSlope: 1000 }, 'experiment-1')!
    expect(JSON.stringify(level.spec)).not.toContain('"best"')
  })
})

describe('choicesChart', () => {
  const study = measuredReport()
  const judgement = study.tuned!.judgement
  const option = (topic: string, mean: number, influence: OptionSensitivity['influence']): OptionSensitivity => ({
    topic,
    option: 'another',
    base: 'the same',
    set: {},
    judgement,
    sameRuns: false,
    shift: { numPairs: 10, mean, interval: interval(mean - 0.01, mean + 0.01) },
    influence
  })
  const options = [option('stride', 0.002, 'none'), option('loss', 0.4, 'flips')]
  const choices: ChoicesSensitivity = {
    tuning: null,
    numPairs: 10,
    base: judgement,
    options,
    leftOut: [],
    ranking: [
      { topic: 'loss', option: 'another', influence: 'flips', shift: 0.4 },
      { topic: 'stride', option: 'another', influence: 'none', shift: 0.002 }
    ]
  }

  it('puts the most decisive choice first', async () => {
    const figure = choicesChart(study, choices, 'sensitivity-1')!
    expect(figure.title).toBe('Of 2 options of 2 open choices the answer flips with loss')
    expect(figure.csv.split('\n')[1]).toMatch(/^1\. loss: another,flips the answer,0\.4,/)
    await expectDrawn(figure)
  })
})

describe('settingsGrid', () => {
  const cell = (setting: Readonly<Record<string, string>>) => ({
    setting,
    outcome: 'refuted' as const,
    words: `adam: worst${LINE_BREAK}amsgrad: best`
  })
  const base = { id: 'grid', title: 'a grid', description: '' }

  it.each([
    [['a'], [cell({ a: '1' }), cell({ a: '2' })]],
    [
      ['a', 'b'],
      [cell({ a: '1', b: '1' }), cell({ a: '2', b: '1' })]
    ],
    [
      ['a', 'b', 'c'],
      [cell({ a: '1', b: '1', c: '1' }), cell({ a: '1', b: '1', c: '2' })]
    ]
  ])('draws the cells of %j', async (axes, cells) => {
    const svg = await expectDrawn(settingsGrid({ ...base, axes, cells }))
    expect(svg.match(/✗ refuted/g)).toHaveLength(2)
    expect(svg).toContain('amsgrad: best')
  })

  it('is none of more axes than a page has', () => {
    expect(settingsGrid({ ...base, axes: ['a', 'b', 'c', 'd'], cells: [cell({})] })).toBeNull()
  })
})

describe('bestOfKChart', () => {
  const arm = (name: string) => ({
    arm: name,
    losses: [3, 2, 1],
    withReplacement: [2, 1.6, 1.4],
    withoutReplacement: [2, 1.3, 1]
  })

  it('tells the kinds of search apart by dash, in its legend too', async () => {
    const svg = await expectDrawn(bestOfKChart({ metric: 'validation.loss', arms: [arm('adam'), arm('amsgrad')] }, 'b'))
    expect(svg.match(/stroke-dasharray="4,3"/g)).toHaveLength(3)
  })

  it('counts settings in whole numbers', async () => {
    const svg = await expectDrawn(bestOfKChart({ metric: 'validation.loss', arms: [arm('adam'), arm('amsgrad')] }, 'b'))
    const labels = labelsOf(svg)
    expect(labels.slice(0, labels.indexOf('settings tried, k'))).toEqual(['1', '2', '3'])
  })

  it('leaves out what diverged, and is none where all did', () => {
    const diverged = {
      arm: 'adam',
      losses: [1, Infinity],
      withReplacement: [Infinity, 1],
      withoutReplacement: [Infinity, 1]
    }
    expect(
      bestOfKChart({ metric: 'validation.loss', arms: [diverged] }, 'b')!
        .csv.trimEnd()
        .split('\n')
    ).toHaveLength(3)
    const all = { ...diverged, withReplacement: [Infinity], withoutReplacement: [Infinity] }
    expect(bestOfKChart({ metric: 'validation.loss', arms: [all] }, 'b')).toBeNull()
  })
})

describe('looksChart', () => {
  const sequential = (looks: readonly number[], max: number): SequentialAnalysis => ({
    mode: 'anytime-valid',
    method: 'sign-flip',
    budget: { min: looks[0]!, max },
    decidedAt: looks.at(-1)!,
    looks: looks.map((n) => ({ n, p: 0.01, outcome: 'refuted', interval: null })),
    unusedSeeds: [],
    missingSeed: null
  })
  const judged = { alphaJ: 0.05, verdict: { outcome: 'refuted', subtype: 'opposite' } } as const

  it.each([
    [[10], 10, ['10']],
    [[10, 11], 12, ['10', '11', '12']],
    [[10, 11, 12], 30, ['10', '12', '14', '16', '18', '20', '22', '24', '26', '28', '30']]
  ])('counts seeds in whole numbers, after looks at %j of at most %d', async (looks, max, expected) => {
    const svg = await expectDrawn(looksChart(judged, sequential(looks, max), 'c'))
    const labels = labelsOf(svg)
    expect(labels.slice(0, labels.indexOf('seeds'))).toEqual(expected)
  })
})

import path from 'node:path'
import { selectionMetric } from '../../../src/adjudicate/adjudicate'
import { loadMapping } from '../../../src/adjudicate/mapping/loadMapping'
import type { MappingFile } from '../../../src/adjudicate/mapping/types'
import { openEvidenceFolder } from '../../../src/adjudicate/read/folder'
import { curveMeasureOf } from '../../../src/adjudicate/read/measureRun'
import { readRuns } from '../../../src/adjudicate/read/readRuns'
import { buildAdjudicationReport } from '../../../src/adjudicate/render/build'
import { renderAdjudicationMarkdown } from '../../../src/adjudicate/render/markdown'
import { renderAdjudicationTerminal } from '../../../src/adjudicate/render/terminal'
import type { FasterHypothesis } from '../../../src/kinds/comparison/types'
import { EVIDENCE, madeUpLayouts, madeUpRuns } from './makeEvidence'
import { adjudicate, BY_AUC, BY_TIME, fasterClaim, folderOf, logsEvidence, mapping } from './runs'

const EPOCHS = 12

/** Loss e^(-rate t): at or below .1 from epoch ceil(ln 10/rate) on; the geometric mean is e^(-rate 6.5). */
function logOf(arm: string, rate: number): string {
  const lines = Array.from({ length: EPOCHS }, (_, i) => `${arm},${i + 1},${Math.exp(-rate * (i + 1))}`)
  return ['arm,epoch,loss', ...lines].join('\n')
}

function reportOf(
  hypothesis: FasterHypothesis,
  rates: { readonly adam: readonly number[]; readonly amsgrad: readonly number[] },
  overrides: Partial<MappingFile> = {}
) {
  const files = Object.fromEntries(
    (['adam', 'amsgrad'] as const).flatMap((arm) => rates[arm].map((rate, i) => [`${arm}-${i}.csv`, logOf(arm, rate)]))
  )
  const read = mapping({
    epochs: { column: 'epoch' },
    name: '-(?<run>[0-9]+)',
    run: { from: [{ name: 'run' }] },
    ...overrides
  })
  const needed = { judged: 'train.loss', trainLoss: 'train.loss', selection: null, curve: curveMeasureOf(hypothesis) }
  const claim = fasterClaim(hypothesis)
  const { runs } = readRuns(folderOf(files), read, ['adam', 'amsgrad'], needed, {})
  return buildAdjudicationReport({
    claim,
    family: [],
    adjudication: adjudicate(claim, read, runs),
    mapping: read,
    evidence: logsEvidence(hypothesis, read, runs),
    withRuns: true
  })
}
const around = (rate: number) => [0.98, 0.99, 1, 1.01, 1.02].map((factor) => factor * rate)

describe('faster by the whole curve', () => {
  it.each([
    [0.3, 0.4, { outcome: 'reproduced', subtype: null }],
    [0.4, 0.3, { outcome: 'refuted', subtype: 'opposite' }],
    [0.3, 0.3, { outcome: 'inconclusive', subtype: null }]
  ])('rates %d and %d', (adam, amsgrad, verdict) => {
    const { groups } = reportOf(BY_AUC, { adam: around(adam), amsgrad: around(amsgrad) })
    expect(groups[0]!.overall.verdict).toEqual(verdict)
    // The difference of the means of ln loss over epochs 1 to 12.
    expect(groups[0]!.overall.effect!.theta).toBeCloseTo(-6.5 * (amsgrad - adam), 12)
  })

  it('says so in words', () => {
    const report = reportOf(BY_AUC, { adam: around(0.3), amsgrad: around(0.4) })
    // 1 - exp(-.65) = 47.8 %
    expect(report.sentences[0]).toMatch(
      /^amsgrad's geometric mean of train\.loss over the run is 48 % lower than adam's .*: lower by at least 1 %, so the claim is reproduced\.$/
    )
    expect(renderAdjudicationMarkdown(report)).toContain(
      'A run counts by its geometric mean of train.loss over the run;'
    )
  })

  it('is an error where a loss on the way has no logarithm', () => {
    const files = { 'a.csv': 'arm,loss\nadam,1\nadam,0\nadam,1', 'b.csv': 'arm,loss\namsgrad,1\namsgrad,1\namsgrad,1' }
    const needed = { judged: 'train.loss', trainLoss: 'train.loss', selection: null, curve: curveMeasureOf(BY_AUC) }
    const { runs } = readRuns(folderOf(files), mapping(), ['adam', 'amsgrad'], needed, {})
    const three = runs.flatMap((run) => [1, 2, 3].map((i) => ({ ...run, origin: `${run.origin}${i}`, id: String(i) })))
    expect(() => adjudicate(fasterClaim(BY_AUC), mapping(), three, 1)).toThrow(
      /logarithm, which a loss of 0 or below has not/
    )
  })
})

describe('faster by the time to a threshold', () => {
  /** ln 10/rate = 2.3026/rate: a rate of 2.3026/(t - 1/2) gets there at epoch t; no two runs are the same. */
  const arriving = (...times: number[]) => times.map((time, i) => Math.LN10 / (time - 0.5 + 0.01 * i))

  it.each([
    [[7, 8, 8, 9, 9], [3, 4, 4, 5, 5], { outcome: 'reproduced', subtype: null }, -4],
    [[3, 4, 4, 5, 5], [7, 8, 8, 9, 9], { outcome: 'refuted', subtype: 'opposite' }, 4],
    // Most are shown by the same epoch, and lie at different times between two.
    [[7, 8, 8, 9, 8], [3, 4, 4, 5, 4], { outcome: 'reproduced', subtype: null }, -4],
    [[7, 8, 8, 9, 8], [6, 7, 8, 9, 8], { outcome: 'inconclusive', subtype: null }, -0.4]
  ])('epochs %j and %j', (adam, amsgrad, verdict, theta) => {
    const { groups } = reportOf(BY_TIME, { adam: arriving(...adam), amsgrad: arriving(...amsgrad) })
    expect(groups[0]!.overall).toMatchObject({ verdict, censored: null, capped: null })
    expect(groups[0]!.overall.effect!.theta).toBeCloseTo(theta, 12)
  })

  it('counts runs that never get there with the length of the run, and says so', () => {
    const report = reportOf(BY_TIME, { adam: arriving(10, 20, 11, 30, 12), amsgrad: arriving(3, 4, 4, 5, 4) })
    const [group] = report.groups
    expect(group!.overall).toMatchObject({
      verdict: { outcome: 'reproduced' },
      censored: { control: 2, treatment: 0, length: 12 }
    })
    // Straight lines of ln loss are what these curves are: (9.5 + 12 + 10.52 + 12 + 11.54)/5 and 3.52.
    expect(group!.overall.effect!.theta).toBeCloseTo(3.52 - 55.56 / 5, 12)
    // (9 + 12 + 10 + 12 + 11)/5 to (10 + 12 + 11 + 12 + 12)/5 and 3 to 4, each with the other's end.
    expect(group!.overall.resolution).toMatchObject({ step: 1, everyPair: null })
    expect(group!.overall.resolution!.lowest).toBeCloseTo(3 - 57 / 5, 12)
    expect(group!.overall.resolution!.highest).toBeCloseTo(4 - 54 / 5, 12)
    expect(report.runs!.filter(({ censored }) => censored)).toHaveLength(2)
    expect(report.sentences[0]).toMatch(
      /^amsgrad's time until train\.loss is 0\.1 or less is 7\.6 epochs shorter than adam's .*: shorter by at least 1 epoch, so the claim is reproduced\. Runs that did not reach the threshold, and count with 12 epochs: adam 2 of 5, amsgrad 0 of 5\. Times are known to 1 epoch: by the evaluations between which they lie the mean difference is 6\.8 epochs to 8\.4 epochs shorter\.$/
    )
    expect(report.warnings.join('\n')).toMatch(/did not reach the threshold count with the length[\s\S]*may be larger/)
    const text = renderAdjudicationMarkdown(report)
    expect(text).toContain('A run counts by its time until train.loss is 0.1 or less, in epochs;')
    expect(renderAdjudicationTerminal(report)).toContain('7.6 epochs shorter')
  })

  it('is not evaluable where half of the runs of both arms never get there', () => {
    const report = reportOf(BY_TIME, { adam: arriving(10, 20, 30, 20), amsgrad: arriving(3, 4, 20, 20) })
    expect(report.groups[0]!.overall).toMatchObject({
      verdict: { outcome: 'not-evaluable', subtype: 'too-many-censored' },
      effect: null
    })
    expect(report.sentences[0]).toBe(
      'too many runs of adam and of amsgrad did not reach the threshold, so the claim is not evaluable (too-many-censored). Runs that did not reach the threshold, and count with 12 epochs: adam 3 of 4, amsgrad 2 of 4.'
    )
  })

  it('asks the pairs where runs are pairs by seed', () => {
    const rates = { adam: arriving(20, 20, 20, 5, 6, 7), amsgrad: arriving(4, 5, 6, 20, 20, 20) }
    const outcomeOf = (pairing: 'number' | 'seed') =>
      reportOf(BY_TIME, rates, { run: { from: [{ name: 'run' }], pairing } }).groups[0]!.overall.verdict.subtype
    expect([outcomeOf('number'), outcomeOf('seed')]).toEqual(['too-many-censored', null])
  })

  it('names steps where the mapping counts them, and does not wonder at equal times', () => {
    const same = arriving(4, 4, 4, 4, 4)
    const epochs = { column: 'epoch', unit: 'step' } as const
    const report = reportOf(BY_TIME, { adam: same, amsgrad: arriving(4, 4, 4, 4, 2) }, { epochs })
    expect(report.sentences[0]).toContain('0.4 steps shorter')
    expect(report.warnings.join()).not.toContain('bitwise')
    const curves = reportOf(BY_AUC, { adam: same, amsgrad: same })
    expect(curves.warnings.join()).toContain('have bitwise the same mean of train.loss')
  })

  it('says what it is not, in words of time', () => {
    const sentence = (adam: number[], amsgrad: number[]) =>
      reportOf(BY_TIME, { adam: arriving(...adam), amsgrad: arriving(...amsgrad) }).sentences[0]
    expect(sentence([3, 4, 4, 5, 5], [7, 8, 8, 9, 9])).toContain(
      'not shorter by at least 1 epoch but longer by at least 1 epoch, so the claim is refuted (opposite)'
    )
    expect(sentence([7, 8, 8, 9, 8], [6, 7, 8, 9, 8])).toContain(
      'whether it is shorter by at least 1 epoch is undecided'
    )
  })
})

describe('the made-up evidence', () => {
  const adjudicated = (name: string, hypothesis: FasterHypothesis) => {
    const { mapping: read } = loadMapping(path.join(EVIDENCE, `${name}.json`), hypothesis)
    const needed = {
      judged: 'train.loss',
      trainLoss: 'train.loss',
      selection: selectionMetric(read, hypothesis),
      curve: curveMeasureOf(hypothesis)
    }
    const { runs } = readRuns(openEvidenceFolder(path.join(EVIDENCE, name)), read, ['adam', 'amsgrad'], needed, {})
    return { runs, adjudication: adjudicate(fasterClaim(hypothesis), read, runs, 1) }
  }
  const time: FasterHypothesis = { ...BY_TIME, by: { kind: 'time-to', threshold: 0.4 }, margin: { absolute: 0.1 } }

  it.each(Object.keys(madeUpLayouts()))('gives the same curves from %s', (name) => {
    for (const hypothesis of [BY_AUC, time]) {
      expect(adjudicated(name, hypothesis).adjudication).toEqual(adjudicated('yaml-folders', hypothesis).adjudication)
    }
    const { runs } = adjudicated(name, BY_AUC)
    for (const { optimizer, lr, run, loss } of madeUpRuns()) {
      const read = runs.find(
        ({ arm, setting, id }) => arm === optimizer.toLowerCase() && setting.lr === lr && id === String(run)
      )!
      if (read.failure !== null) continue
      // Trapezoids on ln loss over epochs 1 to 3.
      expect(read.value).toBeCloseTo((loss[0]! * loss[1]! ** 2 * loss[2]!) ** 0.25, 14)
    }
  })

  it('shows the effect that was made', () => {
    const { adjudication } = adjudicated('csv-long', BY_AUC)
    const { overall } = adjudication.groups[0]!
    // As of the final losses: AMSGrad's whole curves are 0.9 times Adam's, with 2 % of noise a run.
    expect(Math.abs(overall.effect!.theta - Math.log(0.9))).toBeLessThan(0.03)
    expect(overall).toMatchObject({
      verdict: { outcome: 'reproduced' },
      control: { failures: { chance: 1, incomplete: 1 } },
      treatment: { failures: { diverged: 1 } }
    })
  })
})

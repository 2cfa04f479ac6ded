import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pairedHypothesisOf, selectionMetric } from '../../../src/adjudicate/adjudicate'
import { loadMapping } from '../../../src/adjudicate/mapping/loadMapping'
import { openEvidenceFolder } from '../../../src/adjudicate/read/folder'
import { readRuns } from '../../../src/adjudicate/read/readRuns'
import { CONVERGES, claim, LOWER } from '../../support/builders'
import { EVIDENCE, madeUpLayouts, madeUpRuns, mappingText } from './makeEvidence'
import { adjudicate, mapping, runsOf } from './runs'

const LAYOUTS = madeUpLayouts()

function adjudicateLayout(name: string) {
  const { mapping: read } = loadMapping(path.join(EVIDENCE, `${name}.json`), LOWER)
  const needed = { judged: 'train.loss', trainLoss: 'train.loss', selection: selectionMetric(read, LOWER), curve: null }
  const folder = openEvidenceFolder(path.join(EVIDENCE, name))
  const { runs } = readRuns(folder, read, ['adam', 'amsgrad'], needed, {})
  return { runs, adjudication: adjudicate(claim(), read, runs, 1) }
}

describe('the made-up evidence', () => {
  it.each(Object.entries(LAYOUTS))('%s is what makeEvidence.ts writes', (name, layout) => {
    const folder = openEvidenceFolder(path.join(EVIDENCE, name))
    expect(folder.files).toEqual(Object.keys(layout.files).sort())
    for (const file of folder.files) expect(folder.read(file)).toBe(layout.files[file])
    expect(readFileSync(path.join(EVIDENCE, `${name}.json`), 'utf8')).toBe(mappingText(layout))
  })

  it.each(Object.keys(LAYOUTS))('gives the same runs and verdicts from %s', (name) => {
    const { runs, adjudication } = adjudicateLayout(name)
    const made = madeUpRuns().map(({ optimizer, lr, run, loss, valLoss }) => [
      optimizer.toLowerCase(),
      { lr },
      String(run),
      loss.at(-1),
      valLoss.at(-1),
      loss.length < 3 ? 'incomplete' : Number.isNaN(loss.at(-1)) ? 'diverged' : loss.at(-1)! > 2 ? 'chance' : null
    ])
    const key = (row: readonly unknown[]) => JSON.stringify(row.slice(0, 3))
    const byKey = (a: readonly unknown[], b: readonly unknown[]) => (key(a) < key(b) ? -1 : 1)
    const read = runs.map((run) => [run.arm, run.setting, run.id, run.value, run.selection, run.failure])
    expect(read.sort(byKey)).toEqual(made.sort(byKey))
    expect(adjudication).toEqual(adjudicateLayout('yaml-folders').adjudication)
  })

  it('shows the effect that was made', () => {
    const { adjudication } = adjudicateLayout('csv-long')
    const [group] = adjudication.groups
    // AMSGrad's losses are 0.9 times Adam's, with 2 % of noise a run: 8 and 9 runs know the ratio to about 1 %.
    expect(Math.abs(group!.overall.effect!.theta - Math.log(0.9))).toBeLessThan(0.03)
    expect(adjudication).toMatchObject({ outcome: 'reproduced', pairing: 'number', warnings: [] })
    expect(group!.overall).toMatchObject({
      control: { runs: 10, failures: { chance: 1, incomplete: 1 } },
      treatment: { runs: 10, failures: { diverged: 1 } }
    })
    expect(group!.settings.map(({ corrected }) => corrected.verdict.outcome)).toEqual(['reproduced', 'reproduced'])
  })
})

describe('adjudicate', () => {
  const NOISE = [0.98, 0.99, 1, 1.01, 1.02]
  const times = (factor: number) => NOISE.map((value) => value * factor)
  const grid = (ratios: readonly number[], group = {}) =>
    ratios.flatMap((ratio, lr) => [
      ...runsOf('adam', NOISE, { lr }, { group }),
      ...runsOf('amsgrad', times(ratio), { lr }, { group })
    ])

  it('corrects over the settings of a group, whose average decides at the whole alpha', () => {
    // Holm over 8 leaves .00625, and 5 + 5 runs have no exact p below .0079: Welch's test decides the settings.
    const { groups } = adjudicate(claim(), mapping(), grid(Array(8).fill(0.8)), 1)
    const [group] = groups
    expect(group!.overall).toMatchObject({ alphaJ: 0.05, verdict: { outcome: 'reproduced' }, settings: 8 })
    expect(group!.settings.map(({ alone }) => alone.verdict.outcome)).toEqual(Array(8).fill('reproduced'))
    expect(group!.settings.map(({ corrected }) => corrected.verdict.outcome)).toEqual(Array(8).fill('reproduced'))
    expect(group!.settings[0]!.corrected.alphaJ).toBe(0.05 / 8)
  })

  it('decides groups by Holm together with the rest of the family', () => {
    const runs = [...grid([0.8, 0.8], { data: 'a' }), ...grid([0.8, 0.8], { data: 'b' })]
    const alphas = (familySize: number) =>
      adjudicate(claim(), mapping(), runs, familySize).groups.map(({ overall }) => overall.alphaJ)
    expect(alphas(1)).toEqual([0.05 / 2, 0.05])
    expect(alphas(3)).toEqual([0.05 / 4, 0.05 / 3])
  })

  it.each([
    [[0.8, 0.8], 'reproduced'],
    [[0.8, 1.2], 'refuted'],
    [[0.8, 0.995], 'inconclusive']
  ])('is over all groups at ratios %j: %s', (ratios, outcome) => {
    const runs = ratios.flatMap((ratio, i) => grid([ratio], { data: i }))
    expect(adjudicate(claim(), mapping(), runs, 1).outcome).toBe(outcome)
  })

  it('says where settings disagree', () => {
    const { groups } = adjudicate(claim(), mapping(), grid([0.8, 0.8, 1.2, 1]), 1)
    expect(groups[0]!.directions).toEqual({ below: 2, above: 1 })
  })

  it('is not evaluable without runs, and lists settings of one arm only', () => {
    expect(adjudicate(claim(), mapping(), [], 1)).toMatchObject({ outcome: 'not-evaluable', groups: [] })
    const { groups } = adjudicate(claim(), mapping(), runsOf('adam', NOISE, { lr: 1 }), 1)
    expect(groups[0]).toMatchObject({
      unmatched: [{ setting: { lr: 1 }, arm: 'adam' }],
      settings: [],
      overall: { verdict: { subtype: 'no-data' } }
    })
  })

  it('warns of what the logs cannot tell', () => {
    const twins = [...runsOf('adam', NOISE), ...runsOf('amsgrad', NOISE)]
    const { warnings } = adjudicate(
      claim({
        hypothesis: { ...LOWER, metric: 'test.loss', tuning: { select: 'validation.loss', per: 'arm', seeds: 3 } }
      }),
      mapping({
        metrics: { 'test.loss': 'x' },
        tuning: { select: 'test.loss' },
        run: { from: [{ column: 'r' }], pairing: 'seed' }
      }),
      twins,
      1
    )
    expect(warnings.join('\n')).toMatch(
      /at its own best setting[\s\S]*level of chance[\s\S]*no training loss[\s\S]*tuning selects by test\.loss[\s\S]*equal seeds[\s\S]*bitwise/
    )
  })

  it('judges comparisons only', () => {
    expect(() => pairedHypothesisOf(claim({ hypothesis: CONVERGES }))).toThrow(
      /cannot be adjudicated[\s\S]*converges-to/
    )
  })
})

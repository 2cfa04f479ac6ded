import {
  renderSyntheticMarkdown,
  renderSyntheticTerminal,
  syntheticCommand
} from '../../../../../src/report/sensitivity/synthetic/render'
import { spreadWords } from '../../../../../src/report/sensitivity/synthetic/sections'
import type { SyntheticMapReport } from '../../../../../src/report/sensitivity/synthetic/types'
import { measureMaps } from '../../../../../src/sensitivity/synthetic/measureMaps'
import { planMaps } from '../../../../../src/sensitivity/synthetic/planMaps'
import { SCALAR_IDENTITY } from '../../../../support/builders'
import { CONTEXT, run, studyOf } from '../../../sensitivity/synthetic/studies'

function reportOf(statement = 'Adam ends at x = +1.'): SyntheticMapReport {
  const base = studyOf({ by: ['learningRate', 'beta2'], maps: [{ learningRate: [0.02], beta2: [0.9, 0.9999] }] })
  const experiment = { ...base.experiment, numSteps: 400_000 }
  const study = { ...base, experiment, claim: { ...base.claim, statement } }
  const plan = planMaps(study, CONTEXT)
  return {
    format: 'claimcheck-synthetic-maps',
    formatVersion: 1,
    claim: study.claim,
    profile: 'quick',
    experiment: study.experiment,
    by: study.by,
    firstSeed: 0,
    seedsOverride: null,
    engine: SCALAR_IDENTITY,
    cost: { numRuns: 12, numSteps: 480_000, runTimeMs: 1500 },
    maps: measureMaps(study, plan, { profile: 'quick', firstSeed: 0 }, run(plan.plan)),
    runs: []
  }
}

const report = reportOf()

describe('the maps of a synthetic claim', () => {
  it('say in words what they show', () => {
    const text = renderSyntheticMarkdown(report)
    expect(text).toContain('# Maps of toy/claim, profile quick')
    expect(text).toContain('## Map over learningRate, beta2')
    expect(text).toContain('Reproduced by learningRate 0.02: 1 of 2; by beta2 0.9: 1 of 1, 0.9999: 0 of 1.')
    expect(text).toContain('adam: at the best point in 1, at the worst point in 1 of 2 cells.')
    expect(text).toContain('12 runs, 0.48 million steps, 2 s of run time in all')
  })

  it('are the same on a terminal, without Markdown', () => {
    const text = renderSyntheticTerminal(report)
    expect(text).toContain('adam: at the best point in 1, at the worst point in 1 of 2 cells.')
    expect(text).not.toContain('##')
  })

  it('escape what a claim says', () => {
    expect(renderSyntheticMarkdown(reportOf('<b>| bold'))).not.toContain('<b>')
  })

  it('say how to repeat them', () => {
    expect(syntheticCommand(report)).toBe(
      'npx claimcheck sensitivity toy/claim --by learningRate,beta2 --profile quick'
    )
    expect(syntheticCommand({ ...report, firstSeed: 7, seedsOverride: 3 })).toMatch(/ --first-seed 7 --seeds 3$/)
  })
})

describe('spreadWords', () => {
  it.each([
    [{ median: 1, low: 1, high: 1 }, '1'],
    [{ median: 0.99712, low: 0.99711, high: 0.99714 }, '0.997'],
    [{ median: 0, low: -1, high: 1 }, '0 [-1, 1]']
  ])('of %j is %s', (spread, words) => {
    expect(spreadWords(spread)).toBe(words)
  })
})

import type { Setting } from '../../../../src/claims/types'
import type { FinishedRun, Runs } from '../../../../src/kinds/shared/runs'
import { recordedLevels, trendEvidence } from '../../../../src/kinds/trend/evidence'
import { changeWeights } from '../../../../src/kinds/trend/segments'
import type { TrendHypothesis } from '../../../../src/kinds/trend/types'
import { judgementRoles } from '../../../../src/plan/roles'
import { classificationExperiment } from '../../../support/builders'
import { claimOf } from '../builders'
import { FALLS, GAP_FALLS, VALUES } from './builders'

const runOf = (arm: string, seed: number, setting: Setting): FinishedRun => ({
  key: `${arm} ${seed} ${JSON.stringify(setting)}`,
  seed,
  initialPoint: null,
  status: { kind: 'completed' },
  metrics: {
    'train.loss': { unit: 'epoch', at: [1], values: [Number(arm.at(-1)) || 10 * Number(setting.learningRate) + seed] }
  }
})

const base = classificationExperiment()
const names = ['adam', 'sgd', ...VALUES.flatMap((value) => [`width-${value}`, `plain-${value}`])]
const arms = Object.fromEntries(names.map((name) => [name, base.arms.adam!]))

const runsAt = (setting: Setting): Runs => ({
  experiment: { ...base, arms, grid: { learningRate: [0.3, 0.1, 0.2] } },
  arm: (arm) => ({ arm, setting: {}, selection: null }),
  of: (arm) => [0, 1].map((seed) => runOf(arm, seed, setting)),
  pairs: (control, treatment) =>
    [0, 1].map((seed) => ({ control: runOf(control, seed, setting), treatment: runOf(treatment, seed, setting) })),
  at: runsAt
})

const valuesOf = (hypothesis: TrendHypothesis) =>
  trendEvidence(hypothesis, runsAt({})).rows.map(({ runs }) => runs.map(({ value }) => value))

it('holds each level once, seed by seed', () => {
  expect(valuesOf(FALLS)).toEqual([[...VALUES], [...VALUES]])
  const gap = trendEvidence(GAP_FALLS, runsAt({}))
  expect(gap.rows[0]!.controls!.map(({ value }) => value)).toEqual([...VALUES])
  expect(gap.levels.map(({ control }) => control!.arm)).toEqual(VALUES.map((value) => `plain-${value}`))
})

it('takes the levels of an axis in ascending order, each with its setting', () => {
  const { levels: _, ...rest } = FALLS
  const hypothesis = { ...rest, axis: 'learningRate', arm: 'adam', control: 'sgd' } as const
  const evidence = trendEvidence(hypothesis, runsAt({}))
  expect(evidence.levels.map(({ value }) => value)).toEqual([0.1, 0.2, 0.3])
  expect(evidence.levels.map(({ arm }) => arm.setting)).toEqual(
    [0.1, 0.2, 0.3].map((learningRate) => ({ learningRate }))
  )
  expect(valuesOf(hypothesis)).toEqual([
    [1, 2, 3],
    [2, 3, 4]
  ])
  expect(evidence.rows[1]!.controls!.map(({ runKey }) => runKey)[0]).toBe('sgd 1 {"learningRate":0.1}')
})

it('names the last value of every run', () => {
  const values = recordedLevels(trendEvidence(GAP_FALLS, runsAt({}))).filter(({ metric }) => metric === 'train.loss')
  expect(new Set(values.map(({ runKey }) => runKey)).size).toBe(16)
})

it('weighs levels by least squares', () => {
  const weights = changeWeights([0, 1, 3])
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0, 14)
  // Of a straight line that rises by 6 over the range.
  expect(weights.reduce((sum, weight, index) => sum + weight * [0, 2, 6][index]!, 0)).toBeCloseTo(6, 14)
})

describe('the runs of a trend', () => {
  const experiment = runsAt({}).experiment!
  const { levels: _, ...rest } = FALLS
  const settingsOf = (hypothesis: TrendHypothesis) =>
    judgementRoles(claimOf({ ...hypothesis, kind: 'trend' }), experiment, new Map(), { first: 0, count: 1 }).map(
      ({ arm, setting }) => [arm, setting.learningRate]
    )

  it('are both arms at every value of an axis', () => {
    expect(settingsOf({ ...rest, axis: 'learningRate', arm: 'adam', control: 'sgd' })).toEqual(
      [0.3, 0.1, 0.2].flatMap((rate) => [
        ['sgd', rate],
        ['adam', rate]
      ])
    )
  })

  it('are the arms of its levels as they stand, each once', () => {
    const levels = [1, 2, 3].map((value) => ({ value, arm: `width-${value}`, control: 'plain-1' }))
    expect(settingsOf({ ...FALLS, levels })).toEqual(
      ['plain-1', 'width-1', 'width-2', 'width-3'].map((arm) => [arm, undefined])
    )
  })
})

it('looks where the claim says, and names no last value then', () => {
  const curve = (values: readonly number[]) => ({ unit: 'epoch' as const, at: [1, 2], values })
  const runs: Runs = {
    ...runsAt({}),
    pairs: (control, treatment) => [
      {
        control: { ...runOf(control, 0, {}), metrics: { 'train.loss': curve([2, 4]) } },
        treatment: { ...runOf(treatment, 0, {}), metrics: { 'train.loss': curve([2, 4]) } }
      }
    ]
  }
  const evidence = trendEvidence({ ...FALLS, metric: 'train.loss', at: 'mean-of-curve' }, runs)
  expect(evidence.measure).toEqual({ kind: 'mean' })
  expect(evidence.rows[0]!.runs.map(({ value }) => value)).toEqual([3, 3, 3, 3])
  expect(recordedLevels(evidence).every(({ value }) => value === 4)).toBe(true)
})

import { collectEvidence } from '../../../../src/judge/collectEvidence'
import { tasksEvidence } from '../../../../src/kinds/over-tasks/evidence'
import type { TasksHypothesis } from '../../../../src/kinds/over-tasks/types'
import { NO_RUNS } from '../../../../src/kinds/shared/runs'
import { claim, classificationExperiment } from '../../../support/builders'
import { plan, result, role, series } from '../../judge/runs'
import { tasksHypothesis } from './examples'

const rates = [0.001, 0.01, 0.1]
const hypothesis: TasksHypothesis = { ...tasksHypothesis, axis: 'learningRate' }
const keyOf = (arm: string, seed: number, rate: number) => `${arm} ${seed} ${rate}`
const roles = [1, 0].flatMap((seed) =>
  rates
    .toReversed()
    .flatMap((learningRate) =>
      ['amsgrad', 'adam'].map((arm) => role(keyOf(arm, seed, learningRate), { arm, seed, setting: { learningRate } }))
    )
)
const results = new Map(
  roles.map(({ key, setting, seed, arm }) => [
    key,
    result({ 'train.loss': series(2, Number(setting.learningRate) + seed / 10 + (arm === 'adam' ? 1 : 0)) })
  ])
)

test('tasks are the values of the axis in their order, each with its pairs in seed order', () => {
  const experiment = classificationExperiment({ grid: { learningRate: rates } })
  const evidence = collectEvidence(plan(roles, { claim: claim({ hypothesis }), experiment }), results)
  if (evidence?.kind !== 'tasks') throw new Error('a claim over tasks has the evidence of one')
  expect(evidence.tasks.map(({ name }) => name)).toEqual(['0.001', '0.01', '0.1'])
  for (const [index, { pairs }] of evidence.tasks.entries()) {
    expect(pairs.pairs.map(({ seed, control, treatment }) => [seed, control.runKey, treatment.runKey])).toEqual(
      [0, 1].map((seed) => [seed, keyOf('adam', seed, rates[index]!), keyOf('amsgrad', seed, rates[index]!)])
    )
  }
})

test('of claims there is nothing to collect: their own evidence is taken', () => {
  const { axis: _, ...rest } = hypothesis
  expect(tasksEvidence({ ...rest, claims: ['a/b', 'a/c'] }, NO_RUNS)).toEqual({ kind: 'tasks', tasks: [] })
})

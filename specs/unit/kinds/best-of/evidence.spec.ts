import { bestOfContest } from '../../../../src/kinds/best-of/contest'
import { bestOfEvidence, recordedRows } from '../../../../src/kinds/best-of/evidence'
import type { FinishedRun, Runs } from '../../../../src/kinds/shared/runs'
import { armsOf, BEST } from './builders'

const LOSSES: Readonly<Record<string, readonly number[]>> = { amsgrad: [1, 2], adam: [3, 4], sgd: [5, 6] }

const runOf = (arm: string, seed: number): FinishedRun => ({
  key: `${arm} ${seed}`,
  seed,
  initialPoint: null,
  status: { kind: 'completed' },
  metrics: { 'train.loss': { unit: 'epoch', at: [1], values: [LOSSES[arm]![seed]!] } }
})

const runs: Runs = {
  experiment: null,
  arm: (arm) => ({ arm, setting: {}, selection: null }),
  of: (arm) => [0, 1].map((seed) => runOf(arm, seed)),
  pairs: (control, treatment) =>
    [0, 1].map((seed) => ({ control: runOf(control, seed), treatment: runOf(treatment, seed) })),
  at: () => runs
}

it('holds every arm once, seed by seed', () => {
  const { arms, rows } = bestOfEvidence(BEST, runs)
  expect(arms.map(({ arm }) => arm)).toEqual(['amsgrad', 'adam', 'sgd'])
  expect(rows.map((row) => row.runs.map(({ value }) => value))).toEqual([
    [1, 3, 5],
    [2, 4, 6]
  ])
})

it('names the last value of every run once', () => {
  const values = recordedRows(bestOfEvidence(BEST, runs)).filter(({ metric }) => metric === BEST.metric)
  expect(new Set(values.map(({ runKey }) => runKey)).size).toBe(6)
  expect(values.find(({ runKey }) => runKey === 'sgd 1')).toMatchObject({ arm: 'sgd', seed: 1, value: 6 })
})

it('takes one arm from other evidence, seed by seed', () => {
  const [here, there] = [
    armsOf([
      [0, 0],
      [0, 0]
    ]),
    armsOf(
      [
        [1, 1],
        [2, 2]
      ],
      { id: 'there' }
    )
  ]
  const mixed = bestOfContest.withArm(here, 'sgd', there)
  expect(mixed.rows.map(({ runs: sides }) => sides[2])).toEqual(there.rows.map(({ runs: sides }) => sides[2]))
  expect(mixed.rows.map(({ runs: sides }) => sides[1])).toEqual(here.rows.map(({ runs: sides }) => sides[1]))
})

it('looks where the claim says', () => {
  const values = [4, 1, 3]
  const metrics = { 'train.loss': { unit: 'epoch' as const, at: [1, 2, 3], values } }
  const curved: Runs = {
    ...runs,
    pairs: (control, treatment) => [
      { control: { ...runOf(control, 0), metrics }, treatment: { ...runOf(treatment, 0), metrics } }
    ]
  }
  const evidence = bestOfEvidence({ ...BEST, at: 'best' }, curved)
  expect(evidence.measure).toEqual({ kind: 'best', better: 'lower' })
  expect(evidence.rows[0]!.runs.map(({ value }) => value)).toEqual([1, 1, 1])
  expect(recordedRows(evidence).filter(({ value }) => value === 1)).toEqual([])
})

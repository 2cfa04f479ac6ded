import type { PairedEvidence } from '../../../../src/kinds/comparison/types'
import type { TasksEvidence, TasksHypothesis } from '../../../../src/kinds/over-tasks/types'
import type { ExamplesByKind } from '../../../contract/kindContract'
import { pairs } from '../../report/evidence'
import { comparison, TAILED } from '../builders'

export const tasksHypothesis: TasksHypothesis = {
  kind: 'over-tasks',
  decides: 'majority',
  axis: 'env',
  metric: 'train.loss',
  at: 'final',
  better: 'lower',
  treatment: 'amsgrad',
  control: 'adam',
  margin: { relative: 0.01, epsilon: 0 }
}
export const onAverage: TasksHypothesis = { ...tasksHypothesis, decides: 'average' }

/** Log ratios of b to a with these centres, a task each. */
export function tasksOf(centres: readonly number[], sd = 0.01, n = 10): TasksEvidence {
  return {
    kind: 'tasks',
    tasks: centres.map((centre, index) => {
      const name = `task ${index}`
      const cell = pairs(`${name} ${centre} ${sd} ${n}`, centre, sd, { n })
      const setting = { env: name }
      return {
        name,
        pairs: { ...cell, control: { ...cell.control, setting }, treatment: { ...cell.treatment, setting } }
      }
    })
  }
}

/** The treatment's run, or both, of these seeds are changed on every task. */
export function changed(
  { kind, tasks }: TasksEvidence,
  isChanged: (seed: number) => boolean,
  change: { readonly value: number; readonly failure: 'diverged' | null },
  sides: readonly ('control' | 'treatment')[] = ['treatment']
): TasksEvidence {
  const changedPairs = ({ pairs: own, ...rest }: PairedEvidence): PairedEvidence => ({
    ...rest,
    pairs: own.map((pair) =>
      isChanged(pair.seed)
        ? {
            ...pair,
            ...Object.fromEntries(sides.map((side) => [side, { ...pair[side], ...change, trainLoss: change.value }]))
          }
        : pair
    )
  })
  return { kind, tasks: tasks.map(({ name, pairs: own }) => ({ name, pairs: changedPairs(own) })) }
}

const DIVERGED = { value: Number.NaN, failure: 'diverged' } as const
const example = (hypothesis: TasksHypothesis, evidence: TasksEvidence) => ({ hypothesis, evidence })
const majority = (...args: Parameters<typeof tasksOf>) => example(tasksHypothesis, tasksOf(...args))
const average = (...args: Parameters<typeof tasksOf>) => example(onAverage, tasksOf(...args))

/** Claims on a task each, of which a claim over tasks is made. */
function ofClaims(decides: TasksHypothesis['decides'], centres: readonly number[]) {
  const { axis: _, ...rest } = tasksHypothesis
  const parts = centres.map((centre, index) => {
    const evidence = pairs(`claimed ${decides} ${index} ${centre}`, centre, 0.01)
    return [`part/${decides}-${index}`, { hypothesis: comparison, evidence }] as const
  })
  return {
    hypothesis: { ...rest, decides, claims: parts.map(([id]) => id) },
    evidence: null,
    parts: Object.fromEntries(parts)
  }
}

export const examples: ExamplesByKind<'over-tasks'> = {
  'over-tasks': [
    ['reproduced', majority([-0.1, -0.12, -0.2, -0.15, 0])],
    ['reproduced', average([-0.1, -0.12, -0.14, -0.15, -0.11])],
    ['reproduced', ofClaims('majority', [-0.1, -0.12, -0.2, 0])],
    ['reproduced', ofClaims('average', [-0.1, -0.12, -0.11, -0.13])],
    ['below-margin', majority([-0.005, -0.005, -0.005, -0.006, 0], 0.002)],
    ['below-margin', average([-0.004, -0.005, -0.005, -0.006, -0.0055], 0.0001)],
    ['refuted (no-majority)', majority([-0.1, 0, 0, 0, 0], 0.005)],
    ['refuted (opposite)', majority([-0.1, 0.1, 0.1, 0.2, 0.1])],
    ['refuted (opposite)', average([0.1, 0.12, 0.14, 0.15, 0.11])],
    ['refuted (worse)', average([0.01, 0.02, 0.015, 0.012, 0.017], 0.01)],
    ['refuted (worse-by-less-than-margin)', average([0.004, 0.005, 0.005, 0.006, 0.0055], 0.0001)],
    ['refuted (equivalent)', average([0.001, -0.001, 0.0005, -0.0004, 0.0002], 0.001)],
    ['refuted (no-better)', average([0.012, -0.006, 0.01, 0.001, 0.006], 0.001)],
    ['inconclusive', majority([-0.1, 0, -0.05, -0.1, 0], 0.1)],
    ['inconclusive', average([-0.1, 0.1, -0.05, -0.2, 0])],
    [
      'inconclusive (failures)',
      example(
        tasksHypothesis,
        changed(tasksOf([-0.1, -0.1, -0.1, -0.1, -0.1], 0.01, 12), (seed) => seed < 4, DIVERGED)
      )
    ],
    [
      'inconclusive (failures)',
      example(
        onAverage,
        changed(tasksOf([-0.1, -0.12, -0.11, -0.1, -0.13], 0.01, 12), (seed) => seed < 4, DIVERGED)
      )
    ],
    ['inconclusive (no-spread)', average([-0.1, -0.1, -0.1, -0.1, -0.12], 0.01)],
    [
      'inconclusive (skew)',
      average(
        TAILED.map((value) => value - 0.01),
        0.001
      )
    ],
    [
      'not-evaluable (too-many-failures)',
      example(
        tasksHypothesis,
        changed(tasksOf([-0.1, -0.1, -0.1]), () => true, DIVERGED, ['control', 'treatment'])
      )
    ],
    ['not-evaluable (too-few-pairs)', majority([-0.1, -0.1, -0.1], 0.01, 2)],
    ['not-evaluable (too-few-tasks)', average([-0.1, -0.12])],
    ['not-evaluable (no-data)', majority([-0.1, -0.1, -0.1], 0.01, 0)],
    [
      'not-evaluable (no-logarithm)',
      example(
        tasksHypothesis,
        changed(tasksOf([-0.1, -0.1, -0.1]), () => true, { value: 0, failure: null })
      )
    ]
  ]
}

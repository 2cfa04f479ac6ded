import { arrayAt, idOfPlace, objectAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { fieldAtProfiles } from '../../claims/experimentDocument'
import { didYouMean, type JsonPath, type LintProblem, listOf, oneOf, problemAt } from '../../claims/lintProblem'
import { formatValue } from '../../text/format'
import { COMPARISONS } from '../comparison/comparisons'
import { FEW_TASKS } from './judge'

/** Scores have a range, and a margin on their scale. */
export function checkScores(claim: SpecDocument): LintProblem[] {
  const scores = objectAt(claim, 'hypothesis', 'scores')
  if (scores === undefined) return []
  const flat = Object.entries(scores).flatMap(([task, range]) => {
    if (!Array.isArray(range) || range.length !== 2 || range[0] !== range[1]) return []
    return [
      problemAt(claim, ['hypothesis', 'scores', task], {
        message: 'what is 0 and what is 1 are the same value',
        expected: 'two values: that of chance and that of a reference, say',
        remedy: 'correct it'
      })
    ]
  })
  const negative = Object.entries(scores).flatMap(([task, range]) => {
    const [low, high]: readonly unknown[] = Array.isArray(range) ? range : []
    if (typeof low !== 'number' || typeof high !== 'number' || low <= high) return []
    return [
      problemAt(claim, ['hypothesis', 'scores', task], {
        message: 'what counts as 0 is above what counts as 1, which turns the metric round',
        expected: 'the lower value first, on whichever side the metric is better',
        remedy: 'swap them'
      })
    ]
  })
  const absolute = valueAt(claim, ['hypothesis', 'margin', 'absolute'])
  if (absolute !== undefined) return [...flat, ...negative]
  return [
    ...flat,
    ...negative,
    problemAt(claim, ['hypothesis', 'margin'], {
      message: 'normalised values are compared by the difference',
      expected: 'an absolute margin on their scale, such as {"absolute": 0.05}',
      remedy: 'state the smallest difference that matters as "absolute", or remove "scores"'
    })
  ]
}

/** Which the tasks are; few of them, and scores of tasks that there are not, of claims. */
export function checkClaimedTasks(claim: SpecDocument): LintProblem[] {
  const claims = arrayAt(claim, 'hypothesis', 'claims')
  const has = (key: string) => valueAt(claim, ['hypothesis', key]) !== undefined
  if (has('axis') === has('claims')) {
    return [
      problemAt(claim, ['hypothesis', has('axis') ? 'claims' : 'axis'], {
        message: has('axis')
          ? 'tasks are the values of an axis or claims, not both'
          : 'which the tasks are is not stated',
        expected: '"axis" of the grid of one experiment, or "claims" on an experiment each',
        remedy: has('axis') ? 'remove one of them' : 'add one of them',
        atKey: has('axis')
      })
    ]
  }
  return claims === undefined ? [] : checkTasks(claim, claims, ['hypothesis', 'claims'], '')
}

/** The axis is the grid's, and its only one, at every profile. */
export function checkAxis(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const axis = stringAt(claim, 'hypothesis', 'axis')
  if (axis === undefined) return []
  const path = ['hypothesis', 'axis']
  return fieldAtProfiles(experiment, 'grid', ['grid']).flatMap(({ value, profiles }) => {
    if (profiles.length === 0) return []
    const grid = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
    const names = Object.keys(grid)
    const at = `(profile ${profiles.join(', ')})`
    const where = `"grid" of experiments/${idOfPlace(experiment)}.json`
    if (!names.includes(axis)) {
      return [
        problemAt(claim, path, {
          message: `the grid has no such axis ${at}`,
          expected: oneOf(names, `an axis of ${where}`),
          remedy: didYouMean(axis, names, `add it to ${where}, with a value for each task`)
        })
      ]
    }
    if (names.length > 1) {
      return [
        problemAt(claim, path, {
          message: `the grid has other axes beside the tasks ${at}`,
          expected: `${axis} alone in ${where}`,
          received: listOf(names),
          remedy: 'make the others settings of the arms, in an experiment of their own'
        })
      ]
    }
    const tasks: unknown = (grid as Readonly<Record<string, unknown>>)[axis]
    return Array.isArray(tasks) ? checkTasks(claim, tasks, path, ` ${at}`) : []
  })
}

/** A task is the same comparison, on an experiment and a fixed number of seeds; what it claims itself does not matter. */
export function checkTask(claim: SpecDocument, part: SpecDocument, path: JsonPath): LintProblem[] {
  const kind = stringAt(part, 'hypothesis', 'kind')
  const wrong = (message: string, expected: string, received: string, remedy: string) => [
    problemAt(claim, path, { message: `${part.file} ${message}`, expected, received, remedy })
  ]
  if (kind !== undefined && !TASK_KINDS.some((known) => known === kind)) {
    return wrong(
      'compares no two arms by one value of a run',
      `a claim of kind ${listOf(TASK_KINDS)}`,
      kind,
      'name another claim'
    )
  }
  if (stringAt(part, 'experiment') === undefined) {
    return wrong('has no runs of its own', 'a claim on an experiment', 'none', 'name another claim')
  }
  const mode = stringAt(part, 'decision', 'mode') ?? 'fixed'
  if (mode !== 'fixed') {
    const why = 'adds seeds until it is decided, which would decide what enters here'
    return wrong(why, '"mode": "fixed"', mode, 'state its number of seeds')
  }
  const beyond = (['controlAt', 'distanceTo'] as const).find((key) => valueAt(part, ['hypothesis', key]) !== undefined)
  if (beyond !== undefined) {
    return wrong('compares more than one value of a run', `no "${beyond}"`, beyond, 'name another claim')
  }
  const odd = (['metric', 'treatment', 'control'] as const).find((key) => {
    const [own, other] = [stringAt(claim, 'hypothesis', key), stringAt(part, 'hypothesis', key)]
    return own !== undefined && other !== undefined && own !== other
  })
  if (odd !== undefined) {
    const [own, other] = [stringAt(claim, 'hypothesis', odd)!, stringAt(part, 'hypothesis', odd)!]
    return wrong(`is about another ${odd}`, own, other, 'name a claim about the same comparison, or correct this one')
  }
  const [ownAt, otherAt] = [claim, part].map((one) => JSON.stringify(valueAt(one, ['hypothesis', 'at']) ?? 'final'))
  if (ownAt !== otherAt) {
    return wrong('looks at another point of its runs', ownAt!, otherAt!, 'state the same "at" in both')
  }
  if (objectAt(part, 'hypothesis', 'tuning') === undefined) return []
  return [
    problemAt(claim, path, {
      severity: 'warning',
      message: `${part.file} tunes its arms, and the chosen settings are taken as they are`,
      expected: 'arms with stated settings',
      remedy: 'state them, or keep in mind that another draw of the selection runs may have chosen otherwise'
    })
  ]
}

const TASK_KINDS = COMPARISONS.filter((kind) => kind !== 'faster')

function checkTasks(
  claim: SpecDocument,
  tasks: readonly unknown[],
  path: readonly string[],
  at: string
): LintProblem[] {
  const names = tasks.flatMap((task) => (isValue(task) ? [formatValue(task)] : []))
  const scores = objectAt(claim, 'hypothesis', 'scores')
  const needed = stringAt(claim, 'hypothesis', 'decides') === 'average' ? 3 : 2
  if (names.length < needed) {
    return [
      problemAt(claim, path, {
        message: `${names.length === 1 ? 'one task is' : `${names.length} tasks are`} no ${needed === 3 ? 'average over tasks' : 'majority of tasks'}${at}`,
        expected: `${needed} tasks or more`,
        remedy: 'add tasks, or claim what holds on one'
      })
    ]
  }
  const few: LintProblem[] =
    names.length >= FEW_TASKS
      ? []
      : [
          problemAt(claim, path, {
            severity: 'warning',
            message: `${names.length} tasks are few: what holds on them says little of others${at}`,
            expected: `>= ${FEW_TASKS} tasks`,
            remedy: 'add tasks, or keep in mind that a majority takes nearly all of them and an average is hardly known'
          })
        ]
  if (scores === undefined) return few
  const missing = names.filter((name) => !Object.hasOwn(scores, name))
  const odd = Object.keys(scores).filter((name) => !names.includes(name))
  return [
    ...few,
    ...(missing.length === 0
      ? []
      : [
          problemAt(claim, ['hypothesis', 'scores'], {
            message: `tasks without scores${at}`,
            expected: `what is 0 and what is 1 of ${listOf(missing)}`,
            remedy: 'add them: all tasks are normalised or none'
          })
        ]),
    ...odd.map((name) =>
      problemAt(claim, ['hypothesis', 'scores', name], {
        message: `there is no such task${at}`,
        expected: oneOf(names, ''),
        remedy: didYouMean(name, names, 'remove it'),
        atKey: true
      })
    )
  ]
}

function isValue(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

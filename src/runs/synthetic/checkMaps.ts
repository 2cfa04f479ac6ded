import { arrayAt, isObject, type SpecDocument, stringAt } from '../../claims/document'
import { type LintProblem, problemAt } from '../../claims/lintProblem'

/** The axis of how rare the large slope is, by the problem that has it. */
const SPACING = { 'periodic-linear': 'period', 'bernoulli-linear': 'probability' } as const
const NO_SGD = ['beta1', 'beta2', 'variant'] as const

/** What is wrong with a synthetic experiment's maps: axes that its problem or its optimizers do not have. */
export function checkMaps(experiment: SpecDocument): LintProblem[] {
  const problem = stringAt(experiment, 'problem', 'name')
  const arms = experiment.value
  const optimizers = isObject(arms) && isObject(arms.arms) ? Object.keys(arms.arms) : []
  const allPlain = optimizers.every((arm) => stringAt(experiment, 'arms', arm, 'optimizer', 'name') === 'SGD')
  return (arrayAt(experiment, 'maps') ?? []).flatMap((map: unknown, index) => {
    const misfit = (axis: string, why: string): LintProblem[] =>
      isObject(map) && Object.hasOwn(map, axis)
        ? [
            problemAt(experiment, ['maps', index, axis], {
              message: `the map varies ${axis}, ${why}`,
              expected: 'axes that the experiment has',
              remedy: 'remove it',
              atKey: true
            })
          ]
        : []
    return [
      ...Object.entries(SPACING).flatMap(([name, axis]) =>
        problem !== undefined && problem !== name ? misfit(axis, `which a ${problem} problem does not have`) : []
      ),
      ...(optimizers.length > 0 && allPlain
        ? NO_SGD.flatMap((axis) => misfit(axis, 'which no arm of the experiment has'))
        : [])
    ]
  })
}

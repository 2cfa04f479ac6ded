import { arrayAt, isObject, type SpecDocument, stringAt } from '../../claims/document'
import { didYouMean, type LintProblem, listOf, problemAt } from '../../claims/lintProblem'
import { optimizerNames } from '../../claims/optimizerNames'
import { settingKeysOf, variantOf, variantsOf } from '../../optim/presets'

/** The axis of how rare the large slope is, by the problem that has it. */
const SPACING = { 'periodic-linear': 'period', 'bernoulli-linear': 'probability' } as const
const OWN_AXES = ['beta1', 'beta2', 'variant'] as const

/** What is wrong with a synthetic experiment's maps: axes that its problem or its optimizers do not have. */
export function checkMaps(experiment: SpecDocument): LintProblem[] {
  const problem = stringAt(experiment, 'problem', 'name')
  const optimizers = [...new Set(optimizerNames(experiment).values())]
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
      ...OWN_AXES.filter((axis) => optimizers.length > 0 && !optimizers.some((name) => hasAxis(name, axis))).flatMap(
        (axis) => misfit(axis, 'which no arm of the experiment has')
      ),
      ...unknownVariants(experiment, optimizers, index)
    ]
  })
}

function hasAxis(name: string, axis: (typeof OWN_AXES)[number]): boolean {
  return axis === 'variant' ? variantsOf(name).length > 0 : settingKeysOf(name).includes(axis)
}

/** An optimizer that has variants, but not this one, would stand in the map under a name that is not its own. */
function unknownVariants(experiment: SpecDocument, optimizers: readonly string[], map: number): LintProblem[] {
  return (arrayAt(experiment, 'maps', map, 'variant') ?? []).flatMap((variant: unknown, index) =>
    optimizers
      .filter((name) => variantsOf(name).length > 0 && variantOf(name, variant) === null)
      .map((name) =>
        problemAt(experiment, ['maps', map, 'variant', index], {
          message: `${name} has no such variant`,
          expected: `one of ${listOf(variantsOf(name))}`,
          remedy: didYouMean(variant, variantsOf(name), 'choose one that every arm has')
        })
      )
  )
}

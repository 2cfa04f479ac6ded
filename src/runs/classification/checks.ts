import type { DatasetLookup } from '../../claims/datasets'
import { isObject, numberAt, objectAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { fieldAtProfiles } from '../../claims/experimentDocument'
import { type LintProblem, listOf, problemAt } from '../../claims/lintProblem'
import { isVariantName, VARIANTS } from '../../claims/variants'
import { checkSchedules } from '../checkSchedules'
import { checkData } from './checkData'
import { checkNetwork } from './checkNetwork'

/** What is wrong with a classification experiment beyond what its schema can say. */
export function checkClassification(experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  return [
    ...checkData(experiment, factsOf),
    ...checkNetwork(experiment, factsOf),
    ...optimizers(experiment),
    ...gridKeys(experiment),
    ...checkSchedules(experiment)
  ]
}

function optimizers(experiment: SpecDocument): LintProblem[] {
  return Object.keys(objectAt(experiment, 'arms') ?? {}).flatMap((arm) => {
    const path = ['arms', arm, 'optimizer']
    const problems: LintProblem[] = []
    if (stringAt(experiment, ...path, 'projection') === 'box') {
      problems.push(
        problemAt(experiment, [...path, 'projection'], {
          message: 'a network has no domain to project on',
          expected: '"none"',
          remedy: 'remove "projection"'
        })
      )
    }
    const variant = valueAt(experiment, [...path, 'variant'])
    const stated = numberAt(experiment, ...path, 'epsilon')
    const epsilon = stated ?? (isVariantName(variant) ? VARIANTS[variant].epsilon : undefined)
    if (epsilon === 0) {
      problems.push(
        problemAt(experiment, [...path, stated === 0 ? 'epsilon' : 'variant'], {
          message: 'epsilon is 0: a weight whose gradient has always been 0 would divide 0 by 0',
          expected: 'an epsilon above 0 (a pixel that is never set has no gradient)',
          remedy: 'add "epsilon": 1e-8, and an assumption that says so'
        })
      )
    }
    return problems
  })
}

/** Every hyperparameter of the grid has to be one of every arm's optimizer. */
function gridKeys(experiment: SpecDocument): LintProblem[] {
  const plain = Object.keys(objectAt(experiment, 'arms') ?? {}).filter(
    (arm) => stringAt(experiment, 'arms', arm, 'optimizer', 'name') === 'SGD'
  )
  if (plain.length === 0) return []
  return fieldAtProfiles(experiment, 'grid', ['grid']).flatMap(({ path, value }) =>
    ['beta1', 'beta2']
      .filter((key) => isObject(value) && Object.hasOwn(value, key))
      .map((key) =>
        problemAt(experiment, [...path, key], {
          message: `the grid varies ${key}, which SGD does not have`,
          expected: `hyperparameters that every arm has; ${listOf(plain)} uses SGD`,
          remedy: 'remove it, or move that arm to an experiment of its own',
          atKey: true
        })
      )
  )
}

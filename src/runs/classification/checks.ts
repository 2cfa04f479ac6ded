import type { DatasetLookup } from '../../claims/datasets'
import { isObject, numberAt, objectAt, type SpecDocument, stringAt } from '../../claims/document'
import { fieldAtProfiles, numberAtProfiles } from '../../claims/experimentDocument'
import { type LintProblem, listOf, problemAt } from '../../claims/lintProblem'
import { optimizerNames } from '../../claims/optimizerNames'
import type { ProfileName } from '../../claims/types'
import { settingKeysOf, variantOf } from '../../optim/presets'
import { checkSchedules, type UpdatesAtProfiles } from '../checkSchedules'
import { checkArms } from './checkArms'
import { checkData } from './checkData'
import { checkNetwork } from './checkNetwork'

/** What is wrong with a classification experiment beyond what its schema can say. */
export function checkClassification(experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  return [
    ...checkAlone(experiment, factsOf),
    ...gridKeys(experiment),
    ...gridTwice(experiment),
    ...checkArms(experiment, factsOf, checkAlone)
  ]
}

/** What can be wrong with an experiment whose arms are optimizers. */
function checkAlone(experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  return [
    ...checkData(experiment, factsOf),
    ...checkNetwork(experiment, factsOf),
    ...optimizers(experiment),
    ...checkSchedules(experiment, updatesOf(experiment, factsOf))
  ]
}

function updatesOf(experiment: SpecDocument, factsOf: DatasetLookup): UpdatesAtProfiles {
  const epochs = numberAtProfiles(experiment, 'epochs', ['training', 'epochs'])
  const trainImages = numberAtProfiles(experiment, 'trainImages', ['data', 'trainImages'])
  const batchSize = numberAt(experiment, 'training', 'batchSize') ?? Number.NaN
  const facts = factsOf(stringAt(experiment, 'data', 'dataset') ?? '')
  const validation = numberAt(experiment, 'data', 'validationImages') ?? facts?.defaultValidationImages
  const left = facts === null || validation === undefined ? Number.NaN : facts.trainingImages - validation
  const updatesAt = (profile: ProfileName) => Math.floor((trainImages[profile] || left) / batchSize) * epochs[profile]
  return { quick: updatesAt('quick'), standard: updatesAt('standard'), paper: updatesAt('paper') }
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
    const { name, variant } = objectAt(experiment, ...path) ?? {}
    const stated = numberAt(experiment, ...path, 'epsilon')
    if ((stated ?? variantOf(name, variant)?.epsilon) === 0) {
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
  const optimizers = [...optimizerNames(experiment)]
  return fieldAtProfiles(experiment, 'grid', ['grid']).flatMap(({ path, value }) =>
    (['beta1', 'beta2'] as const)
      .filter((key) => isObject(value) && Object.hasOwn(value, key))
      .flatMap((key) => {
        const without = optimizers.filter(([, name]) => !settingKeysOf(name).includes(key))
        return [...new Set(without.map(([, name]) => name))].map((optimizer) => {
          const arms = without.flatMap(([arm, name]) => (name === optimizer ? [arm] : []))
          return problemAt(experiment, [...path, key], {
            message: `the grid varies ${key}, which ${optimizer} does not have`,
            expected: `hyperparameters that every arm has; ${listOf(arms)} uses ${optimizer}`,
            remedy: 'remove it, or move that arm to an experiment of its own',
            atKey: true
          })
        })
      })
  )
}

/** A hyperparameter stands once in a grid, by its name or by its pointer: the name would go before. */
function gridTwice(experiment: SpecDocument): LintProblem[] {
  return fieldAtProfiles(experiment, 'grid', ['grid']).flatMap(({ path, value }) => {
    const axes = isObject(value) ? Object.keys(value) : []
    return axes
      .filter((axis) => axes.includes(`/optimizer/${axis}`))
      .map((axis) =>
        problemAt(experiment, [...path, `/optimizer/${axis}`], {
          message: `the grid varies ${axis} twice`,
          expected: `one of "${axis}" and "/optimizer/${axis}", which are the same`,
          received: 'both',
          remedy: 'keep one of them, with the values of both',
          atKey: true
        })
      )
  })
}

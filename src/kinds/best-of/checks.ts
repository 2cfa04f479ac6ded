import type { DatasetLookup } from '../../claims/datasets'
import { arrayAt, idOfPlace, numberAt, objectAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { fieldAtProfiles, numSettings } from '../../claims/experimentDocument'
import { didYouMean, type LintProblem, listOf, problemAt } from '../../claims/lintProblem'
import { readExperiment } from '../../runs/readExperiment'
import { alikeArms } from '../shared/alikeArms'
import { DEFAULT_CONTENDERS } from '../shared/contenders'

const isText = (value: unknown): value is string => typeof value === 'string'

/** An arm is not compared with itself. */
export function checkOthers(claim: SpecDocument): LintProblem[] {
  const arm = stringAt(claim, 'hypothesis', 'arm')
  return (arrayAt(claim, 'hypothesis', 'others') ?? []).flatMap((other, index) => {
    if (other !== arm || arm === undefined) return []
    return [
      problemAt(claim, ['hypothesis', 'others', index], {
        message: 'the arm is among those that it is compared with',
        expected: 'other arms',
        remedy: 'remove it from "others"'
      })
    ]
  })
}

/** Without a margin, "not worse by the margin" is "better". */
export function checkAmong(claim: SpecDocument): LintProblem[] {
  if (valueAt(claim, ['hypothesis', 'among']) !== true) return []
  return ['relative', 'absolute'].flatMap((key) => {
    if (numberAt(claim, 'hypothesis', 'margin', key) !== 0) return []
    return [
      problemAt(claim, ['hypothesis', 'margin', key], {
        message: 'to be among the best needs a margin',
        expected: '> 0',
        remedy: `state the largest difference that does not matter, ${key === 'relative' ? '0.01 for 1 %' : 'in the unit of the metric'}`
      })
    ]
  })
}

export function checkOtherArms(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const known = Object.keys(objectAt(experiment, 'arms') ?? {})
  if (known.length === 0) return []
  return (arrayAt(claim, 'hypothesis', 'others') ?? []).flatMap((other, index) => {
    if (!isText(other) || known.includes(other)) return []
    return [
      problemAt(claim, ['hypothesis', 'others', index], {
        message: `experiment ${idOfPlace(experiment)} has no such arm`,
        expected: `one of ${listOf(known)}`,
        remedy: didYouMean(other, known, 'name one of its arms, or add the arm to the experiment')
      })
    ]
  })
}

/** An arm whose runs are those of another has no differences from it. */
export function checkAlikeOthers(claim: SpecDocument, document: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const experiment = readExperiment(document, factsOf)
  const arm = stringAt(claim, 'hypothesis', 'arm')
  if (experiment === null || arm === undefined || !Object.hasOwn(experiment.arms, arm)) return []
  return (arrayAt(claim, 'hypothesis', 'others') ?? []).flatMap((other, index) =>
    isText(other) && other !== arm && Object.hasOwn(experiment.arms, other)
      ? alikeArms(claim, ['hypothesis', 'others', index], experiment, [arm, other])
      : []
  )
}

/** Each combination of the settings that selection cannot tell from the best is judged. */
const MOST_COMBINATIONS = 256

export function checkCombinations(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (objectAt(claim, 'hypothesis', 'tuning') === undefined) return []
  const stated = numberAt(claim, 'hypothesis', 'tuning', 'contenders') ?? DEFAULT_CONTENDERS
  const numArms = 1 + (arrayAt(claim, 'hypothesis', 'others')?.length ?? 0)
  const settings = Math.max(1, ...fieldAtProfiles(experiment, 'grid', ['grid']).map(({ value }) => numSettings(value)))
  const combinations = Math.min(stated, settings) ** numArms
  if (combinations <= MOST_COMBINATIONS) return []
  return [
    problemAt(claim, ['hypothesis', 'tuning'], {
      message: `up to ${combinations} combinations of the settings of ${numArms} arms would be judged`,
      expected: `at most ${MOST_COMBINATIONS}`,
      remedy: `state "contenders": ${Math.floor(MOST_COMBINATIONS ** (1 / numArms) + 1e-9)} or less, or compare with fewer arms`,
      atKey: true
    })
  ]
}

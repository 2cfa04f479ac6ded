import type { DatasetLookup } from '../../claims/datasets'
import { DATASET_FACTS, type DatasetFacts } from '../../claims/datasets'
import { arrayAt, numberAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { fieldAtProfiles } from '../../claims/experimentDocument'
import { didYouMean, type JsonPath, type LintProblem, listOf, problemAt } from '../../claims/lintProblem'
import { shippedNames } from '../../claims/manifest/places'

/** What is wrong with an experiment's dataset and its splits. */
export function checkData(experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const dataset = stringAt(experiment, 'data', 'dataset')
  if (dataset === undefined) return []
  const facts = factsOf(dataset)
  if (facts === null) return [unknownDataset(experiment, dataset)]
  return [...values(experiment, dataset, facts), ...splits(experiment, dataset, facts)]
}

/** Not all that this machine has: what lint says of a file must not depend on who else's data lies here. */
function unknownDataset(experiment: SpecDocument, dataset: string): LintProblem {
  const known = [...Object.keys(DATASET_FACTS), ...shippedNames()]
  return problemAt(experiment, ['data', 'dataset'], {
    message: 'there is no such dataset',
    expected: `one of ${listOf(known)}, or one with a manifest in datasets/ or beside its files`,
    remedy: didYouMean(dataset, known, `write its manifest, datasets/${dataset}.json, or see "claimcheck data list"`)
  })
}

/** Whether a network of a kind of experiment can tell what a dataset has: classes, or numbers. */
export function tellsTargets(experiment: SpecDocument, { numTargets }: DatasetFacts): boolean {
  return (stringAt(experiment, 'kind') === 'regression') === (numTargets !== undefined)
}

/** What can only be done to classes or to numbers, or not to both. */
function values(experiment: SpecDocument, dataset: string, facts: DatasetFacts): LintProblem[] {
  const hasNumbers = facts.numTargets !== undefined
  if (!tellsTargets(experiment, facts)) {
    return [
      problemAt(experiment, ['kind'], {
        message: `the targets of ${dataset} are ${hasNumbers ? 'numbers' : 'classes'}`,
        expected: hasNumbers ? '"regression"' : '"classification"',
        remedy: 'correct the kind, or choose another dataset'
      })
    ]
  }
  const problems: LintProblem[] = []
  const refuse = (path: JsonPath, message: string, expected: string) =>
    problems.push(problemAt(experiment, path, { message, expected, remedy: 'remove it', atKey: true }))
  const standardised = arrayAt(experiment, 'data', 'standardise') ?? []
  const isStated = (key: string) => (valueAt(experiment, ['data', key]) ?? null) !== null
  if (hasNumbers && isStated('labelNoise')) {
    refuse(['data', 'labelNoise'], 'targets that are numbers have no label to change', 'a dataset of classes')
  }
  if (!hasNumbers && standardised.includes('targets')) {
    const path = ['data', 'standardise', standardised.indexOf('targets')]
    refuse(path, 'classes have no mean and no standard deviation', '"inputs", or a dataset of numbers')
  }
  if (standardised.includes('inputs')) {
    for (const key of ['pixelScale', 'augmentation'].filter(isStated)) {
      refuse(['data', key], 'the images are standardised, not taken as they are', '"standardise" of the targets alone')
    }
  }
  return problems
}

function splits(experiment: SpecDocument, dataset: string, facts: DatasetFacts): LintProblem[] {
  const problems: LintProblem[] = []
  const tooMany = (path: JsonPath, most: number, why: string): void => {
    const value = valueAt(experiment, path)
    if (typeof value !== 'number' || value <= most) return
    const text = {
      message: `${dataset} has not that many images`,
      expected: `at most ${most} (${why})`,
      remedy: 'lower it'
    }
    problems.push(problemAt(experiment, path, text))
  }
  const validation = numberAt(experiment, 'data', 'validationImages') ?? facts.defaultValidationImages
  const left = Math.max(0, facts.trainingImages - validation)
  tooMany(['data', 'validationImages'], facts.trainingImages - 1, `the training file has ${facts.trainingImages}`)
  tooMany(['data', 'testImages'], facts.testImages, `the test file has ${facts.testImages}`)
  const shift = numberAt(experiment, 'data', 'augmentation', 'shift') ?? 0
  const side = Math.min(facts.imageShape[0], facts.imageShape[1])
  if (shift >= side) {
    problems.push(
      problemAt(experiment, ['data', 'augmentation', 'shift'], {
        message: 'the shift can move an image out of itself',
        expected: `< ${side}, the shorter side of an image of ${dataset}`,
        remedy: 'lower it'
      })
    )
  }
  const batchSize = numberAt(experiment, 'training', 'batchSize')
  for (const { path, value } of fieldAtProfiles(experiment, 'trainImages', ['data', 'trainImages'])) {
    tooMany(path, left, `${facts.trainingImages} less ${validation} for validation`)
    const images = typeof value === 'number' ? value : left
    if (batchSize === undefined || images >= batchSize) continue
    problems.push(
      problemAt(experiment, value === undefined ? ['training', 'batchSize'] : path, {
        message: 'the training images do not fill one batch, so an epoch has no step',
        expected: value === undefined ? `at most ${images}, the training images` : `>= ${batchSize}, the batch size`,
        remedy: 'use more training images, or a smaller batchSize'
      })
    )
  }
  return problems
}

import type { DatasetLookup } from '../../claims/datasets'
import { DATASET_FACTS, type DatasetFacts } from '../../claims/datasets'
import { numberAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { fieldAtProfiles } from '../../claims/experimentDocument'
import { didYouMean, type JsonPath, type LintProblem, listOf, problemAt } from '../../claims/lintProblem'
import { shippedNames } from '../../claims/manifest/places'

/** What is wrong with an experiment's dataset and its splits. */
export function checkData(experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const dataset = stringAt(experiment, 'data', 'dataset')
  if (dataset === undefined) return []
  const facts = factsOf(dataset)
  return facts === null ? [unknownDataset(experiment, dataset)] : splits(experiment, dataset, facts)
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

import type { DatasetLookup } from '../../claims/datasets'
import { arrayAt, type SpecDocument, stringAt } from '../../claims/document'
import type { LayerFile } from '../../claims/fileTypes'
import { resolveLayer } from '../../claims/layers'
import { type JsonPath, type LintProblem, problemAt } from '../../claims/lintProblem'
import { networkOn } from '../../claims/network/resolveNetwork'
import { schemaErrors } from '../../claims/schema'
import { InputError } from '../../errors'
import { tellsTargets } from './checkData'
import { lossOfFile } from './resolve'
import type { ClassificationFile } from './types'

/** What is wrong with the stack of layers: sizes that do not fit, an image too late, an end that is no classifier. */
export function checkNetwork(experiment: SpecDocument, factsOf: DatasetLookup): LintProblem[] {
  const dataset = stringAt(experiment, 'data', 'dataset')
  const facts = dataset === undefined ? null : factsOf(dataset)
  const layers = arrayAt(experiment, 'model', 'layers')
  if (facts === null || layers === undefined || !isWellFormed(experiment) || !tellsTargets(experiment, facts)) return []
  try {
    // The schema accepted both, which is what the file types say.
    const loss = lossOfFile(experiment.value as ClassificationFile)
    networkOn(facts, (layers as LayerFile[]).map(resolveLayer), loss)
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return [problemOf(experiment, error, layers.length)]
  }
}

function isWellFormed({ role, value }: SpecDocument): boolean {
  return !schemaErrors(role, value).some(({ instancePath }) => /^\/(model|loss)(\/|$)/.test(instancePath))
}

function problemOf(experiment: SpecDocument, error: InputError, numLayers: number): LintProblem {
  const { where, expected, received, remedy } = error.details
  // A layer's path, or that of the whole stack, whose end is no classifier.
  const steps = where?.match(/[^.[\]]+/g) ?? []
  const isLayer = steps.length > 2
  const isPlace = isLayer || where === 'loss'
  const path: JsonPath = isPlace
    ? steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step))
    : ['model', 'layers', numLayers - 1]
  return problemAt(experiment, path, {
    message: error.subject,
    expected: expected ?? 'layers that fit each other',
    ...(isLayer && received !== undefined && { received }),
    remedy: remedy ?? 'correct the layer'
  })
}

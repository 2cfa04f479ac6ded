import type { DatasetLookup } from '../claims/datasets'
import { isObject, type SpecDocument } from '../claims/document'
import { schemaErrors } from '../claims/schema'
import { type Experiment, type ExperimentFile, isRunKind, RUN_KINDS, runKindOf } from './runKinds'

const known = new WeakMap<SpecDocument, Experiment | null>()

/** An experiment's file with every default filled in; null where something is wrong with it, which lint says elsewhere. */
export function readExperiment(document: SpecDocument, factsOf: DatasetLookup): Experiment | null {
  const before = known.get(document)
  if (before !== undefined) return before
  const experiment = isSound(document, factsOf)
    ? runKindOf(document.value as ExperimentFile).resolve(document.value as ExperimentFile, factsOf)
    : null
  known.set(document, experiment)
  return experiment
}

function isSound(document: SpecDocument, factsOf: DatasetLookup): boolean {
  const { role, value } = document
  if (!isObject(value) || !isRunKind(value.kind) || schemaErrors(role, value).length > 0) return false
  return RUN_KINDS[value.kind].checks(document, factsOf).every(({ severity }) => severity !== 'error')
}

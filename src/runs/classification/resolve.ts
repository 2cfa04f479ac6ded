import type { DatasetLookup } from '../../claims/datasets'
import { resolveLayer, resolveLoss } from '../../claims/layers'
import { resolveArms, resolveProfiles } from '../resolveShared'
import type { ClassificationExperiment, ClassificationFile, DataSpec } from './types'

/** The file, which lint accepted, with every default filled in. */
export function resolveClassification(file: ClassificationFile, factsOf: DatasetLookup): ClassificationExperiment {
  return {
    id: file.id,
    kind: 'classification',
    description: file.description,
    sourceProtocol: file.sourceProtocol,
    data: resolveData(file.data, factsOf),
    model: { layers: file.model.layers.map(resolveLayer) },
    loss: resolveLoss(file.loss),
    training: { ...file.training },
    arms: resolveArms(file.arms, 'none'),
    grid: { ...file.grid },
    profiles: resolveProfiles(file.profiles)
  }
}

function resolveData(file: ClassificationFile['data'], factsOf: DatasetLookup): DataSpec {
  const facts = factsOf(file.dataset)
  if (facts === null) throw new Error(`lint has not seen to it that the dataset ${file.dataset} is known`)
  const validationImages = file.validationImages ?? facts.defaultValidationImages
  return {
    dataset: file.dataset,
    trainImages: file.trainImages ?? facts.trainingImages - validationImages,
    validationImages,
    testImages: file.testImages ?? facts.testImages,
    pixelScale: file.pixelScale ?? facts.maxPixel
  }
}

import { createHash } from 'node:crypto'
import { parametersOf } from '../../../src/claims/network/parameters'
import { initialParameters } from '../../../src/engine/training/initialParameters'
import { randomStream } from '../../../src/random/streams'
import { drawsOf, networkOf } from '../../reference/training'
import type { StudyModel } from './studyModels'

/**
 * All that a training of a model takes from us, for `scripts/golden/networks.py`: the resolved network, the images, the
 * initial parameters, the minibatches and masks. Arrays are base64: pixels and labels uint8, indices uint32, masks
 * float32, parameters float64, little endian.
 */
export function modelInputs({ spec, dataset }: StudyModel) {
  const network = networkOf(spec, dataset)
  return {
    network,
    parameters: parametersOf(network).map(({ name, layer, role, shape, trained }) => ({
      name,
      layer,
      role,
      shape,
      trained
    })),
    initial: initialParameters(network, randomStream(spec.seeds.init, 'init')).map(base64),
    pixelScale: spec.data.pixelScale,
    learningRate: spec.optimizer.learningRate,
    training: { pixels: base64(dataset.trainingFile.pixels), labels: base64(dataset.trainingFile.labels) },
    test: { pixels: base64(dataset.testFile.pixels), labels: base64(dataset.testFile.labels) },
    updates: [...drawsOf(spec, dataset)].map(({ indices, masks }) => ({
      indices: base64(indices),
      masks: masks.map(base64)
    }))
  }
}

/** Says whether a fixture was made from the same images, parameters, minibatches and masks. */
export function inputsDigest(model: StudyModel): string {
  const { network, parameters, ...arrays } = modelInputs(model)
  return createHash('sha256').update(JSON.stringify(arrays)).digest('hex')
}

function base64({ buffer, byteOffset, byteLength }: ArrayBufferView): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
}

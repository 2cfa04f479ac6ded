// What every contestant reads, as files: images, labels, initial parameters, and the order of the minibatches, all from
// claimcheck's own streams. `inputs.json` says what is in them.
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Epochs of minibatches that are written; who trains longer begins again. */
const EPOCHS = 10
/** Fewer than two minibatches: an epoch is one update, so that its running loss is that update's. */
const CHECKED_IMAGES = 2 * 128 - 1

/** @returns the folder's description, which is also its `inputs.json` */
export function writeInputs({ claimcheck, inside }, model, folder) {
  const { experiment, seeds, network, cohort, checkedCohort, checkedSteps } = model
  const { parametersOf, initialParameters, epochMinibatches, numStepsPerEpoch } = inside
  const { randomStream } = claimcheck
  const data = imagesOf(claimcheck, model)
  const { batchSize } = experiment.training
  mkdirSync(folder, { recursive: true })
  const write = (name, array) =>
    writeFileSync(path.join(folder, name), Buffer.from(array.buffer, array.byteOffset, array.byteLength))
  const order = (numImages, numEpochs) => {
    const stream = randomStream(seeds.order, 'order')
    const batches = Array.from({ length: numEpochs }, () => epochMinibatches(numImages, batchSize, stream)).flat()
    return Int32Array.from(batches.flatMap((batch) => [...batch]))
  }
  write('images.u8', data.pixels)
  write('labels.u8', data.labels)
  write('order.i32', order(data.count, EPOCHS))
  write('check.i32', order(CHECKED_IMAGES, checkedSteps))
  const parameters = initialParameters(network, randomStream(seeds.init, 'init'))
  write('parameters.f32', Float32Array.from(parameters.flatMap((values) => [...values])))
  const inputs = {
    model: model.id,
    source: data.source,
    count: data.count,
    numStepsPerEpoch: numStepsPerEpoch(data.count, batchSize),
    checkedImages: CHECKED_IMAGES,
    checkedSteps,
    batchSize,
    pixelScale: experiment.data.pixelScale,
    imageShape: model.imageShape,
    numClasses: network.numClasses,
    layers: experiment.model.layers,
    loss: experiment.loss,
    network,
    parameters: parametersOf(network),
    seeds,
    cohort,
    checkedCohort,
    flopsPerStep: model.flopsPerStep
  }
  writeFileSync(path.join(folder, 'inputs.json'), JSON.stringify(inputs))
  return { folder, ...inputs }
}

/** The training images; where no data set is at hand, generated ones of the same size. */
function imagesOf(claimcheck, { datasets, trainImages, experiment, imageShape, seeds }) {
  const { loadDataset, splitDataset, UnavailableError } = claimcheck
  for (const name of datasets) {
    try {
      const dataset = loadDataset(name)
      const count = Math.min(trainImages, dataset.trainingFile.count)
      const split = { ...experiment.data, dataset: name, trainImages: count, validationImages: 0, testImages: 0 }
      return { source: name, ...splitDataset(dataset, split, seeds.problem).training }
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error
    }
  }
  return { source: 'generated images', ...generatedImages(claimcheck, trainImages, imageShape) }
}

/** A pattern of bytes for every class, and every image its class's pattern mixed with noise, a fifth of it not black. */
function generatedImages({ randomStream }, count, [height, width, channels]) {
  const random = randomStream(0, 'problem')
  const size = height * width * channels
  const noise = Uint8Array.from({ length: 1 << 20 }, () => (random() < 0.2 ? random() * 256 : 0))
  const labels = Uint8Array.from({ length: count }, () => random() * 10)
  const pixels = new Uint8Array(count * size)
  labels.forEach((label, image) => {
    const offset = Math.floor(random() * (noise.length - size))
    for (let i = 0; i < size; i++) pixels[image * size + i] = (noise[label * size + i] + noise[offset + i]) >> 1
  })
  return { count, pixels, labels }
}

// The study's three models as their experiments say, and the cohort that is trained on each.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'

/** Settings of the grid that a cohort trains for each of its two arms; in a smoke those of the arms alone. */
const NUM_SETTINGS = 6
const SMOKE_IMAGES = 1024
const SEED = 0

/**
 * First updates whose losses are compared; float32 trajectories of Adam drift apart later. Through batch normalisations they
 * do so at once, less with a tenth of the learning rate, where a wrong gradient stands out better.
 */
const CHECKED = { dense: { steps: 20, rateFactor: 1 }, convolutional: { steps: 3, rateFactor: 0.1 } }

const MODELS = [
  { id: 'mnist-logreg', datasets: ['mnist'], imageShape: [28, 28, 1] },
  { id: 'mnist-ffnn', datasets: ['mnist'], imageShape: [28, 28, 1] },
  { id: 'cifar10-cifarnet', datasets: ['cifar10', 'cifar10-jpeg'], imageShape: [32, 32, 3] }
]

/** @param smoke small, and always on the same generated images */
export function benchModels(distribution, { smoke }) {
  const { experiments } = distribution.claimcheck.loadClaims(path.join(distribution.root, 'claims'))
  return MODELS.map((model) => modelOf(distribution, model, experiments.get(model.id), smoke))
}

/** One of them with every other loss that an experiment can have, on every output that the loss is defined for. */
export function everyLoss(distribution, { id, datasets, imageShape, experiment, network }) {
  const { layers } = experiment.model
  const losses = lossesOfSchema(path.join(distribution.root, 'claims/schema/experiment.schema.json'))
  const models = losses.flatMap((loss) =>
    ['softmax', 'sigmoid'].flatMap((activation) => {
      const model = { layers: [...layers.slice(0, -1), { ...layers.at(-1), activation }] }
      const name = [id, ...Object.values(loss), activation].join(' ')
      try {
        return [modelOf(distribution, { id: name, datasets, imageShape }, { ...experiment, model, loss }, true)]
      } catch (error) {
        if (error instanceof distribution.claimcheck.InputError) return []
        throw error
      }
    })
  )
  return models.filter((model) => !isDeepStrictEqual(model.network, network))
}

/** Every combination of what the options of a loss may be. */
function lossesOfSchema(file) {
  const { $defs } = JSON.parse(readFileSync(file, 'utf8'))
  return $defs.lossObject.oneOf.flatMap(({ $ref }) =>
    Object.entries($defs[path.basename($ref)].properties).reduce(
      (losses, [key, option]) =>
        losses.flatMap((loss) => (option.enum ?? option.examples).map((value) => ({ ...loss, [key]: value }))),
      [{}]
    )
  )
}

/**
 * Both arms in PyTorch's variant (bias corrected, the uncorrected v maximised): it is what PyTorch's fused optimizer
 * computes, and the variants cost the same.
 */
function modelOf({ inside }, { id, datasets, imageShape }, experiment, smoke) {
  const network = inside.resolveNetwork(experiment.model.layers, imageShape, 10, experiment.loss)
  const convolutional = network.layers.some(({ kind }) => kind === 'conv2d')
  const checked = CHECKED[convolutional ? 'convolutional' : 'dense']
  const chosen = convolutional || smoke ? [{}] : inside.gridSettings(experiment.grid).slice(0, NUM_SETTINGS)
  const arms = Object.values(experiment.arms).map(({ optimizer }) => optimizer)
  const cohort = chosen.flatMap((setting) =>
    arms.map((optimizer) => ({ ...optimizer, ...inside.variantOf(optimizer.name, 'pytorch'), ...setting }))
  )
  return {
    id,
    datasets: smoke ? [] : datasets,
    trainImages: smoke ? SMOKE_IMAGES : experiment.data.trainImages,
    imageShape,
    network,
    convolutional,
    cohort,
    experiment,
    seeds: { init: SEED, order: SEED, dropout: SEED, problem: SEED },
    checkedSteps: checked.steps,
    checkedCohort: cohort.map((optimizer) => ({
      ...optimizer,
      learningRate: optimizer.learningRate * checked.rateFactor
    })),
    flopsPerStep: experiment.training.batchSize * flopsOfStep(network)
  }
}

/**
 * Operations of one image in a training step: forwards, and twice as many backwards but for the gradient of the image. Taps
 * of a convolution that fall on padding are not counted: a kernel leaves them out, and they would lift its rate above what the
 * processor can do.
 */
function flopsOfStep({ layers }) {
  const forward = layers.flatMap((layer) => {
    if (layer.kind === 'dense') return [2 * product(layer.kernel.shape)]
    if (layer.kind !== 'conv2d') return []
    const { window, input, output, kernel } = layer
    const rows = tapsInside(input[0], output[0], window.size[0], window.strides[0], window.padRows[0])
    const columns = tapsInside(input[1], output[1], window.size[1], window.strides[1], window.padColumns[0])
    return [2 * rows * columns * kernel.shape[2] * kernel.shape[3]]
  })
  return 3 * forward.reduce((sum, flops) => sum + flops, 0) - forward[0]
}

/** Along one axis: over all places of the window, how many of its taps lie on the image. */
function tapsInside(length, places, size, stride, before) {
  let taps = 0
  for (let place = 0; place < places; place++) {
    for (let tap = 0; tap < size; tap++) {
      const at = place * stride + tap - before
      if (at >= 0 && at < length) taps += 1
    }
  }
  return taps
}

function product(sizes) {
  return sizes.reduce((size, each) => size * each, 1)
}

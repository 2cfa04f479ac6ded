// Median time of one training step of engine tfjs, by parts, and of an evaluation. Prints one line a model.
//   node bench/tfjs-step.mjs [--dist dist] [--backend wasm] [--steps 600] [--models <part of a name>,...] [--smoke]
// The images are random: only sizes decide the time.
import { createRequire } from 'node:module'
import { openDistribution } from './support/distribution.mjs'
import { describeMachine } from './support/machine.mjs'
import { benchOptions } from './support/options.mjs'
import { median } from './support/statistics.mjs'

const options = benchOptions(
  { steps: [600, 3] },
  { backend: { type: 'string', default: 'wasm' }, models: { type: 'string' } }
)
const { claimcheck, inside } = openDistribution(options.dist)
const { openBackend, TfjsNetwork, MinibatchBuffers, RuleOptimizer, evaluateSplit } = inside
const { initialParameters, epochMinibatches, resolveNetwork } = inside
const { randomStream } = claimcheck
const tf = createRequire(import.meta.url)('@tensorflow/tfjs-core')

const BATCH = options.smoke ? 2 : 128
const DENSE = options.smoke
  ? { numSteps: options.steps, warmUp: 1, numImages: 16, evaluations: 1 }
  : { numSteps: options.steps, warmUp: 50, numImages: 5000, evaluations: 12 }
/** A step of a convolutional network takes a thousand times as long. */
const CONVOLUTIONAL = options.smoke
  ? { numSteps: 1, warmUp: 1, numImages: 4, evaluations: 1 }
  : { numSteps: 7, warmUp: 2, numImages: 512, evaluations: 3 }

const affine = (activation, more) => ({
  activation,
  use_bias: true,
  kernel_initializer: 'glorot_uniform',
  bias_initializer: 'zeros',
  kernel_regularizer: null,
  ...more
})
const dense = (units, activation, more = {}) => affine(activation, { class: 'Dense', units, ...more })
const conv = (filters) =>
  affine('relu', { class: 'Conv2D', filters, kernel_size: [5, 5], strides: [1, 1], padding: 'same' })
const pool = { class: 'MaxPooling2D', pool_size: [3, 3], strides: [2, 2], padding: 'same' }
const cifarNet = (name, channels, normalisation) => ({
  name,
  imageShape: [32, 32, 3],
  convolutional: true,
  layers: [
    conv(channels),
    pool,
    normalisation,
    conv(channels),
    normalisation,
    pool,
    dense(384, 'relu', { kernel_regularizer: { class: 'L2', l2: 0.004 } }),
    dense(192, 'relu', { kernel_regularizer: { class: 'L2', l2: 0.004 } }),
    dense(10, 'softmax')
  ]
})
const batchNormalization = { class: 'BatchNormalization', momentum: 0.99, epsilon: 1e-3, center: true, scale: true }
const localResponse = { class: 'LocalResponseNormalization', depth_radius: 4, bias: 1, alpha: 1e-3 / 9, beta: 0.75 }
const models = [
  { name: 'digits logreg 64-10', imageShape: [8, 8, 1], layers: [dense(10, 'softmax')] },
  { name: 'logreg 784-10', imageShape: [28, 28, 1], layers: [dense(10, 'softmax')] },
  { name: 'MLP 784-100-10', imageShape: [28, 28, 1], layers: [dense(100, 'relu'), dense(10, 'softmax')] },
  cifarNet('CifarNet 8 channels, batch normalisation', 8, batchNormalization),
  cifarNet('CifarNet 8 channels, local response', 8, localResponse),
  cifarNet('CifarNet, batch normalisation', 64, batchNormalization),
  cifarNet('CifarNet, local response', 64, localResponse)
]
const amsgrad = {
  name: 'AMSGrad',
  learningRate: 0.001,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  biasCorrection: true,
  epsilonPlacement: 'outside',
  maximum: 'uncorrected',
  schedule: { name: 'inverse-sqrt' },
  projection: 'none'
}

const backend = await openBackend(options.backend)
console.log(`${describeMachine()}\n${backend.version}, ${backend.instructionSet}; batch ${BATCH}, AMSGrad, median ms`)
const wanted = options.models?.split(',') ?? ['']
for (const model of models) {
  if (wanted.some((text) => model.name.includes(text))) console.log(measure(model))
}

function measure({ name, imageShape, layers, convolutional = false }) {
  const effort = convolutional ? CONVOLUTIONAL : DENSE
  const { numImages } = effort
  const random = randomStream(0, 'problem')
  const size = imageShape[0] * imageShape[1] * imageShape[2]
  const images = {
    count: numImages,
    pixels: Uint8Array.from({ length: numImages * size }, () => random() * 256),
    labels: Uint8Array.from({ length: numImages }, () => random() * 10)
  }
  const network = resolveNetwork(layers, imageShape, 10, { name: 'categorical_crossentropy' })
  const model = new TfjsNetwork(network, initialParameters(network, randomStream(0, 'init')))
  const optimizer = new RuleOptimizer(amsgrad, effort.warmUp + effort.numSteps)
  const buffers = new MinibatchBuffers(network, BATCH, 255)
  const order = randomStream(0, 'order')
  const times = { minibatch: [], gradients: [], update: [], check: [], step: [] }
  let batches = []
  for (let step = 0; step < effort.warmUp + effort.numSteps; step++) {
    if (batches.length === 0) batches = [...epochMinibatches(numImages, BATCH, order)]
    const marks = [performance.now()]
    buffers.fill(images, batches.pop())
    marks.push(performance.now())
    const { gradients, runningStatistics } = model.lossAndGradients(() => buffers.tensors(), [])
    marks.push(performance.now())
    optimizer.applyGradients(gradients)
    model.assign(runningStatistics)
    tf.dispose([...gradients, ...runningStatistics].map(({ tensor }) => tensor))
    marks.push(performance.now())
    model.isFinite()
    marks.push(performance.now())
    if (step < effort.warmUp) continue
    Object.keys(times).forEach((part, i) => {
      times[part].push(part === 'step' ? marks.at(-1) - marks[0] : marks[i + 1] - marks[i])
    })
  }
  const evaluations = Array.from({ length: effort.evaluations }, () => {
    const start = performance.now()
    evaluateSplit(model, images, 255)
    return ((performance.now() - start) * 10_000) / numImages
  })
  model.dispose()
  optimizer.dispose()
  const { step, ...parts } = Object.fromEntries(Object.entries(times).map(([part, all]) => [part, median(all)]))
  const detail = Object.entries(parts).map(([part, value]) => `${part} ${value.toFixed(3)}`)
  return `${name}: ${step.toFixed(3)} a step (${detail.join(', ')}); ${median(evaluations).toFixed(1)} per 10,000 images evaluated`
}

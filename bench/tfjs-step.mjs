// Median time of one training step of engine tfjs, by parts, and of an evaluation. Prints one line a model.
//   npm run build && node bench/tfjs-step.mjs [backend] [steps] [part of a model's name ...]
// The images are random: only sizes decide the time.
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const dist = path.resolve(process.env.CLAIMCHECK_DIST ?? path.join(import.meta.dirname, '../dist'))
const load = (file) => require(path.join(dist, file))
const { openBackend } = load('engine/tfjs/openBackend.js')
const { TfjsNetwork } = load('engine/tfjs/network.js')
const { MinibatchBuffers } = load('engine/tfjs/minibatchBuffers.js')
const { createOptimizer } = load('engine/tfjs/createOptimizer.js')
const { evaluateSplit } = load('engine/tfjs/evaluateSplit.js')
const { initialParameters } = load('engine/training/initialParameters.js')
const { epochMinibatches } = load('engine/training/minibatches.js')
const { resolveNetwork } = load('claims/network/resolveNetwork.js')
const { randomStream } = load('random/streams.js')
const tf = require('@tensorflow/tfjs-core')

const [backendName = 'wasm', numSteps = '600', ...wanted] = process.argv.slice(2)
const BATCH = 128
const NUM_IMAGES = 5000
const WARM_UP = 50
/** A step of a convolutional network takes a thousand times as long. */
const CONVOLUTIONAL = { numSteps: 7, warmUp: 2, numImages: 512 }

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

const backend = await openBackend(backendName)
console.log(
  `${backend.version}, ${backend.instructionSet}, node ${process.version}; batch ${BATCH}, AMSGrad, median ms`
)
for (const model of models) {
  if (wanted.length === 0 || wanted.some((text) => model.name.includes(text))) console.log(measure(model))
}

function measure({ name, imageShape, layers, convolutional = false }) {
  const effort = convolutional ? CONVOLUTIONAL : { numSteps: Number(numSteps), warmUp: WARM_UP, numImages: NUM_IMAGES }
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
  const optimizer = createOptimizer(amsgrad, effort.warmUp + effort.numSteps)
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
  const evaluations = Array.from({ length: convolutional ? 3 : 12 }, () => {
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

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

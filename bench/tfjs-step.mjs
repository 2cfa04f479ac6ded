// Median time of one training step of engine tfjs, by parts, and of an evaluation. Prints one line a model.
//   npm run build && node bench/tfjs-step.mjs [backend] [steps]
// The images are random: only sizes decide the time.
import { createRequire } from 'node:module'
import path from 'node:path'

const require = createRequire(import.meta.url)
const dist = path.resolve(process.env.CLAIMCHECK_DIST ?? path.join(import.meta.dirname, '../dist'))
const load = (file) => require(path.join(dist, file))
const { openBackend } = load('engine/tfjs/openBackend.js')
const { DenseStack } = load('engine/tfjs/denseStack.js')
const { MinibatchBuffers } = load('engine/tfjs/minibatchBuffers.js')
const { createOptimizer } = load('engine/tfjs/createOptimizer.js')
const { evaluateSplit } = load('engine/tfjs/evaluateSplit.js')
const { initialWeights } = load('engine/training/initialWeights.js')
const { epochMinibatches } = load('engine/training/minibatches.js')
const { resolveLayers } = load('engine/training/resolveLayers.js')
const { randomStream } = load('random/streams.js')
const tf = require('@tensorflow/tfjs-core')

const [backendName = 'wasm', numSteps = '600'] = process.argv.slice(2)
const BATCH = 128
const NUM_IMAGES = 5000
const WARM_UP = 50

const dense = (units, activation) => ({
  class: 'Dense',
  units,
  activation,
  use_bias: true,
  kernel_initializer: 'glorot_uniform',
  bias_initializer: 'zeros'
})
const models = [
  { name: 'digits logreg 64-10', numInputs: 64, layers: [dense(10, 'softmax')] },
  { name: 'logreg 784-10', numInputs: 784, layers: [dense(10, 'softmax')] },
  { name: 'MLP 784-100-10', numInputs: 784, layers: [dense(100, 'relu'), dense(10, 'softmax')] }
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
for (const model of models) console.log(measure(model))

function measure({ name, numInputs, layers: specs }) {
  const random = randomStream(0, 'problem')
  const images = {
    count: NUM_IMAGES,
    pixels: Uint8Array.from({ length: NUM_IMAGES * numInputs }, () => random() * 256),
    labels: Uint8Array.from({ length: NUM_IMAGES }, () => random() * 10)
  }
  const layers = resolveLayers(specs, numInputs, 10)
  const stack = new DenseStack(layers, initialWeights(layers, randomStream(0, 'init')))
  const optimizer = createOptimizer(amsgrad, Number(numSteps))
  const buffers = new MinibatchBuffers(BATCH, numInputs, 10, 255)
  const order = randomStream(0, 'order')
  const times = { minibatch: [], gradients: [], update: [], check: [], step: [] }
  let batches = []
  for (let step = 0; step < WARM_UP + Number(numSteps); step++) {
    if (batches.length === 0) batches = [...epochMinibatches(NUM_IMAGES, BATCH, order)]
    const marks = [performance.now()]
    buffers.fill(images, batches.pop())
    marks.push(performance.now())
    const { gradients } = stack.lossAndGradients(() => buffers.tensors(), [])
    marks.push(performance.now())
    optimizer.applyGradients(gradients)
    tf.dispose(gradients.map(({ tensor }) => tensor))
    marks.push(performance.now())
    stack.isFinite()
    marks.push(performance.now())
    if (step < WARM_UP) continue
    Object.keys(times).forEach((part, i) => {
      times[part].push(part === 'step' ? marks.at(-1) - marks[0] : marks[i + 1] - marks[i])
    })
  }
  const evaluations = Array.from({ length: 12 }, () => {
    const start = performance.now()
    evaluateSplit(stack, images, 10, 255)
    return ((performance.now() - start) * 10_000) / NUM_IMAGES
  })
  stack.dispose()
  optimizer.dispose()
  const { step, ...parts } = Object.fromEntries(Object.entries(times).map(([part, all]) => [part, median(all)]))
  const detail = Object.entries(parts).map(([part, value]) => `${part} ${value.toFixed(3)}`)
  return `${name}: ${step.toFixed(3)} a step (${detail.join(', ')}); ${median(evaluations).toFixed(1)} per 10,000 images evaluated`
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]
}

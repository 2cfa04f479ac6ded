// A process of its own for engine tfjs: reads {dist, backend, tasks} as JSON from stdin, prints the answers as JSON.
// It must stay free of Jest, whose VM context has typed arrays of its own.
const path = require('node:path')
const { text } = require('node:stream/consumers')

async function main() {
  const { dist, backend, tasks } = JSON.parse(await text(process.stdin))
  const load = (file) => require(path.join(dist, file))
  const { createTfjsEngine } = load('engine/tfjs/tfjsEngine.js')
  const { encodeTree } = load('json/numbers.js')
  const engine = createTfjsEngine(backend)
  const identity = await engine.identity()
  const tf = require(require.resolve('@tensorflow/tfjs-core', { paths: [dist] }))

  const answers = {
    identity: () => identity,
    probe: () => load('engine/index.js').probeEngines(),
    memory: () => ({ numTensors: tf.memory().numTensors, numDataBuffers: tf.memory().numDataBuffers }),

    async execute({ spec, dataset }) {
      const shares = []
      const context = { loadDataset: () => decodeDataset(dataset), onProgress: (share) => shares.push(share) }
      const outcome = await engine.execute({ ...spec, engine: identity }, context)
      return { bytes: JSON.stringify(encodeTree(outcome)), shares, tensors: tf.memory().numTensors }
    },

    gradients({ layers, parameters, images, indices, numClasses, pixelScale, masks }) {
      const { DenseStack } = load('engine/tfjs/denseStack.js')
      const { MinibatchBuffers } = load('engine/tfjs/minibatchBuffers.js')
      const stack = new DenseStack(
        layers,
        parameters.map(({ kernel, bias }) => ({ kernel, bias }))
      )
      const numInputs = images.pixels.length / images.count
      const buffers = new MinibatchBuffers(indices.length, numInputs, numClasses, pixelScale)
      buffers.fill(decodeImages(images), Uint32Array.from(indices))
      const floats = masks.map((mask) => Float32Array.from(mask))
      const { loss, gradients } = stack.lossAndGradients(() => buffers.tensors(), floats)
      const answer = { loss, gradients: gradients.map(({ tensor }) => [...tensor.dataSync()]) }
      tf.dispose(gradients.map(({ tensor }) => tensor))
      stack.dispose()
      return answer
    },

    movingAverage({ beta, values }) {
      const { decay, decayFactors } = load('engine/tfjs/decay.js')
      let average = tf.zeros([values[0].length])
      for (const value of values) {
        const next = tf.tidy(() => decay(average, tf.tensor1d(Float32Array.from(value)), decayFactors(beta)))
        average.dispose()
        average = next
      }
      const answer = [...average.dataSync()]
      average.dispose()
      return answer
    },

    optimizer({ spec, numSteps, initial, gradients }) {
      const { createOptimizer } = load('engine/tfjs/createOptimizer.js')
      const optimizer = createOptimizer(spec, numSteps)
      const variable = tf.tidy(() => tf.variable(tf.tensor1d(Float32Array.from(initial))))
      const isTfOptimizer = optimizer instanceof tf.Optimizer
      const iterates = gradients.map((gradient) => {
        tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.tensor1d(Float32Array.from(gradient)) }))
        return [...variable.dataSync()]
      })
      const { iterations } = optimizer
      variable.dispose()
      optimizer.dispose()
      return { iterates, iterations, isTfOptimizer }
    }
  }

  const results = []
  for (const task of tasks) {
    try {
      results.push({ value: await answers[task.kind](task) })
    } catch (error) {
      results.push({ error: { name: error.name, message: error.message } })
    }
  }
  process.stdout.write(JSON.stringify(results))
}

function decodeDataset(dataset) {
  return { ...dataset, trainingFile: decodeImages(dataset.trainingFile), testFile: decodeImages(dataset.testFile) }
}

function decodeImages({ count, pixels, labels }) {
  return { count, pixels: Uint8Array.from(pixels), labels: Uint8Array.from(labels) }
}

main()

// A process of its own for engine tfjs: reads {dist, backend, tasks} as JSON from stdin, prints the answers as JSON.
// It must stay free of Jest, whose VM context has typed arrays of its own.
const path = require('node:path')
const { text } = require('node:stream/consumers')
const { autodiff, registerGradients } = require('./tfjsAutodiff.cjs')

async function main() {
  const { dist, backend, tasks } = JSON.parse(await text(process.stdin))
  const load = (file) => require(path.join(dist, file))
  const { createTfjsEngine } = load('engine/tfjs/tfjsEngine.js')
  const { encodeTree } = load('json/numbers.js')
  const engine = createTfjsEngine(backend)
  const identity = await engine.identity()
  const core = require.resolve('@tensorflow/tfjs-core', { paths: [dist] })
  const tf = require(core)
  if (tasks.some(({ kind }) => kind === 'autodiff')) registerGradients(core)
  const bytesOf = (outcome) => JSON.stringify(encodeTree(outcome))

  const answers = {
    identity: () => identity,
    probe: () => load('engine/index.js').probeEngines(),
    memory: () => ({ numTensors: tf.memory().numTensors, numDataBuffers: tf.memory().numDataBuffers }),

    async execute({ spec, dataset }) {
      const shares = []
      let outcome = null
      await engine.executeCohort([{ ...spec, engine: identity }], {
        loadDataset: () => decodeDataset(dataset),
        onProgress: (share) => shares.push(share),
        onOutcome: (_, result) => {
          outcome = result
        },
        isCheckpointDue: () => false,
        readCheckpoint: () => null,
        writeCheckpoint: () => undefined
      })
      return { bytes: bytesOf(outcome), shares, tensors: tf.memory().numTensors }
    },

    /** A checkpoint is due every `due` questions, and read where `from` has one; the execution stops at `stopAfter`. */
    async cohort({ specs, dataset, due, from, stopAfter }) {
      const events = []
      const checkpoints = []
      let asked = 0
      const stop = new Error('stopped')
      const context = {
        loadDataset: () => decodeDataset(dataset),
        onProgress: () => undefined,
        onOutcome: (index, outcome) => events.push({ index, bytes: bytesOf(outcome) }),
        isCheckpointDue: () => ++asked % due === 0,
        readCheckpoint: (index) => (from?.[index] == null ? null : new Uint8Array(Buffer.from(from[index], 'base64'))),
        writeCheckpoint: (index, bytes) => {
          checkpoints.push({ index, bytes: Buffer.from(bytes).toString('base64') })
          if (checkpoints.length === stopAfter) throw stop
        }
      }
      const cohort = specs.map((spec) => ({ ...spec, engine: identity }))
      await engine.executeCohort(cohort, context).catch((error) => {
        if (error !== stop) throw error
      })
      return { events, checkpoints, asked, tensors: tf.memory().numTensors }
    },

    gradients({ network, parameters, images, indices, pixelScale, masks }) {
      const { TfjsNetwork } = load('engine/tfjs/network.js')
      const { MinibatchBuffers } = load('engine/tfjs/minibatchBuffers.js')
      const { parametersOf } = load('claims/network/parameters.js')
      const model = new TfjsNetwork(network, parameters)
      const buffers = new MinibatchBuffers(network, indices.length, pixelScale)
      buffers.fill(decodeImages(images), Uint32Array.from(indices))
      const floats = masks.map((mask) => Float32Array.from(mask))
      const { loss, gradients, runningStatistics } = model.lossAndGradients(() => buffers.tensors(), floats)
      const values = new Map(gradients.map(({ name, tensor }) => [name, [...tensor.dataSync()]]))
      const inOrder = parametersOf(network).map((_, i) => values.get(model.variables[i].name) ?? null)
      tf.dispose([...gradients, ...runningStatistics].map(({ tensor }) => tensor))
      model.dispose()
      return { loss, gradients: inOrder }
    },

    autodiff({ network, parameters, images, indices, pixelScale, masks }) {
      const { parametersOf } = load('claims/network/parameters.js')
      const { pixels, labels } = decodeImages(images)
      const size = pixels.length / images.count
      const chosen = indices.flatMap((index) => [...pixels.subarray(index * size, (index + 1) * size)])
      const inputs = tf.div(tf.tensor(chosen, [indices.length, ...network.input], 'float32'), pixelScale)
      const chosenLabels = indices.map((index) => labels[index])
      const described = parametersOf(network)
      const answer = autodiff(tf, { network, parameters, described, inputs, labels: chosenLabels, masks })
      inputs.dispose()
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

    /** @param resumeAt the update after which another optimizer goes on from what the first one saved */
    optimizer({ spec, numSteps, initial, gradients, resumeAt }) {
      const { RuleOptimizer } = load('engine/tfjs/ruleOptimizer.js')
      let optimizer = new RuleOptimizer(spec, numSteps)
      const variable = tf.tidy(() => tf.variable(tf.tensor1d(Float32Array.from(initial))))
      const isTfOptimizer = optimizer instanceof tf.Optimizer
      const iterates = gradients.map((gradient, t) => {
        if (t === resumeAt) {
          const saved = optimizer.save([variable])
          optimizer.dispose()
          optimizer = new RuleOptimizer(spec, numSteps)
          optimizer.restore([variable], t, saved)
        }
        tf.tidy(() => optimizer.applyGradients({ [variable.name]: tf.tensor1d(Float32Array.from(gradient)) }))
        return [...variable.dataSync()]
      })
      const { iterations } = optimizer
      variable.dispose()
      optimizer.dispose()
      return { iterates, iterations, isTfOptimizer, tensors: tf.memory().numTensors }
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

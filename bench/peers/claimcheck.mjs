// claimcheck as a contestant: one worker process with one thread, which executes cohorts through the engine's contract.
//   node claimcheck.mjs <dist> <inputs folder> <onnx | tfjs:wasm | ...> [folder whose TensorFlow.js is used]
// Questions and answers are lines of JSON, see support/contestant.mjs. The time is that of the training steps as a user
// gets them, chunk by chunk, from the end of the first chunk (which compiles) to the end of the last; evaluations are
// taken out, since the peers make none.
import { readFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { openDistribution } from '../support/distribution.mjs'
import { cpuMilliseconds, meter, meterCompilation } from '../support/instrument.mjs'

const [dist, folder, choice, tensorflowFolder] = process.argv.slice(2)
if (tensorflowFolder) takeTensorflowFrom(tensorflowFolder)
const { inside, moduleOf } = openDistribution(dist)

const inputs = JSON.parse(readFileSync(path.join(folder, 'inputs.json'), 'utf8'))
const bytes = (name) => new Uint8Array(readFileSync(path.join(folder, name)))
const dataset = {
  name: inputs.source,
  digest: 'bench',
  numClasses: inputs.numClasses,
  imageShape: inputs.imageShape,
  trainingFile: { count: inputs.count, pixels: bytes('images.u8'), labels: bytes('labels.u8') },
  testFile: { count: 0, pixels: new Uint8Array(0), labels: new Uint8Array(0) }
}
const engine = inside.createEngine(choice)
const identity = await engine.identity()
const isOnnx = identity.name === 'onnx'
const evaluate = isOnnx ? 'evaluateMembers' : 'evaluateSplit'
const evaluation = meter(moduleOf(evaluate), evaluate)
const compilation = isOnnx ? meterCompilation(inside.CohortModel) : { milliseconds: 0 }
let multiplication = null

answer({ ready: `${identity.version}, ${identity.instructionSet}${identity.lowering ? `, ${identity.lowering}` : ''}` })
for await (const line of createInterface({ input: process.stdin })) {
  const { ask, ...parameters } = JSON.parse(line)
  answer(await { run, check, cohort, multiply }[ask](parameters))
}

/** Trains the cohort for at least so many steps a run. */
async function run({ steps, members = inputs.cohort.length }) {
  const optimizers = inputs.cohort.slice(0, members)
  // A convolutional network reports every step; a dense one at the end of an epoch, of which the first is not counted.
  const oneEpoch = steps < inputs.numStepsPerEpoch
  const epochs = oneEpoch ? 1 : 1 + Math.ceil(steps / inputs.numStepsPerEpoch)
  const trainImages = (oneEpoch ? steps + 1 : inputs.numStepsPerEpoch) * inputs.batchSize
  const total = epochs * (oneEpoch ? steps + 1 : inputs.numStepsPerEpoch) * members
  const marks = []
  await execute(optimizers, trainImages, epochs, (share) => {
    marks.push({
      runSteps: Math.round(share * total),
      at: performance.now() - evaluation.milliseconds,
      cpuAt: cpuMilliseconds() - evaluation.cpuMilliseconds
    })
  })
  const first = marks.find(({ runSteps }) => runSteps > 0)
  const last = marks.find(({ runSteps }) => runSteps === total)
  return {
    seconds: (last.at - first.at) / 1000,
    cpuSeconds: (last.cpuAt - first.cpuAt) / 1000,
    runSteps: last.runSteps - first.runSteps,
    ...usage()
  }
}

/** The losses of the first updates of every member. */
async function check() {
  const { checkedImages, checkedSteps, checkedCohort } = inputs
  const outcomes = await execute(checkedCohort, checkedImages, checkedSteps, () => undefined)
  return { losses: outcomes.map(({ metrics }) => metrics['train.runningLoss'].values) }
}

/** A cohort from its start to its last outcome, evaluations included, for each of some seeds. */
async function cohort({ members, epochs, seeds, trainImages }) {
  const optimizers = Array.from({ length: members }, (_, index) => inputs.cohort[index % inputs.cohort.length])
  const start = performance.now()
  for (let seed = 0; seed < seeds; seed++) await execute(optimizers, trainImages, epochs, () => undefined, seed)
  return { seconds: (performance.now() - start) / 1000 }
}

/** The machine's own matrix product, 1024 by 1024 by 1024 in float32 on one thread, by the same library. */
async function multiply({ repeats }) {
  multiplication ??= await squareProduct(1024)
  await multiplication()
  const start = cpuMilliseconds()
  for (let repeat = 0; repeat < repeats; repeat++) await multiplication()
  return { gigaflops: (repeats * 2 * 1024 ** 3) / (cpuMilliseconds() - start) / 1e6 }
}

async function execute(optimizers, trainImages, epochs, onProgress, seed = inputs.seeds.init) {
  const data = { dataset: dataset.name, digest: dataset.digest, trainImages, validationImages: 0, testImages: 0 }
  const outcomes = []
  const specs = optimizers.map((optimizer) => ({
    kind: 'classification',
    optimizer,
    seeds: { init: seed, order: seed, dropout: seed, problem: seed },
    engine: identity,
    data: { ...data, pixelScale: inputs.pixelScale },
    model: { layers: inputs.layers },
    loss: inputs.loss,
    training: { batchSize: inputs.batchSize, epochs }
  }))
  await engine.executeCohort(specs, {
    loadDataset: () => dataset,
    onProgress,
    onOutcome: (index, outcome) => {
      if (outcome.status.kind !== 'completed') throw new Error(`a run ${JSON.stringify(outcome.status)}`)
      outcomes[index] = outcome
    },
    isCheckpointDue: () => false,
    readCheckpoint: () => null,
    writeCheckpoint: () => undefined
  })
  return outcomes
}

async function squareProduct(size) {
  const { GraphBuilder, CompiledGraph } = inside
  const graph = new GraphBuilder()
  const [a, b] = ['a', 'b'].map((name) => graph.input(name, 'float32', [size, size]))
  graph.output('product', graph.op('Gemm', [a, b], [size, size]))
  const compiled = await CompiledGraph.load(graph.encode())
  const data = Float32Array.from({ length: size * size }, (_, i) => (i % 17) / 17)
  const tensor = () => compiled.tensor({ type: 'float32', shape: [size, size], data })
  const feeds = { a: tensor(), b: tensor() }
  return () => compiled.run(feeds)
}

function usage() {
  return { peakBytes: process.resourceUsage().maxRSS * 1024, compileMs: compilation.milliseconds }
}

/** tfjs-node brings a TensorFlow.js of its own, and there must be one only. */
function takeTensorflowFrom(project) {
  const theirs = createRequire(path.join(path.resolve(project), 'package.json'))
  const resolve = Module._resolveFilename
  Module._resolveFilename = function (request, ...rest) {
    if (!request.startsWith('@tensorflow/')) return resolve.call(this, request, ...rest)
    try {
      return theirs.resolve(request)
    } catch {
      return resolve.call(this, request, ...rest)
    }
  }
}

function answer(content) {
  process.stdout.write(`${JSON.stringify(content)}\n`)
}

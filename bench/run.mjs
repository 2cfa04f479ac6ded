// Trains the study's three models with the same data, order and settings in claimcheck, PyTorch and JAX, all contestants
// in turn, round after round, and prints ms per step and run with both cores at work, and the ratios of each round.
//   npm run bench -- [--dist dist] [--python <python>] [--tfjs-node <project>] [--models mnist-logreg,...]
//                    [--rounds 7] [--seconds 2] [--slow] [--write | --smoke]
// CLAIMCHECK_DIST, CLAIMCHECK_PYTHON, CLAIMCHECK_TFJS_NODE do the same. CLAIMCHECK_DATA_DIR says where MNIST and CIFAR-10
// lie; without them, images are generated. --write puts the figures into bench/README.md. What is compared is told there.
// --smoke compares the losses of all peers for every loss that an experiment can have, on a few generated images.
import path from 'node:path'
import { measure, startContestant } from './support/contestant.mjs'
import { contestantsFor, targetOf } from './support/contestants.mjs'
import { openDistribution } from './support/distribution.mjs'
import { writeInputs } from './support/inputs.mjs'
import { describeMachine } from './support/machine.mjs'
import { benchModels, everyLoss } from './support/models.mjs'
import { benchOptions, PYTHON, WRITE } from './support/options.mjs'
import { writeReadmeSection } from './support/readmeSection.mjs'
import { median, quantile, spread } from './support/statistics.mjs'
import { temporaryFolder } from './support/temporaryFolder.mjs'
import { say, transcript } from './support/transcript.mjs'

const options = benchOptions(
  { rounds: [7, 1], seconds: [2, 0.02] },
  {
    ...PYTHON,
    ...WRITE,
    'tfjs-node': { type: 'string', default: process.env.CLAIMCHECK_TFJS_NODE },
    models: { type: 'string' },
    slow: { type: 'boolean', default: false }
  }
)

/** Before any update only the forward pass decides: float32 sums in another order. */
const FIRST_LOSS_TOLERANCE = 1e-5
/**
 * After some updates: Adam's first steps follow the sign of the gradient, so rounding decides where it is all but zero. Peers
 * that are right were seen to differ by 7e-5 at most; of wrong ones (frozen biases, no maximum, another beta2, a frozen
 * kernel) the nearest by 3.8e-4.
 */
const LOSS_TOLERANCE = 2e-4
const SQUARE_PRODUCTS = options.smoke ? 1 : 20
/** Per cent. */
const LEAST_SHARE = 70
const MOST_MIB = 1536
const MOST_COMPILE_MS = 1000
/** All its layers have gradients that a wrong loss turns elsewhere, and a step takes no time. */
const MODEL_OF_LOSSES = 'mnist-ffnn'

const distribution = openDistribution(options.dist)
const folder = temporaryFolder('bench')
say(`${describeMachine()}; ${options.rounds} rounds of about ${options.seconds} s a contestant`)
const models = benchModels(distribution, options)
const wanted = options.models?.split(',') ?? models.map(({ id }) => id)
for (const model of models) if (wanted.includes(model.id)) await benchModel(model)
if (options.smoke) await checkEveryLoss(models.find(({ id }) => id === MODEL_OF_LOSSES))
if (options.write) writeReadmeSection('figures', transcript())

async function benchModel(model) {
  await withContestants(model, async (contestants, inputs) => {
    await compareLosses(contestants, inputs)
    const sizes = []
    for (const contestant of contestants) sizes.push(await sizeOfMeasurement(contestant))
    const rounds = []
    for (let round = 0; round < options.rounds; round++) {
      process.stderr.write(`${model.id}: round ${round + 1} of ${options.rounds}\n`)
      const results = []
      for (const [index, contestant] of contestants.entries()) results.push(await measure(contestant, sizes[index]))
      rounds.push({ results, arithmetic: await measureArithmetic(contestants[0], inputs, sizes[0]) })
    }
    reportTimes(model, contestants, rounds)
    reportArithmetic(model, rounds, inputs)
  })
}

/** What the models above happen to use may change; the peers are to know all there are. Engines: specs/contract. */
async function checkEveryLoss(model) {
  for (const changed of everyLoss(distribution, model)) {
    await withContestants(changed, compareLosses, ({ id }) => !id.startsWith('tfjs'))
  }
}

async function withContestants(model, use, takesPart = () => true) {
  const inputs = writeInputs(distribution, model, path.join(folder, model.id))
  say(`\n### ${model.id}\n`)
  say(`${inputs.count} images of ${inputs.source}, cohort of ${inputs.cohort.length} runs, batch ${inputs.batchSize}.`)
  const contestants = await start(inputs, takesPart)
  try {
    await use(contestants, inputs)
  } finally {
    for (const contestant of contestants) contestant.stop()
  }
}

async function start(inputs, takesPart) {
  const { python, 'tfjs-node': tfjsNode, slow, smoke } = options
  const entries = contestantsFor(inputs, { dist: distribution.folder, python, tfjsNode, slow, smoke })
  const started = []
  say('')
  for (const entry of entries.filter(takesPart)) {
    if (entry.skipped) {
      say(`- skipped: ${entry.title}: ${entry.skipped}`)
      continue
    }
    for (const configuration of entry.configurations) {
      const contestant = await startContestant(entry, configuration, (reason) =>
        say(`- skipped: ${entry.title}: ${reason}`)
      )
      if (contestant === null) break
      started.push(contestant)
    }
  }
  if (started[0]?.id !== 'onnx') throw new Error("claimcheck's own engine does not work here: nothing to compare with")
  return started
}

/** A fast wrong peer is no peer. @throws Error where one computes something else */
async function compareLosses(contestants, { checkedSteps }) {
  let reference = null
  say(`\nLosses of the first ${checkedSteps} steps of every run, largest relative difference from claimcheck onnx:\n`)
  const seen = new Set()
  for (const contestant of contestants) {
    if (seen.has(contestant.id)) continue
    seen.add(contestant.id)
    const { losses } = await contestant.askFirst({ ask: 'check' })
    reference ??= losses
    const difference = (from, to) =>
      Math.max(
        ...losses.flatMap((own, run) =>
          own.slice(from, to).map((loss, step) => Math.abs(loss / reference[run][from + step] - 1))
        )
      )
    const [first, all] = [difference(0, 1), difference(0, checkedSteps)]
    say(
      `- ${contestant.title} (${contestant.version}): ${first.toExponential(1)} at the first, ${all.toExponential(1)} at any`
    )
    if (!(first <= FIRST_LOSS_TOLERANCE && all <= LOSS_TOLERANCE)) {
      throw new Error(`${contestant.title} computes other losses than claimcheck onnx, so its speed says nothing`)
    }
  }
}

/** Steps that take about as long as asked for, after a warm-up. */
async function sizeOfMeasurement(contestant) {
  if (options.smoke) return contestant.fewestSteps
  await measure(contestant, contestant.fewestSteps)
  const { seconds } = await measure(contestant, contestant.fewestSteps)
  return contestant.fewestSteps * Math.max(1, Math.round(options.seconds / seconds))
}

/**
 * What a thread makes of its CPU time: training by one worker alone, and a matrix product by the same right after. CPU time
 * and not wall time, so that other work on the machine matters less.
 */
async function measureArithmetic(contestant, { flopsPerStep }, steps) {
  const { runSteps, cpuSeconds } = await contestant.askFirst({ ask: 'run', steps })
  const { gigaflops } = await contestant.askFirst({ ask: 'multiply', repeats: SQUARE_PRODUCTS })
  return { training: (runSteps * flopsPerStep) / cpuSeconds / 1e9, product: gigaflops }
}

function reportTimes({ id }, contestants, rounds) {
  const times = contestants.map((_, index) => rounds.map(({ results }) => results[index].msPerRunStep))
  say(
    '\n| contestant | processes x threads | ms per step and run: median [quartiles] | times claimcheck onnx: median [quartiles] | target |'
  )
  say('|---|---|---|---|---|')
  const best = new Map()
  for (const [index, { id: peer }] of contestants.entries()) {
    const known = best.get(peer)
    if (known === undefined || median(times[index]) < median(times[known])) best.set(peer, index)
  }
  contestants.forEach(({ id: peer, title, processes, threads }, index) => {
    const ratios = times[index].map((ms, round) => ms / times[0][round])
    const target = index > 0 && best.get(peer) === index ? verdictOn(targetOf(id, peer), ratios) : ''
    const name = best.get(peer) === index ? `**${title}**` : title
    say(
      `| ${name} | ${processes} x ${threads} | ${spread(times[index])} | ${index === 0 ? '1' : spread(ratios)} | ${target} |`
    )
  })
}

function verdictOn(target, ratios) {
  if (target === null) return ''
  return `>= ${target}: ${quantile(ratios, 0.25) >= target ? 'met' : '**missed**'}`
}

function reportArithmetic({ convolutional }, rounds, { cohort }) {
  const of = (pick) => rounds.map(({ arithmetic }) => pick(arithmetic))
  const shares = of(({ training, product }) => (100 * training) / product)
  const answers = rounds.flatMap(({ results }) => results[0].answers)
  const peakMiB = Math.max(...answers.map(({ peakBytes }) => peakBytes)) / 2 ** 20
  const compileMs = Math.max(...answers.map((answer) => answer.compileMs))
  const floor = (text, reached) => (convolutional ? `; target ${text}: ${met(reached)}` : '')
  say('\nclaimcheck onnx, one worker:\n')
  say(
    `- ${spread(of(({ training }) => training))} GFLOPS of CPU time, ${spread(shares)} % of a 1024^3 matrix product's ${spread(of(({ product }) => product))}${floor(`>= ${LEAST_SHARE} %`, quantile(shares, 0.25) >= LEAST_SHARE)}`
  )
  say(`- peak memory ${peakMiB.toFixed(0)} MiB${floor(`< ${MOST_MIB} MiB`, peakMiB < MOST_MIB)}`)
  say(
    `- training graph of ${cohort.length > 1 && !convolutional ? `${cohort.length} runs` : 'one run'} compiled in ${compileMs.toFixed(0)} ms; target < ${MOST_COMPILE_MS} ms: ${met(compileMs < MOST_COMPILE_MS)}`
  )
}

function met(reached) {
  return reached ? 'met' : '**missed**'
}

// From process start to report: one claim on MNIST softmax regression, 10 pairs, 10 epochs, both arms, a final verdict, by
// the command line on a fresh store, against the same experiment as a PyTorch script (peers/verdict_pytorch.py). In turn.
//   node bench/time-to-verdict.mjs [--dist dist] [--python <python>] [--rounds 5] [--engine auto] [--write]
// Needs MNIST in CLAIMCHECK_DATA_DIR. Without tuning in both: it would only make both longer. --write puts the figures into
// bench/README.md.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openDistribution } from './support/distribution.mjs'
import { execute } from './support/execute.mjs'
import { describeMachine } from './support/machine.mjs'
import { openProject } from './support/project.mjs'
import { writeReadmeSection } from './support/readmeSection.mjs'
import { format, quantile, spread } from './support/statistics.mjs'
import { timeInTurn } from './support/timeInTurn.mjs'
import { say, transcript } from './support/transcript.mjs'

const { values: options } = parseArgs({
  options: {
    dist: { type: 'string' },
    python: { type: 'string', default: process.env.CLAIMCHECK_PYTHON },
    rounds: { type: 'string', default: '5' },
    engine: { type: 'string', default: 'auto' },
    write: { type: 'boolean', default: false }
  }
})

const PAIRS = 10
const EPOCHS = 10
const TARGET = 3
const CLAIM = 'reddi2018/mnist-logreg-train-loss'
const SCRIPT = path.join(import.meta.dirname, 'peers/verdict_pytorch.py')

const distribution = openDistribution(options.dist)
const folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-verdict-'))
const project = openProject(distribution, folder)
try {
  main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function main() {
  const mnist = path.join(process.env.CLAIMCHECK_DATA_DIR ?? '', 'mnist')
  if (!existsSync(path.join(mnist, 'train-images-idx3-ubyte.gz')))
    return console.log(`skipped: no MNIST (gzip) in ${mnist}`)
  writeClaim()
  const contestants = [{ title: `claimcheck (--engine ${options.engine})`, run: runClaimcheck }]
  if (options.python === undefined) console.log('skipped: PyTorch: no Python given (--python or CLAIMCHECK_PYTHON)')
  else contestants.push({ title: 'PyTorch script, two processes', run: () => runPytorch(mnist) })

  say(`${describeMachine()}; ${options.rounds} rounds\n`)
  const seconds = timeInTurn(contestants, Number(options.rounds), 'verdict')
  if (seconds.length === 2) {
    const ratios = seconds[1].map((peer, round) => peer / seconds[0][round])
    const reached = quantile(ratios, 0.25) >= TARGET ? 'met' : '**missed**'
    say(`\nclaimcheck is ${spread(ratios)} times as fast; target >= ${TARGET}: ${reached}`)
  }
  if (!options.write) return
  writeReadmeSection('time-to-verdict', transcript())
  writeReadmeSection('script', `\`\`\`python\n${readFileSync(SCRIPT, 'utf8').trim()}\n\`\`\``)
}

/** The registered claim, without tuning and registered outcomes, in PyTorch's variant of both optimizers. */
function writeClaim() {
  const { read, write } = project
  const { expected: _expected, hypothesis, ...claim } = read(`${CLAIM}.json`)
  const { tuning: _tuning, ...untuned } = hypothesis
  write(`${CLAIM}.json`, { ...claim, hypothesis: untuned, decision: { ...claim.decision, seeds: { max: PAIRS } } })
  const { grid: _grid, choices: _choices, profiles: _profiles, ...experiment } = read('experiments/mnist-logreg.json')
  const arms = Object.fromEntries(
    Object.entries(experiment.arms).map(([name, { optimizer }]) => [
      name,
      { optimizer: { ...optimizer, variant: 'pytorch' } }
    ])
  )
  write('experiments/mnist-logreg.json', { ...experiment, arms, training: { ...experiment.training, epochs: EPOCHS } })
}

function runClaimcheck(round) {
  const [store, report] = [path.join(folder, `store-${round}`), `report-${round}`]
  project.run(['verify', CLAIM, '--profile', 'paper', '--engine', options.engine, '--store', store], report)
  const { claims } = JSON.parse(readFileSync(path.join(folder, report, 'report.json'), 'utf8'))
  const [{ judgement }] = claims
  const { outcome, subtype } = judgement.verdict
  const { theta } = judgement.analysis
  return `AMSGrad's loss is ${format(Math.exp(theta))} times Adam's, p ${judgement.p.toPrecision(2)}: ${[outcome, subtype].filter(Boolean).join(', ')}`
}

function runPytorch(mnist) {
  const { ratio, p, lower } = JSON.parse(
    execute(options.python, [SCRIPT, mnist, String(PAIRS), String(EPOCHS)], [0], folder)
  )
  return `AMSGrad's loss is ${format(ratio)} times Adam's, p ${p.toPrecision(2)}: ${lower ? 'lower' : 'not shown to be lower'}`
}

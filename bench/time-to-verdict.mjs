// From process start to report: one claim on MNIST softmax regression, 10 pairs, 10 epochs, both arms, a final verdict, by
// the command line on a fresh store, against the same experiment as a PyTorch script (peers/verdict_pytorch.py). In turn.
//   node bench/time-to-verdict.mjs [--dist dist] [--python <python>] [--rounds 5] [--engine auto] [--write]
// Needs MNIST in CLAIMCHECK_DATA_DIR. Without tuning in both: it would only make both longer. --write puts the figures into
// bench/README.md.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openDistribution } from './support/distribution.mjs'
import { execute } from './support/execute.mjs'
import { describeMachine } from './support/machine.mjs'
import { writeReadmeSection } from './support/readmeSection.mjs'
import { format, quantile, spread } from './support/statistics.mjs'

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
/** The claim was judged; nothing is registered for it here, so only a reproduction would exit with 0. */
const EXIT_AS_JUDGED = [0, 1]

const distribution = openDistribution(options.dist)
const folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-verdict-'))
const printed = []
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
  const seconds = contestants.map(() => [])
  const verdicts = []
  for (let round = 0; round < Number(options.rounds); round++) {
    contestants.forEach(({ run }, index) => {
      const start = performance.now()
      verdicts[index] = run(round)
      seconds[index].push((performance.now() - start) / 1000)
    })
  }
  say('| contestant | seconds: median [quartiles] | verdict |')
  say('|---|---|---|')
  for (const [index, { title }] of contestants.entries()) {
    say(`| ${title} | ${spread(seconds[index])} | ${verdicts[index]} |`)
  }
  if (seconds.length === 2) {
    const ratios = seconds[1].map((peer, round) => peer / seconds[0][round])
    const reached = quantile(ratios, 0.25) >= TARGET ? 'met' : '**missed**'
    say(`\nclaimcheck is ${spread(ratios)} times as fast; target >= ${TARGET}: ${reached}`)
  }
  if (!options.write) return
  writeReadmeSection('time-to-verdict', printed.join('\n'))
  writeReadmeSection('script', `\`\`\`python\n${readFileSync(SCRIPT, 'utf8').trim()}\n\`\`\``)
}

/** The registered claim, without tuning and registered outcomes, in PyTorch's variant of both optimizers. */
function writeClaim() {
  const read = (file) => JSON.parse(readFileSync(path.join(distribution.root, 'claims', file), 'utf8'))
  const write = (file, content) => {
    const target = path.join(folder, 'claims', file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, JSON.stringify(content))
  }
  const { expected: _expected, hypothesis, ...claim } = read(`${CLAIM}.json`)
  const { tuning: _tuning, ...untuned } = hypothesis
  write(`${CLAIM}.json`, { ...claim, hypothesis: untuned, decision: { ...claim.decision, seeds: { max: PAIRS } } })
  const { grid: _grid, profiles: _profiles, ...experiment } = read('experiments/mnist-logreg.json')
  const arms = Object.fromEntries(
    Object.entries(experiment.arms).map(([name, { optimizer }]) => [
      name,
      { optimizer: { ...optimizer, variant: 'pytorch' } }
    ])
  )
  write('experiments/mnist-logreg.json', { ...experiment, arms, training: { ...experiment.training, epochs: EPOCHS } })
}

function runClaimcheck(round) {
  const report = path.join(folder, `report-${round}`)
  const args = [
    ...['verify', CLAIM, '--claims', path.join(folder, 'claims'), '--profile', 'paper', '--engine', options.engine],
    ...['--store', path.join(folder, `store-${round}`), '--reports', folder, '--name', `report-${round}`]
  ]
  execute(process.execPath, [path.join(distribution.folder, 'cli/main.js'), ...args], EXIT_AS_JUDGED, folder)
  const { claims } = JSON.parse(readFileSync(path.join(report, 'report.json'), 'utf8'))
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

function say(line) {
  console.log(line)
  printed.push(line)
}

// From report.json to report.html with its figures: 30 claims of 30 pairs, by the command line, against a Matplotlib script
// that draws the same figures and no page (peers/figures_matplotlib.py). In turn, whole processes.
//   node bench/page.mjs [--dist dist] [--python <python>] [--claims 30] [--pairs 30] [--rounds 5] [--write]
// Needs no data beyond the embedded digits; trains them first, which is not timed. --write puts the figures into
// bench/README.md.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
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
    claims: { type: 'string', default: '30' },
    pairs: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false }
  }
})

const [numClaims, numPairs] = [Number(options.claims), Number(options.pairs)]
const MOST_SECONDS = 5
const SCRIPT = path.join(import.meta.dirname, 'peers/figures_matplotlib.py')

const distribution = openDistribution(options.dist)
const folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-page-'))
const project = openProject(distribution, folder)
try {
  main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function main() {
  writeClaims()
  project.run(['verify', '--profile', 'quick', '--engine', 'onnx', '--store', path.join(folder, 'store')], 'trained')
  const report = path.join(folder, 'trained', 'report.json')
  const contestants = [{ title: 'claimcheck report --from report.json', run: () => render(report) }]
  if (options.python === undefined) console.log('skipped: Matplotlib: no Python given (--python or CLAIMCHECK_PYTHON)')
  else contestants.push({ title: 'Matplotlib, the same figures as SVG files', run: () => drawByMatplotlib(report) })

  say(`${describeMachine()}; ${numClaims} claims of ${numPairs} pairs, ${options.rounds} rounds\n`)
  const seconds = timeInTurn(contestants, Number(options.rounds), 'result')
  const reached = quantile(seconds[0], 0.75) < MOST_SECONDS ? 'met' : '**missed**'
  say(`\nTarget: under ${MOST_SECONDS} s: ${reached}.`)
  if (seconds.length === 2) {
    say(`claimcheck is ${spread(seconds[1].map((peer, round) => peer / seconds[0][round]))} times as fast.`)
  }
  if (options.write) writeReadmeSection('page', transcript())
}

/** Claims on the digits, each at a learning rate of its own, so that no two share their runs. */
function writeClaims() {
  const { read, write } = project
  const { expected: _expected, hypothesis, ...claim } = read('claimcheck/digits-logreg-train-loss.json')
  const { tuning: _tuning, ...untuned } = hypothesis
  const { grid: _grid, choices: _choices, ...experiment } = read('experiments/digits-logreg.json')
  const quick = { ...experiment.profiles.quick, seeds: { max: numPairs } }
  for (let index = 0; index < numClaims; index++) {
    const name = `digits-${index + 1}`
    const learningRate = 0.02 * 1.1 ** index
    const arms = Object.fromEntries(
      Object.entries(experiment.arms).map(([arm, { optimizer }]) => [
        arm,
        { optimizer: { ...optimizer, learningRate } }
      ])
    )
    write(`experiments/${name}.json`, { ...experiment, id: name, arms, profiles: { quick } })
    write(`claimcheck/${name}.json`, {
      ...claim,
      id: `claimcheck/${name}`,
      family: name,
      experiment: name,
      hypothesis: untuned,
      decision: { ...claim.decision, seeds: { max: numPairs } }
    })
  }
}

function render(report) {
  project.run(['report', '--from', report], 'rendered')
  const { size } = statSync(path.join(folder, 'rendered', 'report.html'))
  const svgs = readFileSync(path.join(folder, 'rendered', 'report.html'), 'utf8').split('<svg').length - 1
  return `page of ${format(size / 1e6)} MB with ${svgs} figures, and the other five files`
}

function drawByMatplotlib(report) {
  const target = path.join(folder, 'matplotlib')
  mkdirSync(target, { recursive: true })
  return `${execute(options.python, [SCRIPT, report, target], [0], folder).trim()} figures`
}

// From report.json to report.html with its figures: 30 claims of 30 pairs, by the command line, against a Matplotlib script
// that draws the same figures and no page (peers/figures_matplotlib.py). In turn, whole processes.
//   node bench/page.mjs [--dist dist] [--python <python>] [--claims 30] [--pairs 30] [--rounds 5]
//                       [--write | --smoke]
// Needs no data beyond the embedded digits; trains them first, which is not timed. --write puts the figures into
// bench/README.md.
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { openDistribution } from './support/distribution.mjs'
import { execute } from './support/execute.mjs'
import { describeMachine } from './support/machine.mjs'
import { benchOptions, PYTHON, WRITE } from './support/options.mjs'
import { openProject } from './support/project.mjs'
import { missingModule } from './support/python.mjs'
import { writeReadmeSection } from './support/readmeSection.mjs'
import { format, quantile, spread } from './support/statistics.mjs'
import { temporaryFolder } from './support/temporaryFolder.mjs'
import { timeInTurn } from './support/timeInTurn.mjs'
import { say, transcript } from './support/transcript.mjs'

const options = benchOptions({ claims: [30, 2], pairs: [30, 6], rounds: [5, 1] }, { ...PYTHON, ...WRITE })
const { claims: numClaims, pairs: numPairs } = options
const MOST_SECONDS = 5
const SCRIPT = path.join(import.meta.dirname, 'peers/figures_matplotlib.py')

const distribution = openDistribution(options.dist)
const folder = temporaryFolder('page')
const project = openProject(distribution, folder)
main()

function main() {
  writeClaims()
  project.run(['verify', '--profile', 'quick', '--engine', 'onnx', '--store', path.join(folder, 'store')], 'trained')
  const report = path.join(folder, 'trained', 'report.json')
  const contestants = [{ title: 'claimcheck report --from report.json', run: () => render(report) }]
  const missing = missingModule(options.python, 'matplotlib')
  if (missing !== null) console.log(`skipped: Matplotlib: ${missing}`)
  else contestants.push({ title: 'Matplotlib, the same figures as SVG files', run: () => drawByMatplotlib(report) })

  say(`${describeMachine()}; ${numClaims} claims of ${numPairs} pairs, ${options.rounds} rounds\n`)
  const seconds = timeInTurn(contestants, options.rounds, 'result')
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

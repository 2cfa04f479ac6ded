// From report.json to report.html with its figures: 30 claims of 30 pairs, by the command line, against a Matplotlib script
// that draws the same figures and no page (peers/figures_matplotlib.py). In turn, whole processes.
//   node bench/page.mjs [--dist dist] [--python <python>] [--claims 30] [--pairs 30] [--rounds 5] [--write]
// Needs no data beyond the embedded digits; trains them first, which is not timed. --write puts the figures into
// bench/README.md.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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
    claims: { type: 'string', default: '30' },
    pairs: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false }
  }
})

const [numClaims, numPairs] = [Number(options.claims), Number(options.pairs)]
const MOST_SECONDS = 5
const SCRIPT = path.join(import.meta.dirname, 'peers/figures_matplotlib.py')
/** Nothing is registered here: only if all reproduced would it exit with 0. */
const EXIT_AS_JUDGED = [0, 1]

const distribution = openDistribution(options.dist)
const folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-page-'))
const printed = []
try {
  main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function main() {
  writeClaims()
  claimcheck(['verify', '--profile', 'quick', '--engine', 'onnx', '--store', path.join(folder, 'store')], 'trained')
  const report = path.join(folder, 'trained', 'report.json')
  const contestants = [{ title: 'claimcheck report --from report.json', run: () => render(report) }]
  if (options.python === undefined) console.log('skipped: Matplotlib: no Python given (--python or CLAIMCHECK_PYTHON)')
  else contestants.push({ title: 'Matplotlib, the same figures as SVG files', run: () => drawByMatplotlib(report) })

  say(`${describeMachine()}; ${numClaims} claims of ${numPairs} pairs, ${options.rounds} rounds\n`)
  const seconds = contestants.map(() => [])
  const results = []
  for (let round = 0; round < Number(options.rounds); round++) {
    contestants.forEach(({ run }, index) => {
      const start = performance.now()
      results[index] = run()
      seconds[index].push((performance.now() - start) / 1000)
    })
  }
  say('| contestant | seconds: median [quartiles] | result |')
  say('|---|---|---|')
  for (const [index, { title }] of contestants.entries()) {
    say(`| ${title} | ${spread(seconds[index])} | ${results[index]} |`)
  }
  const reached = quantile(seconds[0], 0.75) < MOST_SECONDS ? 'met' : '**missed**'
  say(`\nTarget: under ${MOST_SECONDS} s: ${reached}.`)
  if (seconds.length === 2) {
    say(`claimcheck is ${spread(seconds[1].map((peer, round) => peer / seconds[0][round]))} times as fast.`)
  }
  if (options.write) writeReadmeSection('page', printed.join('\n'))
}

/** Claims on the digits, each at a learning rate of its own, so that no two share their runs. */
function writeClaims() {
  const read = (file) => JSON.parse(readFileSync(path.join(distribution.root, 'claims', file), 'utf8'))
  const write = (file, content) => {
    const target = path.join(folder, 'claims', file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, JSON.stringify(content))
  }
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
  claimcheck(['report', '--from', report], 'rendered')
  const { size } = statSync(path.join(folder, 'rendered', 'report.html'))
  const svgs = readFileSync(path.join(folder, 'rendered', 'report.html'), 'utf8').split('<svg').length - 1
  return `page of ${format(size / 1e6)} MB with ${svgs} figures, and the other five files`
}

function drawByMatplotlib(report) {
  const target = path.join(folder, 'matplotlib')
  mkdirSync(target, { recursive: true })
  return `${execute(options.python, [SCRIPT, report, target], [0], folder).trim()} figures`
}

function claimcheck([command, ...rest], name) {
  const where = ['--claims', path.join(folder, 'claims'), '--reports', folder, '--name', name]
  execute(
    process.execPath,
    [path.join(distribution.folder, 'cli/main.js'), command, ...rest, ...where],
    EXIT_AS_JUDGED,
    folder
  )
}

function say(line) {
  console.log(line)
  printed.push(line)
}

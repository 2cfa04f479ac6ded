// What more of everything costs: seconds of the processor and the largest process's memory, of `verify` on more and more
// claims whose runs are stored (lint, plan, reading, judging, the page), of `verify` on more and more runs that are not, and of
// `runs` on a store of more and more records. Draws bench/growth.svg and bench/growth-memory.svg.
//   node bench/growth.mjs [--dist dist] [--claims 1600] [--records 4000] [--write | --smoke]
// Processor time, so that a machine with other work tells the same. --write replaces the charts and puts the exponents (cost ~
// number^exponent, what a start costs included) into bench/README.md.
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openDistribution } from './support/distribution.mjs'
import { execute } from './support/execute.mjs'
import { lineCharts } from './support/lineChart.mjs'
import { describeMachine } from './support/machine.mjs'
import { benchOptions, WRITE } from './support/options.mjs'
import { openProject } from './support/project.mjs'
import { writeReadmeSection } from './support/readmeSection.mjs'
import { exponent, format } from './support/statistics.mjs'
import { temporaryFolder } from './support/temporaryFolder.mjs'

const options = benchOptions({ claims: [1600, 4], records: [4000, 8] }, WRITE)
/** Around 1: what noise does. */
const MOST = 1.1
const PAIRS = 6

const distribution = openDistribution(options.dist)
const folder = temporaryFolder('growth')
const claims = steps(options.claims).map(verifyClaims)
const runs = steps(options.records).map(trainAndList)
const axes = [
  { title: 'Claims', xLabel: 'claims, their runs stored', unit: 'claims', points: claims },
  { title: 'Runs', xLabel: 'runs of one claim, trained', unit: 'runs', points: runs.map(({ trained }) => trained) },
  { title: 'Records', xLabel: 'records, listed', unit: 'records', points: runs.map(({ listed }) => listed) }
]
const table = report()
console.log(table)
if (options.write) writeReadmeSection('growth', table)
const place = options.write ? import.meta.dirname : options.smoke ? folder : os.tmpdir()
for (const [file, key, title, label] of [
  ['growth.svg', 'seconds', 'What more costs: seconds of the processor (dashed: in proportion)', 'seconds'],
  ['growth-memory.svg', 'megabytes', 'What more costs: memory of the largest process', 'MB']
]) {
  const panels = axes.map(({ title, xLabel, points }) => ({
    title,
    xLabel,
    lines: [{ name: label, points: points.map((point) => ({ x: point.x, y: point[key] })) }]
  }))
  const target = path.join(place, options.write ? file : `claimcheck-${file}`)
  writeFileSync(target, lineCharts(title, label, panels))
  console.log(`chart: ${target}`)
}

/** Up to the largest, each four times the one before. */
function steps(most) {
  return options.smoke ? [most / 4, most] : [most / 16, most / 4, most]
}

/** All on the same runs, each at a margin and in a family of its own. */
function verifyClaims(number) {
  const project = openProject(distribution, path.join(folder, 'claims'))
  const { expected: _expected, hypothesis, ...claim } = project.read('claimcheck/digits-logreg-train-loss.json')
  const { tuning: _tuning, ...untuned } = hypothesis
  const { grid: _grid, choices: _choices, ...experiment } = project.read('experiments/digits-logreg.json')
  project.write('experiments/growth.json', {
    ...experiment,
    id: 'growth',
    profiles: { quick: { ...experiment.profiles.quick, seeds: { max: PAIRS } } }
  })
  for (let index = 0; index < number; index++) {
    const name = `growth-${index}`
    project.write(`claimcheck/${name}.json`, {
      ...claim,
      id: `claimcheck/${name}`,
      family: name,
      experiment: 'growth',
      hypothesis: { ...untuned, margin: { relative: 0.01 + index * 1e-6 } },
      decision: { ...claim.decision, seeds: { max: PAIRS } }
    })
  }
  const verify = ['verify', '--profile', 'quick', '--store', path.join(folder, 'store-claims')]
  if (number === steps(options.claims)[0]) project.run([...verify, 'claimcheck/growth-0'], 'first')
  const usage = measured(() => project.run(verify, 'all'))
  const page = statSync(path.join(folder, 'claims', 'all', 'report.html')).size
  return { x: number, ...usage, page }
}

/** A claim's runs, none of which is stored, and then the list of what is. */
function trainAndList(number) {
  const project = openProject(distribution, path.join(folder, 'runs'))
  writeStochasticClaim(project, number)
  const store = ['--store', path.join(folder, 'store')]
  rmSync(store[1], { recursive: true, force: true })
  const trained = measured(() => project.run(['verify', '--profile', 'quick', '--jobs', '1', ...store], 'all'))
  const list = [path.join(distribution.folder, 'cli/main.js'), 'runs', ...store]
  const listed = measured(() => execute(process.execPath, list, [0], folder))
  return { trained: { x: number, ...trained }, listed: { x: number, ...listed } }
}

/** As many seeds of a random problem that is over in a millisecond. */
function writeStochasticClaim(project, number) {
  const { expected: _expected, assumptions: _made, ...claim } = project.read('reddi2018/stochastic-adam.json')
  const {
    profiles: _profiles,
    assumptions: _assumptions,
    choices: _choices,
    ...experiment
  } = project.read('experiments/reddi2018-stochastic.json')
  project.write('experiments/growth.json', {
    ...experiment,
    id: 'growth',
    numSteps: 1000,
    record: { points: 10, window: 100 }
  })
  project.write('reddi2018/growth.json', {
    ...claim,
    id: 'reddi2018/growth',
    family: 'growth',
    experiment: 'growth',
    decision: { ...claim.decision, seeds: { max: number } }
  })
}

/** Of a command and its workers: processor time in all, memory of the one that took most. */
function measured(run) {
  const file = path.join(folder, 'usage')
  rmSync(file, { force: true })
  process.env.NODE_OPTIONS = `--require ${JSON.stringify(path.join(import.meta.dirname, 'support', 'usage.cjs'))}`
  process.env.CLAIMCHECK_BENCH_USAGE = file
  try {
    run()
  } finally {
    delete process.env.NODE_OPTIONS
  }
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return {
    seconds: lines.reduce((sum, { seconds }) => sum + seconds, 0),
    megabytes: Math.max(...lines.map(({ megabytes }) => megabytes))
  }
}

function report() {
  return [
    `${describeMachine()}; one round`,
    '',
    '| more | largest | seconds | exponent | MB | exponent |',
    '|---|---:|---:|---|---:|---|',
    ...axes.map(({ unit, points }) => {
      const { x, seconds, megabytes, page } = points.at(-1)
      const size = page === undefined ? '' : `, page of ${format(page / 1e6)} MB`
      return `| ${unit} | ${x}${size} | ${format(seconds)} | ${words(points, 'seconds')} | ${format(megabytes)} | ${words(points, 'megabytes')} |`
    })
  ].join('\n')
}

function words(points, key) {
  const value = exponent(points.map((point) => ({ x: point.x, y: point[key] })))
  return `${value.toFixed(2)}: ${value <= MOST ? 'linear or better' : '**not linear**'}`
}

// What a claim costs with more seeds, more settings in a cohort, more epochs: seconds of one worker, evaluations included,
// on the dense models. Draws bench/scaling.svg.
//   node bench/scaling.mjs [--dist dist] [--rounds 5] [--write | --smoke]
// --write replaces the chart and puts the exponents (cost ~ number^exponent) into bench/README.md.
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { startContestant } from './support/contestant.mjs'
import { contestantsFor } from './support/contestants.mjs'
import { openDistribution } from './support/distribution.mjs'
import { writeInputs } from './support/inputs.mjs'
import { lineCharts } from './support/lineChart.mjs'
import { describeMachine } from './support/machine.mjs'
import { benchModels } from './support/models.mjs'
import { benchOptions, WRITE } from './support/options.mjs'
import { writeReadmeSection } from './support/readmeSection.mjs'
import { exponent, median } from './support/statistics.mjs'
import { temporaryFolder } from './support/temporaryFolder.mjs'

const options = benchOptions({ rounds: [5, 1], images: [20_000, 256] }, WRITE)

/** Where nothing else is varied. */
const BASE = { seeds: 1, members: 4, epochs: 2, trainImages: options.images }
const AXES = [
  { key: 'seeds', title: 'Seeds', xLabel: 'seeds', values: [1, 2, 4, 8] },
  { key: 'members', title: 'Settings of a cohort', xLabel: 'runs in the cohort', values: [1, 2, 4, 8, 12, 24] },
  { key: 'epochs', title: 'Epochs', xLabel: 'epochs', values: [1, 2, 4, 8] }
].map((axis) => ({ ...axis, values: options.smoke ? axis.values.slice(0, 2) : axis.values }))
/** Around 1: what a start costs once and what noise does. */
const LINEAR = [0.9, 1.1]

const distribution = openDistribution(options.dist)
const folder = temporaryFolder('scaling')
const measured = []
for (const model of benchModels(distribution, options)) {
  if (!model.convolutional) measured.push({ id: model.id, times: await measureModel(model) })
}
const chart = lineCharts(
  'Cost of training and evaluating, one worker (dashed: in proportion)',
  'seconds',
  AXES.map(({ key, title, xLabel }) => ({
    title,
    xLabel,
    lines: measured.map(({ id, times }) => ({ name: id, points: times[key] }))
  }))
)
const table = report(measured)
console.log(table)
if (options.write) writeReadmeSection('scaling', table)
const place = options.write ? import.meta.dirname : options.smoke ? folder : os.tmpdir()
const file = path.join(place, options.write ? 'scaling.svg' : 'claimcheck-scaling.svg')
writeFileSync(file, chart)
console.log(`\nchart: ${file}, ${chart.split('<polyline').length - 1} lines`)

async function measureModel(model) {
  const inputs = writeInputs(distribution, model, path.join(folder, model.id))
  const [engine] = contestantsFor(inputs, { dist: distribution.folder, smoke: options.smoke })
  const worker = await startContestant(engine, { processes: 1, threads: 1 }, (reason) => {
    throw new Error(reason)
  })
  try {
    const points = AXES.flatMap(({ key, values }) => values.map((x) => ({ key, x, seconds: [] })))
    // The first round compiles the graphs and is not counted.
    for (let round = 0; round <= options.rounds; round++) {
      for (const { key, x, seconds } of points) {
        const answer = await worker.askFirst({ ask: 'cohort', ...BASE, [key]: x })
        if (round > 0) seconds.push(answer.seconds)
      }
    }
    const of = (axis) => points.filter(({ key }) => key === axis).map(({ x, seconds }) => ({ x, y: median(seconds) }))
    return Object.fromEntries(AXES.map(({ key }) => [key, of(key)]))
  } finally {
    worker.stop()
  }
}

function report(measured) {
  const row = ({ id, times }) => {
    const [seeds, members, epochs] = AXES.map(({ key }) => exponent(times[key]))
    const perRun = times.members.at(-1).y / times.members.at(-1).x / times.members[0].y
    return `| ${id} | ${linear(seeds)} | ${members.toFixed(2)}: ${members < 1 ? 'below 1' : '**not below 1**'} | ${perRun.toFixed(2)} | ${linear(epochs)} |`
  }
  return [
    `${describeMachine()}; median of ${options.rounds} rounds`,
    '',
    `| model | seeds | settings of a cohort | a run among ${AXES[1].values.at(-1)}, as a share of a run alone | epochs |`,
    '|---|---|---|---|---|',
    ...measured.map(row)
  ].join('\n')
}

function linear(value) {
  return `${value.toFixed(2)}: ${value >= LINEAR[0] && value <= LINEAR[1] ? 'linear' : '**not linear**'}`
}

// Simulates every decision rule and writes the table and the figure.
//   npm run calibrate -- [--studies 1000 | --simulated <calibration.json[.gz]> [--only <sets>]] [--training]
//                        [--out reports/reference/calibration]
// --studies 0 simulates nothing, --simulated takes what was simulated before, but for the sets of cells that --only names, with
// commas (`matches,spreads`): these are simulated, with as many studies; --jobs threads simulate, with the same numbers
// however many; --training trains Adam against Adam and resamples its pairs.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { transformSync } from '@swc/core'

const root = path.resolve(import.meta.dirname, '..')
const { values: options } = parseArgs({
  options: {
    studies: { type: 'string', default: '1000' },
    simulated: { type: 'string' },
    only: { type: 'string' },
    training: { type: 'boolean', default: false },
    resamples: { type: 'string', default: '2000' },
    pairs: { type: 'string', default: '200' },
    engine: { type: 'string', default: 'auto' },
    store: { type: 'string', default: path.join(root, '.claimcheck', 'store') },
    jobs: { type: 'string', default: String(os.availableParallelism()) },
    out: { type: 'string', default: path.join(root, 'reports', 'reference', 'calibration') },
    dist: { type: 'string', default: path.join(root, 'dist') }
  }
})
const count = (name, least) => {
  const value = Number(options[name])
  if (Number.isSafeInteger(value) && value >= least) return value
  console.error(`--${name} is a whole number from ${least} on, not ${options[name]}`)
  process.exit(2)
}
const studies = count('studies', 0)
const resamples = count('resamples', 1)
const pairs = count('pairs', 30)
const jobs = count('jobs', 1)

const require = createRequire(import.meta.url)
const dist = path.resolve(options.dist)
// tools/ is no part of the package and not compiled with it: its TypeScript runs as it stands, on the compiled program.
require.extensions['.ts'] = (module, file) => {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' }
  })
  module._compile(
    code.replace(/(?<=require\()"(?:\.\.\/)+src\/([^"]*)"/g, (_, place) => JSON.stringify(path.join(dist, place))),
    file
  )
}
const {
  calibrationOf,
  calibrationTrials,
  simulateTrial,
  trialSetIds,
  withSets
} = require('../tools/calibration/calibrate.ts')
const { adamAgainstAdam } = require('../tools/calibration/adamAgainstAdam.ts')
const { writeCalibration } = require('../tools/calibration/write.ts')
const { ClaimcheckError, UnavailableError } = require(path.join(dist, 'errors.js'))
const { fileText } = require(path.join(dist, 'files/fileText.js'))
const { readInput } = require(path.join(dist, 'files/readInput.js'))
const { MAX_PRODUCED_BYTES } = require(path.join(dist, 'files/readRegularFile.js'))
const { parseCalibration } = require(path.join(dist, 'report/data/calibrationSummary.js'))
const { roughDuration } = require(path.join(dist, 'cli/roughDuration.js'))

/** A line now and then, with the time that is left at this call's own speed. */
function progressOn() {
  const start = performance.now()
  let shown = start
  return (finished, total, what) => {
    const now = performance.now()
    if (total === 0 || (now - shown < 5000 && finished < total)) return
    shown = now
    const elapsed = roughDuration(now - start)
    const left = finished === 0 ? '' : `, about ${roughDuration(((now - start) * (total - finished)) / finished)} left`
    console.error(`  ${finished}/${total} ${what}, ${elapsed}${finished < total ? left : ''}`)
  }
}

/** Each thread takes the next trial as soon as it has finished one: their costs differ a hundredfold. */
async function simulateAll(trials) {
  const cells = []
  const show = progressOn()
  let next = 0
  let finished = 0
  const thread = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(fileURLToPath(import.meta.url), { argv: process.argv.slice(2) })
      const give = () => {
        if (next < trials.length) worker.postMessage(next++)
        else worker.terminate().then(resolve, reject)
      }
      worker.on('message', ({ index, cell }) => {
        cells[index] = cell
        finished++
        show(finished, trials.length, trials[index].trial.id)
        give()
      })
      worker.on('error', reject)
      give()
    })
  await Promise.all(Array.from({ length: Math.min(jobs, trials.length) }, thread))
  return cells
}

const only = options.only?.split(',')
const unknown = only?.find((id) => !trialSetIds().includes(id))
if (unknown !== undefined || (only !== undefined && options.simulated === undefined)) {
  console.error(`--only goes with --simulated, and names some of ${trialSetIds().join(', ')}`)
  process.exit(2)
}

if (isMainThread) await main()
else {
  const trials = calibrationTrials(studies, only)
  parentPort.on('message', (index) => parentPort.postMessage({ index, cell: simulateTrial(trials[index]) }))
}

function readCalibration(file) {
  const bytes = readInput(path.resolve(file), MAX_PRODUCED_BYTES, {
    what: 'the calibration',
    expected: 'calibration.json or calibration.json.gz of npm run calibrate',
    remedy: 'leave out --simulated, or name such a file'
  })
  parseCalibration(bytes, file)
  return JSON.parse(fileText(bytes, file))
}

async function simulatedBefore() {
  const known = readCalibration(options.simulated)
  if (only === undefined) return known
  if (known.studies !== studies) {
    console.error(
      `${options.simulated} has ${known.studies} studies a cell: --studies ${known.studies} is needed beside it`
    )
    process.exit(2)
  }
  return withSets(known, await simulateAll(calibrationTrials(studies, only)))
}

async function main() {
  try {
    const simulated =
      options.simulated === undefined
        ? calibrationOf(studies, await simulateAll(calibrationTrials(studies)))
        : await simulatedBefore()
    const executor = { engine: options.engine, storeFolder: path.resolve(options.store), jobs }
    const show = progressOn()
    const onProgress = ({ finishedRuns, totalRuns }) => show(finishedRuns, totalRuns, 'runs')
    const training = options.training
      ? await adamAgainstAdam(executor, pairs, resamples, { onProgress })
      : simulated.training
    await writeCalibration(path.resolve(options.out), { ...simulated, training })
    console.log(path.relative(process.cwd(), path.join(path.resolve(options.out), 'calibration.md')))
  } catch (error) {
    if (!(error instanceof ClaimcheckError)) throw error
    console.error(error.message)
    process.exitCode = error instanceof UnavailableError ? 3 : 2
  }
}

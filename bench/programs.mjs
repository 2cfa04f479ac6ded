// What a run of an outside program costs beyond its own process: many starts of a program of 20 ms, two at a time, by
// claimcheck (command filled in, group of its own, guarded, outputs kept, survivors looked for) and by a plain spawn, in
// turn. And what a warm program saves: runs of a PyTorch program of 0.1 s, each in a process of its own and all in one.
//   node bench/programs.mjs [--dist dist] [--python <python>] [--rounds 5] [--runs 500] [--warm 20] [--write | --smoke]
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { openDistribution } from './support/distribution.mjs'
import { describeMachine } from './support/machine.mjs'
import { benchOptions, PYTHON, WRITE } from './support/options.mjs'
import { missingModule } from './support/python.mjs'
import { writeReadmeSection } from './support/readmeSection.mjs'
import { format, quantile, spread } from './support/statistics.mjs'
import { temporaryFolder } from './support/temporaryFolder.mjs'
import { say, transcript } from './support/transcript.mjs'

const options = benchOptions({ rounds: [5, 1], runs: [500, 4], warm: [20, 2] }, { ...PYTHON, ...WRITE })
const { fillCommand, fillWarmCommand, runProgram, WarmProgram } = openDistribution(options.dist).inside

const JOBS = 2
/** The ceilings. */
const MOST_OVERHEAD_MS = 30
const LEAST_SPEEDUP = 10
const LIMITS = { seconds: 60, quietSeconds: null, graceSeconds: 1, outputBytes: 2 ** 20, folderBytes: null }

const folder = temporaryFolder('programs')
let count = 0
say(`${describeMachine()}; ${options.rounds} rounds of ${options.runs} runs, ${JOBS} at a time`)
await measureOverhead(...shortProgram())
await measureWarm()
if (options.write) writeReadmeSection('programs', transcript())

async function measureOverhead(title, program) {
  const template = {
    command: [program, ...(title === 'sleep .02' ? ['.02'] : ['{args}'])],
    args: { style: 'argparse' }
  }
  const settings = title === 'sleep .02' ? {} : { lr: 0.1 }
  const contestants = [
    { name: 'plain spawn', run: () => plainSpawn(program, template.command.slice(1)) },
    { name: 'claimcheck', run: () => claimcheckRun(template, settings) }
  ]
  const times = contestants.map(() => [])
  for (let round = 0; round < options.rounds; round++) {
    for (const [index, { run }] of contestants.entries()) times[index].push(await msPerRun(run, options.runs))
  }
  const overheads = times[1].map((ms, round) => ms - times[0][round])
  say(`\n| ${title} | ms a run: median [quartiles] |`)
  say('|---|---|')
  for (const [index, { name }] of contestants.entries()) say(`| ${name} | ${spread(times[index])} |`)
  const met = quantile(overheads, 0.75) < MOST_OVERHEAD_MS ? 'met' : '**missed**'
  say(`\nclaimcheck's share of a run: ${spread(overheads)} ms; target < ${MOST_OVERHEAD_MS} ms: ${met}`)
}

async function measureWarm() {
  const missing = missingModule(options.python, 'torch')
  if (missing !== null) {
    say(`\nskipped: warm PyTorch program: ${missing}`)
    return
  }
  const script = path.join(import.meta.dirname, 'peers', 'short_training.py')
  const cold = { command: [options.python, script, '{args}', '--seed', '{seed}'] }
  const programs = Array.from({ length: JOBS }, () => {
    const share = { cores: 1, gpus: [], folder, outside: process.env }
    return new WarmProgram(fillWarmCommand({ command: [options.python, script, '--serve'] }, share))
  })
  const idle = [...programs]
  const warmRun = async () => {
    const program = idle.pop()
    const { settings, seed, seeds, arm, profile, resume, runFolder } = valuesOf({ lr: 0.1 })
    const request = { folder: runFolder, settings, seed, seeds, arm, profile, resume }
    const { end, tail } = await program.run(request, LIMITS)
    if (end.code !== 0) throw new Error(`a warm run ended as ${JSON.stringify(end)}: ${tail.join('\n')}`)
    idle.push(program)
  }
  // In turn, so that other work on the machine slows down both; the warm programs are up from their first round on.
  const times = { cold: [], warm: [] }
  for (let round = 0; round < options.rounds; round++) {
    times.cold.push(await msPerRun(() => claimcheckRun(cold, { lr: 0.1 }), options.warm))
    times.warm.push(await msPerRun(warmRun, 10 * options.warm))
  }
  for (const program of programs) await program.stop(1)
  const [coldMs, warmMs] = [mean(times.cold), mean(times.warm)]
  const speedup = coldMs / warmMs
  const numCold = options.rounds * options.warm
  say(
    `\nPyTorch, 0.1 s of training a run, ${JOBS} at a time: ${format(coldMs)} ms a run in processes of their own (${numCold} runs), ${format(warmMs)} ms warm (${10 * numCold} runs, the start included): ${format(speedup)} times; target >= ${LEAST_SPEEDUP}: ${speedup >= LEAST_SPEEDUP ? 'met' : '**missed**'}`
  )
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The program of 20 ms, in C where there is a compiler. */
function shortProgram() {
  const binary = path.join(folder, 'sleep20ms')
  try {
    execFileSync('cc', ['-O2', '-o', binary, path.join(import.meta.dirname, 'sleep20ms.c')], { stdio: 'pipe' })
    return ['20 ms in C', binary]
  } catch {
    return ['sleep .02', 'sleep']
  }
}

/** Wall milliseconds of all runs by their number, where `JOBS` are at work: those of a run, divided by `JOBS`. */
async function msPerRun(run, runs) {
  let left = runs
  const start = performance.now()
  await Promise.all(
    Array.from({ length: JOBS }, async () => {
      while (left-- > 0) await run()
    })
  )
  return ((performance.now() - start) * JOBS) / runs
}

function plainSpawn(program, args) {
  return new Promise((resolve, reject) => {
    const own = args.filter((arg) => !arg.startsWith('{'))
    spawn(program, own, { stdio: 'ignore' }).once('error', reject).once('exit', resolve)
  })
}

async function claimcheckRun(template, settings) {
  const values = valuesOf(settings)
  const { end, tail } = await runProgram(fillCommand(template, values), LIMITS, values.runFolder)
  if (end.code !== 0) throw new Error(`a run ended as ${JSON.stringify(end)}: ${tail.join('\n')}`)
}

function valuesOf(settings) {
  const seed = count++
  const runFolder = path.join(folder, `run-${seed}`)
  mkdirSync(runFolder)
  const seeds = { init: seed, order: seed, dropout: seed, problem: seed }
  const machine = { cores: 1, gpus: [], outside: process.env }
  return { seed, seeds, settings, arm: 'a', profile: 'quick', runFolder, folder, resume: false, ...machine }
}

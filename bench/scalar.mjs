// Million steps a second of engine scalar on the online problem of Reddi et al. 2018 (constant alpha), one core, and of
// its peers in the same minutes: C -O2 where there is a cc, JAX (jit + scan) and PyTorch's optimizer where a Python has
// them. CPU time and not wall time, so that other work on the machine matters less; repeats are interleaved, because
// machines drift: only ratios within one run compare.
//   npm run build && node bench/scalar.mjs [dist] [--python <python>] [--repeats 7]
// CLAIMCHECK_DIST and CLAIMCHECK_PYTHON do the same. The engine also sums losses and iterates and records a trajectory;
// the peers compute the update only.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

const require = createRequire(import.meta.url)
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { python: { type: 'string' }, repeats: { type: 'string', default: '7' } }
})
const dist = path.resolve(positionals[0] ?? process.env.CLAIMCHECK_DIST ?? path.join(import.meta.dirname, '../dist'))
const python = options.python ?? process.env.CLAIMCHECK_PYTHON
const { simulate } = require(path.join(dist, 'engine/scalar/simulate.js'))

const STEPS = 2e7
const periodic = { name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] }
const bernoulli = { name: 'bernoulli-linear', rareSlope: 1010, commonSlope: -10, probability: 0.01, domain: [-1, 1] }
const adam = {
  name: 'Adam',
  learningRate: 0.001,
  schedule: { name: 'constant' },
  projection: 'box',
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  biasCorrection: false,
  epsilonPlacement: 'outside'
}
const optimizers = { adam, amsgrad: { ...adam, name: 'AMSGrad', maximum: 'uncorrected' } }
const inverseSqrt = { name: 'inverse-sqrt' }

const folder = mkdtempSync(path.join(os.tmpdir(), 'claimcheck-bench-'))
try {
  const contestants = [
    contestant('claimcheck scalar', STEPS, (rule, steps) => runOurs(periodic, optimizers[rule], steps)),
    contestant('  with alpha/sqrt(t)', STEPS, (rule, steps) =>
      runOurs(periodic, { ...optimizers[rule], schedule: inverseSqrt }, steps)
    ),
    contestant('  stochastic problem', STEPS, (rule, steps) => runOurs(bernoulli, optimizers[rule], steps)),
    ...peerInC(),
    ...peerInPython('jax', 'JAX jit + scan', STEPS),
    ...peerInPython('torch', "PyTorch's optimizer", 2e4)
  ]
  console.log(`node ${process.version}, ${os.cpus()[0]?.model ?? 'unknown cpu'}, float64, ${options.repeats} repeats`)
  for (const rule of Object.keys(optimizers)) report(rule, contestants)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function contestant(name, steps, run) {
  return { name, steps, run }
}

function report(rule, contestants) {
  // one round to compile and warm up, not counted
  for (const { run, steps } of contestants) run(rule, Math.min(steps, 2e6))
  const rates = contestants.map(() => [])
  const last = []
  for (let repeat = 0; repeat < Number(options.repeats); repeat++) {
    contestants.forEach(({ run, steps }, i) => {
      const { seconds, x } = run(rule, steps)
      rates[i].push(steps / seconds / 1e6)
      last[i] = x
    })
  }
  console.log(
    `\n${rule}: million steps a CPU second, median [min, max]; times claimcheck, median of the ratios; last x`
  )
  contestants.forEach(({ name }, i) => {
    const ratio = median(rates[i].map((rate, repeat) => rate / rates[0][repeat]))
    const range = `[${format(Math.min(...rates[i]))}, ${format(Math.max(...rates[i]))}]`
    console.log(
      `${name.padEnd(22)} ${format(median(rates[i])).padStart(8)} ${range.padEnd(18)} x ${ratio.toFixed(4).padEnd(8)} ${last[i].toFixed(6)}`
    )
  })
}

function runOurs(problem, optimizer, numSteps) {
  const spec = {
    kind: 'synthetic',
    problem,
    optimizer,
    numSteps,
    initialPoint: 0,
    record: { points: 200, window: 101 }
  }
  const simulation = simulate({ ...spec, seeds: { init: 0, order: 0, dropout: 0, problem: 0 } })
  const start = process.cpuUsage()
  let next = simulation.next()
  while (!next.done) next = simulation.next()
  const { user, system } = process.cpuUsage(start)
  return { seconds: (user + system) / 1e6, x: next.value.metrics.x.values.at(-1) }
}

function peerInC() {
  const binary = path.join(folder, 'scalar')
  try {
    execFileSync('cc', ['-O2', '-o', binary, path.join(import.meta.dirname, 'scalar.c'), '-lm'], { stdio: 'pipe' })
  } catch (error) {
    return skip('C -O2', error)
  }
  return [contestant('C -O2', STEPS, (rule, steps) => parse(execFileSync(binary, [rule, String(steps)])))]
}

function peerInPython(library, name, steps) {
  if (python === undefined) return skip(name, new Error('no Python given (--python or CLAIMCHECK_PYTHON)'))
  const script = path.join(import.meta.dirname, 'scalar_peers.py')
  const call = (rule, count) =>
    parse(execFileSync(python, [script, library, rule, String(count)], { stdio: ['ignore', 'pipe', 'pipe'] }))
  try {
    call('adam', 10)
  } catch (error) {
    return skip(name, error)
  }
  return [contestant(name, steps, call)]
}

function skip(name, error) {
  console.log(`skipped: ${name}: ${error.message.trim().split('\n').at(-1)}`)
  return []
}

function parse(output) {
  const [seconds, x] = output.toString().trim().split(' ').map(Number)
  return { seconds, x }
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function format(value) {
  return value >= 1 ? value.toFixed(0) : value.toPrecision(2)
}

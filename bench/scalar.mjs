// Million steps a second of engine scalar on the online problem of Reddi et al. 2018 (constant alpha), one core, and of
// its peers in the same minutes: C -O2 where there is a cc, JAX (jit + scan) and PyTorch's optimizer where a Python has
// them. CPU time and not wall time, so that other work on the machine matters less; repeats are interleaved, because
// machines drift: only ratios within one run compare.
//   node bench/scalar.mjs [--dist dist] [--python <python>] [--repeats 7] [--steps 20000000] [--smoke]
// CLAIMCHECK_DIST and CLAIMCHECK_PYTHON do the same. The engine also sums losses and iterates and records a trajectory;
// the peers compute the update only, and have to end where claimcheck ends.
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { openDistribution } from './support/distribution.mjs'
import { describeMachine } from './support/machine.mjs'
import { ADAM, PERIODIC } from './support/online.mjs'
import { benchOptions, PYTHON } from './support/options.mjs'
import { missingModule } from './support/python.mjs'
import { median } from './support/statistics.mjs'
import { temporaryFolder } from './support/temporaryFolder.mjs'

const options = benchOptions({ repeats: [7, 1], steps: [2e7, 2e4] }, PYTHON)
const { simulate } = openDistribution(options.dist).inside

const STEPS = options.steps
/** Its optimizer is called from Python: a thousandth of the steps takes as long. */
const TORCH_STEPS = Math.ceil(STEPS / 1000)
const WARM_UP_STEPS = Math.min(STEPS, 2e6)
/** Compilers may fuse and reorder float64 operations: JAX was seen to differ by 5e-16, PyTorch by 2e-15. */
const TOLERANCE = 1e-9
const bernoulli = { name: 'bernoulli-linear', rareSlope: 1010, commonSlope: -10, probability: 0.01, domain: [-1, 1] }
const optimizers = { adam: ADAM, amsgrad: { ...ADAM, name: 'AMSGrad', maximum: 'uncorrected' } }
const inverseSqrt = { name: 'inverse-sqrt' }

const contestants = [
  contestant('claimcheck scalar', STEPS, (rule, steps) => runOurs(PERIODIC, optimizers[rule], steps)),
  contestant('  with alpha/sqrt(t)', STEPS, (rule, steps) =>
    runOurs(PERIODIC, { ...optimizers[rule], schedule: inverseSqrt }, steps)
  ),
  contestant('  stochastic problem', STEPS, (rule, steps) => runOurs(bernoulli, optimizers[rule], steps)),
  ...peerInC(),
  ...peerInPython('jax', 'JAX jit + scan', STEPS, {}),
  ...peerInPython('torch', "PyTorch's optimizer", TORCH_STEPS, { biasCorrection: true })
]
console.log(`${describeMachine()}; float64, ${STEPS} steps, ${options.repeats} repeats`)
for (const rule of Object.keys(optimizers)) report(rule, contestants)

/** @param variant of the optimizer that a peer computes; null of claimcheck itself */
function contestant(name, steps, run, variant = null) {
  return { name, steps, run, variant }
}

function report(rule, contestants) {
  // one round to compile and warm up, not counted
  for (const { run, steps } of contestants) run(rule, Math.min(steps, WARM_UP_STEPS))
  const rates = contestants.map(() => [])
  const last = []
  for (let repeat = 0; repeat < options.repeats; repeat++) {
    contestants.forEach(({ run, steps }, i) => {
      const { seconds, x } = run(rule, steps)
      rates[i].push(steps / seconds / 1e6)
      last[i] = x
    })
  }
  console.log(
    `\n${rule}: million steps a CPU second, median [min, max]; times claimcheck, median of the ratios; last x`
  )
  contestants.forEach(({ name, steps, variant }, i) => {
    if (variant !== null) compare(name, last[i], runOurs(PERIODIC, { ...optimizers[rule], ...variant }, steps).x)
    const ratio = median(rates[i].map((rate, repeat) => rate / rates[0][repeat]))
    const range = `[${format(Math.min(...rates[i]))}, ${format(Math.max(...rates[i]))}]`
    console.log(
      `${name.padEnd(22)} ${format(median(rates[i])).padStart(8)} ${range.padEnd(18)} x ${ratio.toFixed(4).padEnd(8)} ${last[i]}`
    )
  })
}

function compare(name, x, ours) {
  if (Math.abs(x - ours) <= TOLERANCE) return
  throw new Error(`${name} ends at x = ${x}, claimcheck at ${ours}: it computes another update`)
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
  const binary = path.join(temporaryFolder('scalar'), 'scalar')
  try {
    execFileSync('cc', ['-O2', '-o', binary, path.join(import.meta.dirname, 'scalar.c'), '-lm'], { stdio: 'pipe' })
  } catch (error) {
    return skip('C -O2', error.message)
  }
  return [contestant('C -O2', STEPS, (rule, steps) => parse(execFileSync(binary, [rule, String(steps)])), {})]
}

function peerInPython(library, name, steps, variant) {
  const { python } = options
  const missing = missingModule(python, library)
  if (missing !== null) return skip(name, missing)
  const script = path.join(import.meta.dirname, 'scalar_peers.py')
  const call = (rule, count) =>
    parse(execFileSync(python, [script, library, rule, String(count)], { stdio: ['ignore', 'pipe', 'pipe'] }))
  return [contestant(name, steps, call, variant)]
}

function skip(name, reason) {
  console.log(`skipped: ${name}: ${reason.trim().split('\n').at(-1)}`)
  return []
}

function parse(output) {
  const [seconds, x] = output.toString().trim().split(' ').map(Number)
  return { seconds, x }
}

function format(value) {
  return value >= 1 ? value.toFixed(0) : value.toPrecision(2)
}

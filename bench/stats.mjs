// CPU time of the sequential rules on 30 pairs: the whole sequence of intervals (a look after every pair), and p. Normal
// differences with an effect of 0, 0.8 and 2 standard deviations; median and 90th percentile over samples, after a
// round to compile. CPU time and not wall time, so that other work on the machine matters less.
//   node bench/stats.mjs [--dist dist] [--samples 200] [--smoke]
import { openDistribution } from './support/distribution.mjs'
import { describeMachine } from './support/machine.mjs'
import { benchOptions } from './support/options.mjs'

const options = benchOptions({ samples: [200, 2] })
const { claimcheck, stats, inside } = openDistribution(options.dist)
const { normalStream, randomStream } = claimcheck
const { sequentialMethod } = inside

const PAIRS = 30
const ALPHA = 0.05

console.log(`${describeMachine()}; ${PAIRS} pairs, ${options.samples} samples`)
console.log('CPU milliseconds, median (90th percentile)')
for (const name of ['sign-flip', 'mixture-t', 'betting', 'pocock', 'obrien-fleming']) {
  const method = sequentialMethod(name)
  for (const effect of name === 'betting' ? [0] : [0, 0.8, 2]) {
    const samples = draw(effect, name === 'betting' ? 0.05 : 1)
    const label = `${name}, effect ${effect}`.padEnd(28)
    const sequence = time(samples, (values) => method.sequence(values, ALPHA))
    const p = time(samples, (values) => method.p(values, 0))
    console.log(`${label} sequence ${sequence}   p ${p}`)
  }
}
const outcomes = draw(0.8, 1).map((values) => values.map((value) => value > 0))
console.log(
  `${'beta-binomial'.padEnd(28)} sequence and p ${time(outcomes, (ones) => stats.betaBinomialProcess(ones, 0.8, ALPHA))}`
)

function draw(effect, scale) {
  const normal = normalStream(randomStream(0, 'problem'))
  return Array.from({ length: options.samples }, () => Array.from({ length: PAIRS }, () => scale * (effect + normal())))
}

function time(samples, run) {
  for (const sample of samples) run(sample)
  const durations = samples.map((sample) => {
    const start = process.cpuUsage()
    run(sample)
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1e3
  })
  durations.sort((a, b) => a - b)
  const at = (share) => durations[Math.floor(share * (durations.length - 1))].toFixed(3)
  return `${at(0.5)} (${at(0.9)})`
}

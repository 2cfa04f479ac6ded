// CPU time of the sequential rules on 30 pairs: the whole sequence of intervals (a look after every pair), and p. Normal
// differences with an effect of 0, 0.8 and 2 standard deviations; median and 90th percentile over samples, after a
// round to compile. CPU time and not wall time, so that other work on the machine matters less.
//   npm run build && node bench/stats.mjs [dist] [--samples 200]
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

const require = createRequire(import.meta.url)
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { samples: { type: 'string', default: '200' } }
})
const dist = path.resolve(positionals[0] ?? process.env.CLAIMCHECK_DIST ?? path.join(import.meta.dirname, '../dist'))
const load = (file) => require(path.join(dist, file))
const { sequentialMethod } = load('stats/sequential/sequentialMethod.js')
const { betaBinomialProcess } = load('stats/sequential/betaBinomialProcess.js')
const { normalStream, randomStream } = load('random/streams.js')

const PAIRS = 30
const ALPHA = 0.05

console.log(
  `node ${process.version}, ${os.cpus()[0]?.model ?? 'unknown cpu'}, ${PAIRS} pairs, ${options.samples} samples`
)
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
  `${'beta-binomial'.padEnd(28)} sequence and p ${time(outcomes, (ones) => betaBinomialProcess(ones, 0.8, ALPHA))}`
)

function draw(effect, scale) {
  const normal = normalStream(randomStream(0, 'problem'))
  return Array.from({ length: Number(options.samples) }, () =>
    Array.from({ length: PAIRS }, () => scale * (effect + normal()))
  )
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

// Wall milliseconds of one verdict on 30 pairs, everything that is reported beside it included, and of a family of 200.
// Differences are normal with a standard deviation of 2 %; effects are distances from -1 %, the margin, in standard
// errors: far, near the level (where only the exact tests can tell, for every seed left out) and on the margin. Rounds
// go over all of it in turn, so that a drifting machine meets each alike; median and 90th percentile, after rounds to
// compile. Node is not told to be quick: one process, no flags.
//   node bench/verdict.mjs [--dist dist] [--rounds 60] [--smoke]
import { openDistribution } from './support/distribution.mjs'
import { describeMachine } from './support/machine.mjs'
import { benchOptions } from './support/options.mjs'

const options = benchOptions({ rounds: [60, 1] })
const { verdict, familyVerdicts, normalStream, randomStream } = openDistribution(options.dist).claimcheck

const PAIRS = 30
const FAMILY = options.smoke ? 3 : 200
const WARM_UP = options.smoke ? 0 : 15
const FAMILY_ROUNDS = options.smoke ? 1 : 5
const SPREAD = 0.02
const margin = { relative: 0.01 }
const normal = normalStream(randomStream(0, 'problem'))

const adding = (method, firstLook) => ({ sequential: { method, firstLook, maxSeeds: PAIRS } })
const modes = {
  fixed: {},
  'fixed, equivalent': { kind: 'equivalent' },
  'sign-flip': adding('sign-flip', 10),
  'mixture-t': adding('mixture-t', 10),
  pocock: adding('pocock', 6),
  'obrien-fleming': adding('obrien-fleming', 6)
}
const effects = { 'far below': -6, 'just below': -2.2, 'on the margin': 0, 'just above': 2.2, 'far above': 6 }

console.log(`${describeMachine()}; ${PAIRS} pairs, ${options.rounds} rounds`)
const single = []
for (const [mode, decision] of Object.entries(modes)) {
  for (const [label, effect] of Object.entries(effects)) {
    const name = `${mode.padEnd(18)} ${label}`
    single.push({
      name,
      times: [],
      run: () => timed(draw(effect), ({ control, treatment }) => verdict(control, treatment, { margin, ...decision }))
    })
  }
}
interleave(single, options.rounds, WARM_UP)
report('one verdict', single)

const families = Object.entries(modes).map(([mode, decision]) => ({
  name: `${mode.padEnd(18)} effects from -6 to 6`,
  times: [],
  run: () => {
    const members = Array.from({ length: FAMILY }, (_, i) => ({
      ...draw(-6 + (12 * i) / (FAMILY - 1)),
      margin,
      ...decision
    }))
    return timed(members, familyVerdicts)
  }
}))
interleave(families, FAMILY_ROUNDS, options.smoke ? 0 : 1)
report(`a family of ${FAMILY} claims`, families)

function draw(effect) {
  const control = Array.from({ length: PAIRS }, () => Math.exp(0.1 * normal()))
  const theta = -Math.log1p(margin.relative) + (effect * SPREAD) / Math.sqrt(PAIRS)
  return { control, treatment: control.map((loss) => loss * Math.exp(theta + SPREAD * normal())) }
}

function timed(input, run) {
  const start = performance.now()
  run(input)
  return performance.now() - start
}

function interleave(contestants, rounds, warmUp) {
  for (let round = -warmUp; round < rounds; round++) {
    for (const { run, times } of contestants) {
      const duration = run()
      if (round >= 0) times.push(duration)
    }
  }
}

function report(title, contestants) {
  console.log(`\n${title}: milliseconds, median (90th percentile)`)
  for (const { name, times } of contestants) {
    times.sort((a, b) => a - b)
    const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(times[0] < 100 ? 2 : 0)
    console.log(`${name.padEnd(40)} ${at(0.5)} (${at(0.9)})`)
  }
}

// Draws the data set friedman1: node scripts/friedman1.mjs > friedman1.csv. What comes out is pinned in src/data/descriptions.ts.
import seedrandom from 'seedrandom'

const ROWS = 1_500
const random = seedrandom.alea('friedman1')

/** A standard normal number (Box and Muller). */
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

for (let row = 0; row < ROWS; row++) {
  const x = Array.from({ length: 10 }, () => Number(random().toFixed(3)))
  const mean = 10 * Math.sin(Math.PI * x[0] * x[1]) + 20 * (x[2] - 0.5) ** 2 + 10 * x[3] + 5 * x[4]
  process.stdout.write(`${[...x, (mean + normal()).toFixed(3)].join(',')}\n`)
}

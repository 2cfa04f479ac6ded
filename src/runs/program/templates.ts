import { TEMPLATE_ASSUMPTIONS } from '../templateAssumptions'
import type { ProgramFile } from './types'

/** Gradient descent from a random start, a value a step, with nothing but Node.js. */
const SCRIPT = `
const [rate, steps, seed] = process.argv.slice(1).map((argument) => Number(argument.split('=')[1]))
let x = 1 + ((seed * 2654435761) % 1000) / 1000
const lines = []
for (let step = 1; step <= steps; step += 1) {
  x -= rate * 2 * x
  lines.push(JSON.stringify({ step, loss: x * x }))
}
require('node:fs').writeFileSync(process.env.CLAIMCHECK_METRICS, lines.join('\\n') + '\\n')
`.trim()

/** Two step sizes of a program that comes with nothing. */
export function twoSeeds(id: string): ProgramFile {
  return {
    id,
    kind: 'program',
    description: 'Replace: what the program does.',
    sourceProtocol: 'Replace: how the source ran it.',
    assumptions: TEMPLATE_ASSUMPTIONS,
    command: ['node', '-e', SCRIPT, 'rate={rate}', 'steps={steps}', 'seed={seed}'],
    args: 'none',
    settings: { steps: 20 },
    arms: { small: { settings: { rate: 0.1 } }, large: { settings: { rate: 0.2 } } },
    metrics: { loss: { unit: 'step', better: 'lower', bounds: [0, null] } },
    length: 20,
    profiles: { quick: { departure: 'Replace: 10 steps instead of 20', settings: { steps: 10 }, length: 10 } }
  }
}

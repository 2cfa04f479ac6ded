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

/** The same on a bowl of a curvature, with noise in every step: each curvature is a task. */
const NOISY = `
const [rate, curvature, steps, seed] = process.argv.slice(1).map((argument) => Number(argument.split('=')[1]))
let state = (seed + 1) * 2654435761
const noise = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648 - 0.5
let x = 2 + noise()
const lines = []
for (let step = 1; step <= steps; step += 1) {
  x -= rate * (curvature * x + noise())
  lines.push(JSON.stringify({ step, loss: (curvature * x * x) / 2 + 0.01 }))
}
require('node:fs').writeFileSync(process.env.CLAIMCHECK_METRICS, lines.join('\\n') + '\\n')
`.trim()

/** Two step sizes on six tasks. */
export function onSixTasks(id: string): ProgramFile {
  const { command: _, profiles: __, ...rest } = twoSeeds(id)
  const placeholders = ['rate={rate}', 'curvature={curvature}', 'steps={steps}', 'seed={seed}']
  return {
    ...rest,
    command: ['node', '-e', NOISY, ...placeholders],
    grid: { curvature: [0.2, 0.3, 0.4, 0.5, 0.6, 0.8] }
  }
}

import type { Project } from './project'

/** A loss that comes down from what the seed starts at, logged after each epoch; what else it does is a setting. */
export const SCRIPT = `
const { appendFileSync, existsSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const options = Object.fromEntries(
  process.argv.slice(2).flatMap((word, index, words) => (word.startsWith('--') ? [[word.slice(2), words[index + 1]]] : []))
)
const seed = Number(options.seed)
const log = (row) => appendFileSync(process.env.CLAIMCHECK_METRICS, JSON.stringify(row) + '\\n')
const start = 1 + ((seed * 7919) % 97) / 970
async function main() {
  const last = path.join(options.out, 'epoch')
  const resumed = process.env.CLAIMCHECK_RESUME === '1' && existsSync(last)
  for (let epoch = resumed ? 3 : 1; epoch <= 4; epoch += 1) {
    if (options.slow === 'yes') await new Promise((resolve) => setTimeout(resolve, 200))
    const noise = ((seed * 104729 + epoch * Math.round(1000 * Number(options.factor))) % 101) / 5000
    const loss = (start + noise) * Number(options.factor) ** epoch
    if (options.bad === 'exit' && seed === 3 && epoch === 2) {
      console.error('cannot go on')
      process.exit(7)
    }
    if (options.bad === 'code' && seed === 3) process.exit(9)
    log({ epoch, loss: options.bad === 'nan' && seed === 3 && epoch === 2 ? 'NaN' : loss })
    writeFileSync(last, String(epoch))
  }
  if (resumed) writeFileSync(path.join(options.out, 'resumed'), '')
}
main()
`

export const EXPERIMENT = {
  id: 'script',
  kind: 'program',
  description: 'A script.',
  sourceProtocol: 'Four epochs.',
  command: [process.execPath, 'train.js', '{args}', '--seed', '{seed}', '--out', '{run}'],
  settings: { factor: 0.8 },
  arms: { fast: { settings: { factor: 0.5 } }, slow: {} },
  metrics: { 'train.loss': { from: 'loss', unit: 'epoch', better: 'lower', bounds: [0, null] } },
  inputs: ['train.js'],
  length: 4
}

export const HYPOTHESIS = {
  kind: 'lower',
  metric: 'train.loss',
  treatment: 'fast',
  control: 'slow',
  margin: { relative: 0.01 }
}

export function writeClaim(
  project: Project,
  name: string,
  claim: Readonly<Record<string, unknown>> = {},
  experiment: Readonly<Record<string, unknown>> = {}
): void {
  project.write('train.js', SCRIPT)
  project.write('claims/experiments/script.json', { ...EXPERIMENT, ...experiment })
  project.write('claims/paper/source.json', { key: 'paper', citation: 'Somebody, 2020' })
  project.write(`claims/paper/${name}.json`, {
    id: `paper/${name}`,
    source: { locator: 'Table 1', quote: 'It is faster.' },
    statement: 'The fast one ends lower.',
    experiment: 'script',
    hypothesis: HYPOTHESIS,
    decision: { seeds: { max: 8 } },
    ...claim
  })
}

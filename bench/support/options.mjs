import { parseArgs } from 'node:util'

/**
 * The command line of a bench. Every bench has `--smoke`: it then does everything once, as small as possible, and writes
 * nothing that stays, so that a test sees in seconds whether it still works.
 *
 * @param sizes numbers that the command line may set, by name: `[default, in a smoke]`
 * @param others as `parseArgs` takes them
 * @returns all of them, and `dist` and `smoke`
 */
export function benchOptions(sizes, others = {}) {
  const { values } = parseArgs({
    options: {
      ...Object.fromEntries(Object.keys(sizes).map((name) => [name, { type: 'string' }])),
      ...others,
      dist: { type: 'string' },
      smoke: { type: 'boolean', default: false }
    }
  })
  if (values.smoke && values.write) throw new Error('--write: figures of a smoke say nothing; leave out --smoke')
  if (values.smoke) console.log('smoke: everything once and tiny; no number below says how fast anything is\n')
  const numbers = Object.entries(sizes).map(([name, [normal, small]]) => {
    const value = Number(values[name] ?? (values.smoke ? small : normal))
    if (value > 0) return [name, value]
    throw new Error(`--${name}: a number above 0 is expected, not "${values[name]}"`)
  })
  return { ...values, ...Object.fromEntries(numbers) }
}

/** Of those with peers in Python, and of those whose figures stand in bench/README.md. */
export const PYTHON = { python: { type: 'string', default: process.env.CLAIMCHECK_PYTHON } }
export const WRITE = { write: { type: 'boolean', default: false } }

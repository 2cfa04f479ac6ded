import fc from 'fast-check'
import { idOfPlace } from '../../../src/claims/document'
import type { SourceFile } from '../../../src/claims/fileTypes'
import { KINDS } from '../../../src/kinds'
import { inspectFiles } from '../../../src/load/lint'
import { resolveWorld } from '../../../src/load/load'
import { SCAFFOLD_KINDS } from '../../../src/load/new'
import { type MemoryFile, memoryFile, ownFile } from '../../unit/claims/documents'

const FILES = [
  'reddi2018/source.json',
  'reddi2018/stochastic-adam.json',
  'claimcheck/digits-logreg-train-loss.json',
  'experiments/digits-logreg.json'
]
/** Every file that these lead to; without the assumptions that none of them makes, which would make the test slow. */
const OTHERS = [
  'bennatan2018/source.json',
  'claimcheck/source.json',
  'reddi2018/source.json',
  'experiments/reddi2018-stochastic.json',
  'experiments/digits-logreg.json'
]

function startingFile(file: string): unknown {
  const whole = ownFile(file) as SourceFile
  if (!file.endsWith('/source.json')) return whole
  const used = JSON.stringify(FILES.slice(1).concat(OTHERS.slice(3)).map(ownFile))
  const kept = Object.entries(whole.assumptions ?? {}).filter(([name]) => used.includes(`"${whole.key}/${name}"`))
  return { ...whole, assumptions: Object.fromEntries(kept) }
}

/** A claim of every kind, each with its experiment. */
const STARTED = SCAFFOLD_KINDS.map((kind) => {
  const { experiment, claim } = KINDS[kind].start!
  const source = { key: 'paper', citation: 'A paper.', locator: 'Figure 1', quote: 'lower' }
  return {
    claim: { id: `paper/${kind}`, source, ...(experiment && { experiment: kind }), ...claim },
    files: experiment === null ? [] : [memoryFile(`experiments/${kind}.json`, experiment(kind))]
  }
})
const ALL_OF = {
  ...STARTED[0]!.claim,
  id: 'paper/all',
  experiment: null,
  decision: {},
  hypothesis: { kind: 'all-of', claims: ['paper/lower', 'paper/all'] }
}

/** Replaces, removes or renames something somewhere in a tree; `choices` drive where. */
function mutate(value: unknown, choices: readonly number[], replacement: unknown): unknown {
  const [choice = 0, ...rest] = choices
  if (rest.length === 0 || value === null || typeof value !== 'object') return replacement
  if (Array.isArray(value)) {
    if (value.length === 0) return [replacement]
    const at = choice % value.length
    return value.map((item, i) => (i === at ? mutate(item, rest, replacement) : item))
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return { [`added${choice}`]: replacement }
  const at = choice % entries.length
  return Object.fromEntries(
    entries.flatMap(([key, child], i) => {
      if (i !== at) return [[key, child]]
      if (choice % 7 === 0) return []
      return [[choice % 5 === 0 ? `${key}x` : key, mutate(child, rest, replacement)]]
    })
  )
}

describe('lint of anything', () => {
  it('never throws on a claim or experiment that was bent anywhere, and places every problem in its text', () => {
    const started = new Map([...FILES, ...OTHERS].map((file) => [file, startingFile(file)]))
    const replacement = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('seeds', 'lower', 'Adam', 'quick', -1, 0, 1e300, '', null, [])
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...FILES),
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 }),
        replacement,
        (file, choices, value) => {
          const bent = memoryFile(file, mutate(started.get(file), choices, value))
          const rest = OTHERS.filter((other) => other !== file).map((other) => memoryFile(other, started.get(other)))
          const inspection = inspectFiles([bent, ...rest])
          if (inspection.problems.every(({ severity }) => severity === 'warning')) {
            // What lint accepts has every field that filling in the defaults relies on.
            const { claims, experiments } = resolveWorld(inspection)
            expect(claims.map(({ id }) => id)).toEqual(inspection.claims.map(idOfPlace).sort())
            expect([...experiments.keys()]).toEqual(inspection.experiments.map(idOfPlace).sort())
            for (const { source, assumptions } of claims) {
              expect(typeof source.citation).toBe('string')
              expect(assumptions.every(({ topic, gap, choice }) => topic !== '' && gap !== '' && choice !== '')).toBe(
                true
              )
            }
          }
          for (const problem of inspection.problems) expect(isInside(problem, [bent, ...rest])).toBe(true)
        }
      ),
      { numRuns: 500, seed: 1 }
    )
  })

  it('never throws on a claim of any kind that was bent anywhere', () => {
    const replacement = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        'all-of',
        'faster',
        'invariant',
        'anytime-valid',
        'group-sequential',
        'betting',
        '1/0',
        0,
        -1,
        null
      )
    )
    const choices = fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 })
    const started = fc.constantFrom(...STARTED, { claim: ALL_OF, files: [] })
    fc.assert(
      fc.property(started, choices, replacement, ({ claim, files }, where, value) => {
        const bent = memoryFile(`${claim.id}.json`, mutate(claim, where, value))
        const inspection = inspectFiles([bent, ...files])
        if (inspection.problems.every(({ severity }) => severity === 'warning')) {
          expect(resolveWorld(inspection).claims.map(({ id }) => id)).toEqual([claim.id])
        }
        for (const problem of inspection.problems) expect(isInside(problem, [bent, ...files])).toBe(true)
      }),
      { numRuns: 700, seed: 6 }
    )
  })

  it('never throws on any bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FILES), fc.uint8Array({ maxLength: 200 }), (file, bytes) => {
        const { problems } = inspectFiles([[file, bytes]])
        expect(problems.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0)
      }),
      { numRuns: 300, seed: 2 }
    )
  })

  it('never throws on a file that was cut off anywhere, and calls it an error', () => {
    const text = JSON.stringify(ownFile('experiments/digits-logreg.json'), null, 2)
    fc.assert(
      fc.property(fc.nat(text.length - 1), (length) => {
        const { problems } = inspectFiles([memoryFile('experiments/digits-logreg.json', text.slice(0, length))])
        expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
      }),
      { numRuns: 200, seed: 3 }
    )
  })
})

function isInside(
  { file, line, column }: { file: string; line: number; column: number },
  files: readonly MemoryFile[]
) {
  const bytes = files.find(([name]) => name === file)?.[1]
  const lines = new TextDecoder().decode(bytes).split('\n')
  return line >= 1 && line <= lines.length && column >= 1 && column <= lines[line - 1]!.length + 1
}

import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { numericsDigest } from '../../../src/engine/numerics'
import { NUMERIC_SOURCES as SCALAR_SOURCES } from '../../../src/engine/scalar/scalarEngine'

const SOURCE = path.resolve(__dirname, '../../../src')

/** Read from the text: importing the module would load TensorFlow.js into Jest's context. */
const TFJS_SOURCES = [
  ...readFileSync(path.join(SOURCE, 'engine/tfjs/tfjsEngine.ts'), 'utf8')
    .match(/NUMERIC_SOURCES = \[([^\]]*)\]/)![1]!
    .matchAll(/'([^']+)'/g)
].map((match) => match[1]!)

/** What a run passes through without its numbers depending on it: errors, files, where data lies, plain JSON. */
const WITHOUT_NUMBERS = [
  'errors',
  'json/canonical',
  'files/durableFile',
  'data/digest',
  'data/files',
  'data/gzip',
  'data/locate',
  'data/locations',
  'data/verify'
]

/** Modules that a module needs at run time, by name below `src`, itself among them. */
function closure(root: string): Set<string> {
  const seen = new Set<string>()
  const open = [root]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue
    seen.add(name)
    const text = readFileSync(path.join(SOURCE, `${name}.ts`), 'utf8')
    for (const match of text.matchAll(/^(?:import|export)\s+(?!type\b)[^']*?from '(\.[^']*)'/gm)) {
      const target = path.posix.join(path.posix.dirname(name), match[1]!)
      open.push(existsSync(path.join(SOURCE, `${target}.ts`)) ? target : `${target}/index`)
    }
  }
  return seen
}

function uncovered(root: string, sources: readonly string[]): string[] {
  const isCovered = (name: string) => sources.some((source) => name === source || name.startsWith(`${source}/`))
  return [...closure(root)].filter((name) => !isCovered(name) && !WITHOUT_NUMBERS.includes(name)).sort()
}

describe('numericsDigest', () => {
  it('is a SHA-256 that does not depend on the order in which the file system lists files', () => {
    expect(numericsDigest(['optim', 'random'])).toMatch(/^[0-9a-f]{64}$/)
    expect(numericsDigest(['random', 'optim'])).toBe(numericsDigest(['optim', 'random']))
    expect(numericsDigest(['optim'])).not.toBe(numericsDigest(['random']))
  })

  it('throws for a place that is not there', () => {
    expect(() => numericsDigest(['optim/nothing'])).toThrow(/ENOENT/)
  })

  it.each([
    ['scalar', 'engine/scalar/simulate', SCALAR_SOURCES],
    ['tfjs, training', 'engine/tfjs/trainClassifier', TFJS_SOURCES],
    ['tfjs, data', 'data/load', TFJS_SOURCES]
  ])('covers every module that decides the numbers of %s', (_engine, root, sources) => {
    expect(closure(root).size).toBeGreaterThan(5)
    expect(uncovered(root, sources)).toEqual([])
  })
})

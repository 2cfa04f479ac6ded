import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { numericsDigest } from '../../../src/engine/numerics'
import { NUMERIC_SOURCES as SCALAR_SOURCES } from '../../../src/engine/scalar/scalarEngine'
import { TRAINING_SOURCES } from '../../../src/engine/training/numericSources'

const SOURCE = path.resolve(__dirname, '../../../src')

/** Written out: importing the engines' modules would load their libraries into Jest's context. */
const TFJS_SOURCES = [...TRAINING_SOURCES, 'engine/tfjs']
const ONNX_SOURCES = [...TRAINING_SOURCES, 'engine/onnx']

/**
 * What a run passes through without its numbers depending on it: errors, files, where data lies, how a manifest is read and
 * checked (the data's digest, in the run's key, says what was read).
 */
const WITHOUT_NUMBERS = [
  'errors',
  'json/canonical',
  'files/durableFile',
  'data/digest',
  'data/files',
  'data/gzip',
  'data/locate',
  'data/locations',
  'data/verify',
  'spec/datasets',
  'spec/document',
  'spec/formatProblems',
  'spec/lintProblem',
  'spec/manifest',
  'spec/parse',
  'spec/schema',
  'spec/schemaProblems',
  'spec/suggest',
  'spec/syntax',
  'spec/variants'
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
  const isIn = (name: string, places: readonly string[]) =>
    places.some((place) => name === place || name.startsWith(`${place}/`))
  return [...closure(root)].filter((name) => !isIn(name, sources) && !isIn(name, WITHOUT_NUMBERS)).sort()
}

describe('numericsDigest', () => {
  it.each([
    ['tfjs/tfjsEngine', 'tfjs'],
    ['onnx/onnxEngine', 'onnx']
  ])('%s names the sources of the trainings and its own', (file, engine) => {
    const text = readFileSync(path.join(SOURCE, `engine/${file}.ts`), 'utf8')
    expect(text).toContain(`NUMERIC_SOURCES = [...TRAINING_SOURCES, 'engine/${engine}'] as const`)
  })

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
    ['onnx, training', 'engine/onnx/executeClassifiers', ONNX_SOURCES],
    ['tfjs, data', 'data/load', TFJS_SOURCES]
  ])('covers every module that decides the numbers of %s', (_engine, root, sources) => {
    expect(closure(root).size).toBeGreaterThan(5)
    expect(uncovered(root, sources)).toEqual([])
  })
})

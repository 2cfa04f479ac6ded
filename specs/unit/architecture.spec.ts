import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { kindNames } from '../../src/kinds'

/**
 * The layout is the architecture: each folder is a station on the way from a claim to a report, and nothing imports a
 * station that comes later. A file in `src/` itself is a station of its own name.
 */
const FLOW = [
  'errors',
  'renamed',
  'json',
  'protobuf',
  'files',
  'random',
  'stats',
  'text',
  'programs',
  'logs',
  'optim',
  'claims',
  'figures',
  'document',
  'runs',
  'kinds',
  'load',
  'problems',
  'data',
  'engine',
  'plan',
  'store',
  'exec',
  'registration',
  'judge',
  'api',
  'external',
  'adjudicate',
  'report',
  'verify',
  'compare',
  'sensitivity',
  'audit',
  'export',
  'entries',
  'index',
  'jest',
  'cli'
]

const SOURCE = path.resolve(__dirname, '../../src')

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.split(path.sep).join('/'))

function stationOf(file: string): string {
  return file.split('/')[0]!.replace(/\.ts$/, '')
}

function importsOf(file: string): string[] {
  const text = readFileSync(path.join(SOURCE, file), 'utf8')
  const specifiers = [...text.matchAll(/(?:from|import|require)\s*\(?\s*'(\.[^']*)'/g)].map((match) => match[1]!)
  return specifiers.map((specifier) => path.posix.join(path.posix.dirname(file), specifier))
}

describe('the flow of data', () => {
  it('has a place for every folder of src', () => {
    expect(files.map(stationOf).filter((station) => !FLOW.includes(station))).toEqual([])
    expect(files.length).toBeGreaterThan(50)
  })

  it.each(files)('%s imports nothing that comes after it', (file) => {
    const own = FLOW.indexOf(stationOf(file))
    expect(importsOf(file).filter((target) => FLOW.indexOf(stationOf(target)) > own)).toEqual([])
  })

  it.each(files)('%s imports no code from outside of src, which is what the package holds', (file) => {
    expect(importsOf(file).filter((target) => target.startsWith('..') && !target.endsWith('.json'))).toEqual([])
  })

  it('stops at the edge: only the outermost stations may read the clock, and nothing uses Math.random', () => {
    const offenders = files.filter((file) => {
      const text = readFileSync(path.join(SOURCE, file), 'utf8')
      if (/Math\.random\(/.test(text)) return true
      // data: a download's time-outs. exec: leases, and the environment part of a record.
      const mayReadClock = ['cli', 'data', 'jest', 'exec'].includes(stationOf(file)) || /^verify\//.test(file)
      return !mayReadClock && /Date\.now\(|new Date\(\)|performance\.now\(/.test(text)
    })
    expect(offenders).toEqual([])
  })
})

describe('the unit specs', () => {
  it('need no build: npm run test:unit runs without dist', () => {
    const specs = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    // A package's own dist is none of ours.
    const ours = /(?<!node_modules\/[^'"`]*|from '[\w@/-]*)\bdist\/|['"`]dist['"`]/
    const offenders = specs.filter((file) => ours.test(readFileSync(path.join(__dirname, file), 'utf8')))
    expect(offenders.filter((file) => file !== path.basename(__filename))).toEqual([])
    expect(specs.length).toBeGreaterThan(300)
  })
})

describe('the kinds of hypotheses', () => {
  /** What is called as a kind is and is none: the file, what stands there, and why. */
  const EXCEPTIONS: readonly (readonly [string, string, string])[] = [
    ['report/figures/forestPlot.ts', "panel === 'share'", 'a scale of a figure'],
    ['runs/metrics.ts', "better === 'lower'", 'the direction in which a metric is better']
  ]
  const rooms = files.filter((file) => /^kinds\/.+\/types\.ts$/.test(file))
  const parts = rooms.flatMap((file) => [
    ...readFileSync(path.join(SOURCE, file), 'utf8').matchAll(
      /interface \w+(?:Evidence|Analysis)\b[^{]*\{\s*readonly kind: '([^']+)'/g
    )
  ])
  const names = [...new Set([...kindNames(), ...parts.map((match) => match[1]!)])]
  const comparison = new RegExp(`(?:\\w+ [!=]==|case) '(?:${names.join('|')})'`, 'g')
  const found = files
    .filter((file) => stationOf(file) !== 'kinds')
    .flatMap((file) =>
      [...readFileSync(path.join(SOURCE, file), 'utf8').matchAll(comparison)].map((match) => [file, match[0]])
    )

  it('are told apart in their rooms alone: nothing else asks for the name of one, of its evidence or its analysis', () => {
    expect(names).toEqual(expect.arrayContaining(['lower', 'paired', 'logs', 'initial-points', 'settings']))
    expect(found.sort()).toEqual(EXCEPTIONS.map(([file, code]) => [file, code]))
  })
})

import { readFileSync } from 'node:fs'
import path from 'node:path'
import manifest from '../../package.json'
import * as engine from '../../src/entries/engine'
import * as movedNames from '../../src/entries/moved'
import * as report from '../../src/entries/report'
import * as library from '../../src/index'
import * as claimTests from '../../src/jest'
import * as stats from '../../src/stats'
import { collectExamples, SOURCE } from './examples'

interface Exported {
  readonly name: string
  readonly file: string
  /** Of the docstring right before the declaration; null where there is none. */
  readonly docstring: string | null
}

/** What an index re-exports by name, types left out. */
function exportsOf(index: string): Exported[] {
  const text = readFileSync(path.join(SOURCE, index), 'utf8')
  return [...text.matchAll(/^export \{([^}]*)\} from '([^']*)'/gm)].flatMap(([, names, from]) =>
    names!
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => declared(name, path.posix.join(path.posix.dirname(index), from!)))
  )
}

function declared(name: string, module: string): Exported {
  for (const file of [`${module}.ts`, `${module}/index.ts`]) {
    const text = textOf(file)
    if (text === null) continue
    const found = new RegExp(`^export (?:async )?(?:abstract )?(?:function|class|const) ${name}\\b`, 'm').exec(text)
    if (found !== null) {
      const before = text.slice(0, found.index)
      return { name, file, docstring: before.endsWith('*/\n') ? before.slice(before.lastIndexOf('/**')) : null }
    }
    const passedOn = exportsOf(file).find((each) => each.name === name)
    if (passedOn !== undefined) return passedOn
  }
  throw new Error(`${name} is not declared in ${module}`)
}

function textOf(file: string): string | null {
  try {
    return readFileSync(path.join(SOURCE, file), 'utf8')
  } catch {
    return null
  }
}

const entries = {
  claimcheck: { file: 'index.ts', exported: library },
  'claimcheck/report': { file: 'entries/report.ts', exported: report },
  'claimcheck/stats': { file: 'stats/index.ts', exported: stats },
  'claimcheck/engine': { file: 'entries/engine.ts', exported: engine },
  'claimcheck/jest': { file: 'jest/index.ts', exported: claimTests }
}

const named = Object.values(entries).flatMap(({ file }) => exportsOf(file))
const methods = exportsOf('stats/index.ts')
const onArrays = exportsOf('index.ts').filter(({ file }) => file.startsWith('api/'))

describe('the public API', () => {
  it('has the entries that package.json names, for every way to resolve them', () => {
    const built = (file: string) => ({
      types: `./dist/${file.replace(/ts$/, 'd.ts')}`,
      default: `./dist/${file.replace(/ts$/, 'js')}`
    })
    const files = { ...entries, 'claimcheck/jest/reporter': { file: 'jest/reporter.ts' } }
    const targets = Object.entries(files).map(([entry, { file }]) => [entry.replace('claimcheck', '.'), built(file)])
    const { './schema/*': _schemas, './package.json': _manifest, ...exported } = manifest.exports
    expect(exported).toEqual(Object.fromEntries(targets))
    const [root, ...others] = Object.entries(exported)
    expect([root![0], { types: manifest.types, default: manifest.main }]).toEqual(root)
    expect(manifest.typesVersions['*']).toEqual(
      Object.fromEntries(others.map(([entry, { types }]) => [entry.replace('./', ''), [types]]))
    )
  })

  it.each(Object.entries(entries))('%s is what its index names, and says first what it is for', (entry, each) => {
    const moved = entry === 'claimcheck' ? Object.keys(movedNames) : []
    expect(Object.keys(each.exported).sort()).toEqual(
      [...exportsOf(each.file).map(({ name }) => name), ...moved].sort()
    )
    expect(textOf(each.file)).toMatch(/^\/\*\*[\s\S]*?\*\/\n\n/)
  })

  it('has each name in one entry', () => {
    const names = named.map(({ name }) => name)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('still has at its root what moved to another entry, and says so when it is used', () => {
    const warning = jest.spyOn(process, 'emitWarning').mockReturnValue()
    const real: Readonly<Record<string, unknown>> = { ...report, ...engine }
    const { stats: allStats, ...functions } = movedNames
    expect(Object.keys(allStats)).toEqual(Object.keys(stats))
    for (const [name, value] of Object.entries<unknown>(functions)) {
      if (typeof value !== 'function') throw new Error(`${name} is no function`)
      expect(value.prototype).toBe(Object(real[name]).prototype)
      expect([value.name, value.length]).toEqual([name, Object(real[name]).length])
    }
    expect(warning.mock.calls.map(([message]) => /claimcheck\/\w+/.exec(String(message))![0]).sort()).toEqual(
      Object.keys(entries)
        .filter((entry) => /report|engine|stats/.test(entry))
        .sort()
    )
    warning.mockRestore()
  })

  it('has a docstring for everything', () => {
    expect(named.filter(({ docstring }) => docstring === null)).toEqual([])
  })

  it('shows an executed example for everything that takes plain arrays or numbers', () => {
    const executed = collectExamples().run
    const silent = [...onArrays, ...methods].filter(
      ({ name, file }) => !executed.some((example) => example.file === file && example.code.includes(name))
    )
    expect(silent.map(({ name }) => name)).toEqual([])
    expect(methods.length).toBeGreaterThan(30)
  })

  it.each([...onArrays, ...methods].map((each) => [each.name, each] as const))(
    '%s documents each of its arguments',
    (name, { file, docstring }) => {
      const documented = [...docstring!.matchAll(/@param (\w+)/g)].map((match) => match[1]!)
      expect(documented).toEqual(expect.arrayContaining(parametersOf(name, textOf(file)!)))
    }
  )
})

/** The names of a function's parameters; those that are taken apart in the signature have none. */
function parametersOf(name: string, text: string): string[] {
  const start = text.indexOf('(', text.search(new RegExp(`function ${name}\\b`)))
  const parameters = ['']
  let depth = 0
  for (const character of text.slice(start).replaceAll('=>', '')) {
    if ('([{<'.includes(character)) depth++
    if (')]}>'.includes(character)) depth--
    if (depth === 0) break
    if (depth === 1 && character === ',') parameters.push('')
    else parameters[parameters.length - 1] += character
  }
  return parameters.flatMap((parameter) => /^\(?\s*(\w+)\??\s*[:=]/.exec(parameter)?.[1] ?? [])
}

import { readFileSync } from 'node:fs'
import path from 'node:path'
import * as library from '../../src/index'
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

const root = exportsOf('index.ts')
const methods = exportsOf('stats/index.ts')
const onArrays = root.filter(({ file }) => file.startsWith('api/'))

describe('the public API', () => {
  it('is what the index names', () => {
    expect(Object.keys(library).sort()).toEqual([...root.map(({ name }) => name), 'stats'].sort())
    expect(Object.keys(library.stats).sort()).toEqual(methods.map(({ name }) => name).sort())
  })

  it('has a docstring for everything', () => {
    expect([...root, ...methods].filter(({ docstring }) => docstring === null)).toEqual([])
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

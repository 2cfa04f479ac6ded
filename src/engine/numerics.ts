import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import seedrandomManifest from 'seedrandom/package.json'
import { digestOf, sha256 } from '../json/canonical'

const SOURCE_ROOT = path.resolve(__dirname, '..')

/**
 * What a run passes through without its numbers depending on it: errors, files, where data lies and comes from, how a
 * manifest is read and checked (the data's digest, in the run's key, says what was read), how machines are probed.
 * Everything else that an engine imports is part of its numerics: a run that is repeated for nothing costs seconds, one
 * that is answered from another arithmetic costs a verdict.
 */
export const WITHOUT_NUMBERS = [
  'errors',
  'json/canonical',
  'data/digest',
  'data/files',
  'data/locate',
  'data/locations',
  'data/origins',
  'files/gzip',
  'engine/numerics',
  'engine/requireRunKind',
  'engine/training/dataReader',
  'claims/datasets',
  'claims/manifest/readManifest'
]

/** Imports of a compiled module (`const a_1 = require("./a")`) and of a TypeScript one. */
const IMPORT =
  /^(?:(?:const|var) (\w+) = require\("(\.[^"]+)"\);|require\("(\.[^"]+)"\);|import (?!type\b)[^'"]*?from '(\.[^']+)')$/gm

/** What the compiler erases; the modules of a test run are read before it does. */
const TYPE_IMPORT = /^(?:import|export) type [^'"]*?from '\.[^']+'$/gm

/** Any other place that names a module: re-exports, modules loaded late. */
const SPECIFIER = /(?<=\b(?:require\(|import\(|from |import )(['"]))\.[^'"]+(?=\1)/g

/**
 * The numerics version of an engine: a digest over the compiled modules that decide its numbers, which are those that
 * `roots` reach. It is part of every run's key, so changed arithmetic never answers from records of the old one.
 *
 * A module is named by its content alone, and whatever it imports by that one's content: files can be renamed and moved,
 * and their imports sorted anew, and every key stays as it is. The build drops comments, so a reworded comment changes
 * nothing either.
 *
 * @param roots by logical name, the file of the engine and of what reads its data (`__filename`)
 * @returns SHA-256, hex
 * @throws Error for modules that import each other in a circle: neither can be named by its content before the other
 */
export function numericsDigest(roots: Readonly<Record<string, string>>): string {
  const silent = new Set(WITHOUT_NUMBERS.map((place) => moduleFile(path.join(SOURCE_ROOT, place))))
  const known = new Map<string, string>()
  const entries = Object.entries(roots).map(([name, file]) => [name, moduleDigest(moduleFile(file), silent, known)])
  // The random streams are the library's; another version of it could draw other numbers.
  return digestOf({ ...Object.fromEntries(entries), seedrandom: seedrandomManifest.version })
}

function moduleDigest(file: string, silent: ReadonlySet<string>, known: Map<string, string>): string {
  if (silent.has(file)) return 'without-numbers'
  const before = known.get(file)
  if (before === 'open') throw new Error(`${path.relative(SOURCE_ROOT, file)} imports itself, in a circle`)
  if (before !== undefined) return before
  known.set(file, 'open')
  const nameOf = (specifier: string) =>
    moduleDigest(moduleFile(path.resolve(path.dirname(file), specifier)), silent, known)

  const names = new Map<string, string>()
  const imported: string[] = []
  const body = readFileSync(file, 'utf8')
    .replace(TYPE_IMPORT, '')
    .replace(IMPORT, (_, variable, required, effect, typed) => {
      const name = nameOf(required ?? effect ?? typed)
      if (variable !== undefined) names.set(variable, name)
      imported.push(name)
      return ''
    })
  const text = body
    .replace(SPECIFIER, nameOf)
    .replace(/\b\w+_\d+(?=\.)/g, (word) => names.get(word) ?? word)
    .trim()
  const digest = sha256(JSON.stringify([text, ...imported.sort()]))
  known.set(file, digest)
  return digest
}

/** @throws Error where there is no such module: a list that names one which moved must follow it */
function moduleFile(place: string): string {
  const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() === true
  const file = ['', '.js', '.ts', '/index.js', '/index.ts'].map((ending) => place + ending).find(isFile)
  if (file === undefined) throw new Error(`there is no module ${path.relative(SOURCE_ROOT, place)}`)
  return file
}

import { readdirSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import { InputError } from '../errors'
import { globMatcher } from '../files/globs'
import { MAX_PRODUCED_BYTES, readRegularFile } from '../files/readRegularFile'
import { exhaustionError } from '../files/systemErrors'
import { digestOf, sha256 } from '../json/canonical'
import { plainLine } from '../text/escape'

/** Files that a program is made of or reads, as they were when they were looked at. */
export interface Inputs {
  /** SHA-256 of the canonical JSON of [path, SHA-256] of every file. */
  readonly digest: string
  /** By path, in the order of code units; relative to the folder, with forward slashes. */
  readonly files: readonly InputFile[]
}

export interface InputFile {
  readonly path: string
  readonly sha256: string
  /** What changes when somebody writes to it, without reading it. */
  readonly stamp: string
}

const MAX_FILES = 100_000

/**
 * Looks for files and takes their digests.
 *
 * @param folder that of the experiment
 * @param globs relative to it, with forward slashes; they may lead out of it (`../data/digits.csv`); `!` at the beginning
 * excludes. Links to files are followed, links to folders are not.
 * @param where they stand, for messages
 * @throws InputError where a glob finds nothing, which would leave out of the digest what somebody meant to be in it, or
 * where a file cannot be read
 */
export function inputsDigest(folder: string, globs: readonly string[], where: string): Inputs {
  return digested(folder, pathsOf(folder, globs, where), new Map(), where)
}

/**
 * The same files again, cheaply: only what was written to since is read.
 *
 * @returns what is no longer as it was, by path; empty where nothing is
 */
export function changedInputs(
  before: Inputs,
  folder: string,
  globs: readonly string[],
  where: string
): readonly string[] {
  const known = new Map(before.files.map((file) => [file.path, file]))
  let paths: readonly string[]
  try {
    paths = pathsOf(folder, globs, where)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return before.files.map((file) => file.path)
  }
  const there = new Set(paths)
  const gone = before.files.flatMap((file) => (there.has(file.path) ? [] : [file.path]))
  const changed = digested(folder, paths, known, where).files.flatMap((file) =>
    known.get(file.path)?.sha256 === file.sha256 ? [] : [file.path]
  )
  return [...gone, ...changed].sort()
}

function digested(
  folder: string,
  paths: readonly string[],
  known: ReadonlyMap<string, InputFile>,
  where: string
): Inputs {
  const files = paths.map((own): InputFile => {
    const file = path.resolve(folder, own)
    const stamp = stampOf(statSync(file, { throwIfNoEntry: false }))
    const before = known.get(own)
    if (before !== undefined && before.stamp === stamp && stamp !== '') return before
    return { path: own, sha256: sha256(bytesOf(file, own, where)), stamp }
  })
  return { digest: digestOf(files.map((file) => [file.path, file.sha256])), files }
}

/** Of the change of its metadata too, which no program can set back. */
function stampOf(stats: Stats | undefined): string {
  return stats === undefined ? '' : `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`
}

function bytesOf(file: string, own: string, where: string): Buffer {
  try {
    return readRegularFile(file, MAX_PRODUCED_BYTES)
  } catch (error) {
    const exhausted = exhaustionError(error)
    if (exhausted !== null) throw exhausted
    throw new InputError('an input of a program cannot be read', {
      where,
      expected: `a regular file of at most ${MAX_PRODUCED_BYTES} bytes`,
      received: `${plainLine(own)}: ${plainLine((error as Error).message)}`,
      remedy: 'leave it out by a glob that begins with "!", or mend the file'
    })
  }
}

function pathsOf(folder: string, globs: readonly string[], where: string): readonly string[] {
  const plain = globs.map((glob) => glob.replace(/^(!?)(?:\.\/)+/, '$1'))
  const excluded = plain.filter((glob) => glob.startsWith('!'))
  const found = plain
    .filter((glob) => !glob.startsWith('!'))
    .flatMap((glob) => {
      const base = literalFolder(glob)
      const matches = globMatcher([glob, ...excluded])
      const own = filesBelow(folder, base, glob, where).filter(matches)
      if (own.length > 0) return own
      throw new InputError('no file is found for an input of a program', {
        where,
        expected: `files below ${plainLine(path.resolve(folder, base))}`,
        received: `none for ${JSON.stringify(glob)}`,
        remedy: 'globs are relative to the folder of the experiment; take it out where nothing is meant'
      })
    })
  return [...new Set(found)].sort()
}

/** The folders at the beginning of a glob that hold no wildcard. Of `../data/*.csv`: `../data`. */
function literalFolder(glob: string): string {
  const parts = glob.split('/')
  const wild = parts.findIndex((part) => /[*?[{\\]/.test(part))
  return parts.slice(0, wild === -1 ? -1 : wild).join('/')
}

/** All files below a folder, with paths as a glob has them. Without a wildcard in its names only its own folder is looked at. */
function filesBelow(folder: string, base: string, glob: string, where: string): string[] {
  const isDeep = /\*\*|.\//.test(glob.slice(base.length))
  const files: string[] = []
  const folders = [base]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of entriesOf(path.resolve(folder, next))) {
      const own = next === '' ? entry.name : `${next}/${entry.name}`
      if (entry.isDirectory()) {
        if (isDeep && entry.name !== '.git') folders.push(own)
      } else if (entry.isFile() || isLinkToFile(path.resolve(folder, own), entry.isSymbolicLink())) files.push(own)
    }
    if (files.length + folders.length <= MAX_FILES) continue
    throw new InputError('a glob of inputs looks through too many files', {
      where,
      expected: `at most ${MAX_FILES} files below ${plainLine(path.resolve(folder, base))}`,
      received: JSON.stringify(glob),
      remedy: 'name the folders that hold the inputs: "src/**/*.py" in the place of "**/*.py"'
    })
  }
  return files
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    const exhausted = exhaustionError(error)
    if (exhausted !== null) throw exhausted
    return []
  }
}

function isLinkToFile(file: string, isLink: boolean): boolean {
  return isLink && statSync(file, { throwIfNoEntry: false })?.isFile() === true
}

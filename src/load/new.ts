import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { SourceFile } from '../claims/fileTypes'
import { listOf } from '../claims/lintProblem'
import { nameProblem } from '../claims/portableName'
import { SCHEMA_FOLDER } from '../claims/schema'
import { InfrastructureError, InputError } from '../errors'
import { type ClaimFile, KINDS, type KindName, kindNames } from '../kinds'
import type { ExperimentFile } from '../runs/runKinds'
import { FOLDERS_WITHOUT_CLAIMS, SOURCE_FILE } from './claimFolders'

/** The kinds of claim that there is something to start from for. */
export const SCAFFOLD_KINDS: readonly KindName[] = kindNames().filter((kind) => KINDS[kind].start !== null)

const CITATION = 'Replace: authors, title, venue, year'
const PASSAGE: ClaimFile['source'] = {
  locator: 'Replace: where in the source the claim stands',
  quote: 'Replace: the sentence, verbatim. Not read? Then "paraphrase" and "via" instead.'
}

export interface ScaffoldOptions {
  /** The claims root; made where it does not exist. */
  readonly root: string
  /** `<source key>/<slug>` */
  readonly id: string
  /** Which kind of claim to start from; `lower`, two arms compared on the embedded digits, unless stated. */
  readonly kind?: KindName
}

export interface ScaffoldedFiles {
  /** Left out where the source has a file already. */
  readonly source?: string
  readonly claim: string
  /** Left out for a claim that runs nothing. */
  readonly experiment?: string
  /** Of a claim that logs judge. */
  readonly mapping?: string
}

/**
 * Writes a claim and its experiment to start from, and its source where that is new: they lint clean, run anywhere, and
 * say what to replace.
 *
 * @returns the paths of the files, `<root>/<key>/source.json`, `<root>/<id>.json` and `<root>/experiments/<slug>.json`
 * @throws InputError where the id has the wrong form or one of the files exists; nothing is written then
 */
export function scaffoldClaim({ root, id, kind = 'lower' }: ScaffoldOptions): ScaffoldedFiles {
  const { key, slug } = partsOfId(id)
  const { start } = KINDS[kind]
  if (start === null) {
    throw new InputError(`there is nothing to start from for a claim of kind ${kind}`, {
      expected: `one of ${SCAFFOLD_KINDS.join(', ')}`,
      received: kind,
      remedy: 'choose another kind'
    })
  }
  const experiment = start.experiment === null ? {} : { experiment: slug }
  return writeClaim(root, {
    source: { key, citation: CITATION },
    claim: { id, source: PASSAGE, ...experiment, ...start.claim },
    experiment: start.experiment?.(slug) ?? null
  })
}

/** The parts of an id that is new. @throws InputError where it has the wrong form */
function partsOfId(id: string): { readonly key: string; readonly slug: string } {
  const [, key, slug] = /^([a-z0-9][a-z0-9.-]{0,63})\/([a-z0-9][a-z0-9.-]{0,63})$/.exec(id) ?? []
  const isTaken = FOLDERS_WITHOUT_CLAIMS.includes(key ?? '') || `${slug}.json` === SOURCE_FILE
  const isUnusable = [key, slug].some((name) => name !== undefined && nameProblem(name) !== null)
  if (key === undefined || slug === undefined || isTaken || isUnusable) {
    throw new InputError('a new claim needs an id', {
      expected:
        '<source key>/<name>, each of 1 to 64 lower-case letters, digits, "-" and ".", such as "my-paper/first-claim"',
      received: JSON.stringify(id),
      remedy: `choose another id; ${listOf(FOLDERS_WITHOUT_CLAIMS)} are taken, and "source" as a claim's name; devices of Windows (con, nul) and dots at the end cannot be names everywhere`
    })
  }
  return { key, slug }
}

/** A claim, and what it needs. */
export interface ClaimContent {
  /** Written where the root has none of the key. */
  readonly source: SourceFile
  readonly claim: ClaimFile
  readonly experiment: ExperimentFile | null
  /** Of a claim that logs judge: its place in the root, and what it says. */
  readonly mapping?: { readonly file: string; readonly content: object }
}

/**
 * Where a new claim and what it needs would be written.
 *
 * @throws InputError where the id has the wrong form or one of the files exists
 */
export function newFiles(
  root: string,
  { claim: { id }, experiment, mapping }: Omit<ClaimContent, 'source'>
): ScaffoldedFiles {
  const { key, slug } = partsOfId(id)
  const source = path.join(root, key, SOURCE_FILE)
  const files: ScaffoldedFiles = {
    ...(existsSync(source) ? {} : { source }),
    claim: path.join(root, key, `${slug}.json`),
    ...(experiment === null ? {} : { experiment: path.join(root, 'experiments', `${slug}.json`) }),
    ...(mapping === undefined ? {} : { mapping: path.join(root, mapping.file) })
  }
  for (const file of Object.values(files)) {
    if (!existsSync(file)) continue
    throw new InputError('a file of that name exists already', {
      where: file,
      expected: 'a new name: nothing is overwritten',
      received: id,
      remedy: 'choose another id, or edit the file'
    })
  }
  return files
}

/**
 * Writes a claim with what it needs.
 *
 * @returns the paths of the files
 * @throws InputError as `newFiles`; nothing is written then. InfrastructureError where the folder cannot be written
 */
export function writeClaim(root: string, content: ClaimContent): ScaffoldedFiles {
  const files = newFiles(root, content)
  try {
    if (files.source !== undefined) write(files.source, root, 'source', content.source)
    if (files.experiment !== undefined && content.experiment !== null) {
      write(files.experiment, root, 'experiment', content.experiment)
    }
    if (files.mapping !== undefined) write(files.mapping, root, 'mapping', content.mapping!.content)
    write(files.claim, root, 'claim', content.claim)
  } catch (error) {
    throw notWritable(root, error)
  }
  return files
}

/** Of a folder that may not be written, or a disk that is full. */
export function notWritable(folder: string, error: unknown): InfrastructureError {
  return new InfrastructureError('the claim could not be written', {
    where: folder,
    expected: 'a folder that can be written',
    received: error instanceof Error ? error.message : String(error),
    remedy: 'choose another folder, or make it writable'
  })
}

type Role = 'source' | 'claim' | 'experiment' | 'mapping'

function write(file: string, root: string, role: Role, content: object): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const reference = schemaReference(path.dirname(file), path.resolve(root), role)
  const withSchema = reference === null ? content : { $schema: reference, ...content }
  // "wx": should another process have made the file since it was looked for, this fails instead of overwriting it.
  writeFileSync(file, `${JSON.stringify(withSchema, null, 2)}\n`, { flag: 'wx' })
}

/**
 * The schema as seen from a folder: in the claims root itself, else in the claimcheck that is installed for the root's
 * project, else in this one. null on another drive, since an absolute path would only hold on this machine.
 */
function schemaReference(folder: string, root: string, role: Role): string | null {
  const name = `${role}.schema.json`
  const places = [path.join(root, 'schema'), ...installedPlaces(root), SCHEMA_FOLDER]
  const place = places.find((candidate) => existsSync(path.join(candidate, name)))
  if (place === undefined) return null
  const reference = path.relative(folder, path.join(place, name))
  return path.isAbsolute(reference) ? null : reference.split(path.sep).join('/')
}

/** `node_modules/claimcheck` of the root's folder and of every one above it, nearest first, as Node resolves packages. */
function installedPlaces(root: string): string[] {
  const places: string[] = []
  for (let folder = root; ; folder = path.dirname(folder)) {
    places.push(path.join(folder, 'node_modules', 'claimcheck', 'claims', 'schema'))
    if (path.dirname(folder) === folder) return places
  }
}

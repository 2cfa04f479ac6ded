import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ExperimentFile } from '../claims/fileTypes'
import { SCHEMA_FOLDER } from '../claims/schema'
import { InputError } from '../errors'
import type { ClaimFile } from '../kinds'
import { KINDS, type KindName, kindNames } from '../kinds'
import { FOLDERS_WITHOUT_CLAIMS } from './claimFolders'

/** The kinds of claim that there is something to start from for. */
export const SCAFFOLD_KINDS: readonly KindName[] = kindNames().filter((kind) => KINDS[kind].start !== null)

export interface ScaffoldOptions {
  /** The claims root; made where it does not exist. */
  readonly root: string
  /** `<source key>/<slug>` */
  readonly id: string
  /** Which kind of claim to start from; `lower`, two arms compared on the embedded digits, unless stated. */
  readonly kind?: KindName
}

export interface ScaffoldedFiles {
  readonly claim: string
  /** Left out for a claim that runs nothing. */
  readonly experiment?: string
}

/**
 * Writes a claim and its experiment to start from: they lint clean, run anywhere, and say what to replace.
 *
 * @returns the paths of the files, `<root>/<id>.json` and `<root>/experiments/<slug>.json`
 * @throws InputError where the id has the wrong form or one of the files exists; nothing is written then
 */
export function scaffoldClaim({ root, id, kind = 'lower' }: ScaffoldOptions): ScaffoldedFiles {
  const [, key, slug] = /^([a-z0-9][a-z0-9.-]{0,63})\/([a-z0-9][a-z0-9.-]{0,63})$/.exec(id) ?? []
  if (key === undefined || slug === undefined || FOLDERS_WITHOUT_CLAIMS.includes(key)) {
    throw new InputError('a new claim needs an id', {
      expected:
        '<source key>/<name>, each of 1 to 64 lower-case letters, digits, "-" and ".", such as "reddi2018/online-adam"',
      received: JSON.stringify(id),
      remedy: `choose another id; ${FOLDERS_WITHOUT_CLAIMS.map((folder) => `"${folder}"`).join(', ')} are taken`
    })
  }
  const { start } = KINDS[kind]
  if (start === null) {
    throw new InputError(`there is nothing to start from for a claim of kind ${kind}`, {
      expected: `one of ${SCAFFOLD_KINDS.join(', ')}`,
      received: kind,
      remedy: 'choose another kind'
    })
  }
  const files: ScaffoldedFiles = {
    claim: path.join(root, key, `${slug}.json`),
    ...(start.experiment === null ? {} : { experiment: path.join(root, 'experiments', `${slug}.json`) })
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
  if (files.experiment !== undefined && start.experiment !== null) {
    write(files.experiment, root, 'experiment', start.experiment(slug))
  }
  const experiment = start.experiment === null ? {} : { experiment: slug }
  write(files.claim, root, 'claim', { ...claimHead(id, key), ...experiment, ...start.claim })
  return files
}

function write(file: string, root: string, role: 'claim' | 'experiment', content: ClaimFile | ExperimentFile): void {
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
function schemaReference(folder: string, root: string, role: 'claim' | 'experiment'): string | null {
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

function claimHead(id: string, key: string): Pick<ClaimFile, 'id' | 'source'> {
  return {
    id,
    source: {
      key,
      citation: 'Replace: authors, title, venue, year',
      locator: 'Replace: where in the source the claim stands',
      quote: 'Replace: the sentence, verbatim. Not read? Then "paraphrase" and "via" instead.'
    }
  }
}

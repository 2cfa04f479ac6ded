import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import { InputError } from '../../errors'
import { globMatcher } from '../../files/globs'
import { MAX_PRODUCED_BYTES, readRegularFile } from '../../files/readRegularFile'
import { exhaustionError } from '../../files/systemErrors'
import { canonicalJson, sha256 } from '../../json/canonical'
import { printable } from '../../text/escape'

/** A folder of logs, as it lies there. */
export interface EvidenceFolder {
  /** SHA-256 of the canonical JSON of [path, SHA-256 of the content] of every file, by path. */
  readonly digest: string
  /** Every file, hidden ones too, but those of git; sorted; relative, with forward slashes. */
  readonly files: readonly string[]
  /** Files that match patterns, sorted. */
  match(patterns: readonly string[]): string[]
  has(file: string): boolean
  /** The name of the file that is read under a name: another one where that is a link. */
  realName(file: string): string
  /** A file's content. @throws where it is no longer what the digest holds */
  bytes(file: string): Uint8Array
  /** A file's text. @throws where it is not UTF-8, or no longer what the digest holds */
  read(file: string): string
}

const MAX_FILES = 1_000_000

/**
 * What the digest holds is all that can be read: nothing outside of the folder, and nothing that does not end. So a link
 * that leads out is refused, not left out, which could take runs away unseen, and not followed, which would make the
 * folder mean something else on another machine.
 *
 * @throws InputError where there is no such folder, nothing in it, or something in it that is no evidence
 */
export function openEvidenceFolder(folder: string): EvidenceFolder {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError('there is no such folder of evidence', {
      where: folder,
      expected: 'a folder that holds run logs',
      remedy: 'give it with --evidence, or in CLAIMCHECK_EVIDENCE_DIR'
    })
  }
  const root = realpathSync(folder)
  const realFiles = filesIn(root)
  if (realFiles.size === 0) {
    throw new InputError('the folder of evidence is empty', {
      where: folder,
      expected: 'run logs',
      received: 'no file'
    })
  }
  // By code units, so that the order is the same on every machine.
  const files = [...realFiles.keys()].sort()
  const digests = new Map<string, string>()
  const digestOf = (file: string): string => {
    const real = realFiles.get(file)!
    const known = digests.get(real)
    if (known !== undefined) return known
    const digest = sha256(bytesOf(real, file))
    digests.set(real, digest)
    return digest
  }
  const bytes = (file: string): Uint8Array => {
    const content = bytesOf(realFiles.get(file)!, file)
    if (sha256(content) !== digestOf(file)) throw new Error('it has changed since its digest was taken')
    return content
  }
  return {
    digest: sha256(canonicalJson(files.map((file) => [file, digestOf(file)]))),
    files,
    match: (patterns) => files.filter(globMatcher(patterns)),
    has: (file) => realFiles.has(file),
    realName: (file) => path.relative(root, realFiles.get(file)!).replaceAll(path.sep, '/'),
    bytes,
    read: (file) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes(file))
  }
}

interface Place {
  /** Inside of the evidence, with forward slashes; '' for itself. */
  readonly name: string
  readonly real: string
  readonly above: Place | null
}

/** Where each file really lies, by its name in the folder; links inside of the folder are followed. */
function filesIn(root: string): Map<string, string> {
  const files = new Map<string, string>()
  const places: Place[] = [{ name: '', real: root, above: null }]
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    for (const entry of readdirSync(place.real, { withFileTypes: true })) {
      if (entry.name === '.git') continue
      const name = place.name === '' ? entry.name : `${place.name}/${entry.name}`
      const own = path.join(place.real, entry.name)
      const real = entry.isSymbolicLink() ? targetOf(own, name, root) : own
      // Of a link that leads nowhere there is nothing to read.
      const stats = real === null ? undefined : statSync(real, { throwIfNoEntry: false })
      if (real === null || stats === undefined) continue
      if (stats.isDirectory()) places.push(folderAt({ name, real, above: place }))
      else {
        requireFile(stats, name)
        files.set(name, real)
      }
      if (files.size + places.length > MAX_FILES) throw tooMany()
    }
  }
  return files
}

function targetOf(link: string, name: string, root: string): string | null {
  let target: string
  try {
    target = realpathSync(link)
  } catch {
    return null
  }
  if (target === root || target.startsWith(root + path.sep)) return target
  throw new InputError('a link leads out of the folder of evidence', {
    where: printable(name),
    expected: 'files of the folder alone: its digest has to hold all that is read',
    received: 'a link to something outside of it',
    remedy: 'put a copy in the place of the link, or remove it'
  })
}

/** A folder that is inside of itself has no end. */
function folderAt(place: Place): Place {
  for (let above = place.above; above !== null; above = above.above) {
    if (above.real !== place.real) continue
    throw new InputError('a link leads to a folder that it is in', {
      where: printable(place.name),
      expected: 'a folder that ends',
      received: `a link to ${above.name === '' ? 'the folder of evidence itself' : printable(above.name)}`,
      remedy: 'remove the link'
    })
  }
  return place
}

function requireFile(stats: Stats, name: string): void {
  if (stats.isFile() && stats.size <= MAX_PRODUCED_BYTES) return
  throw unreadable(name, stats.isFile() ? `${stats.size} bytes` : 'a pipe, a socket or a device')
}

function bytesOf(real: string, name: string): Uint8Array {
  try {
    return readRegularFile(real, MAX_PRODUCED_BYTES)
  } catch (error) {
    // The machine's trouble is no fault of the evidence.
    const exhausted = exhaustionError(error)
    if (exhausted !== null) throw exhausted
    throw unreadable(name, error instanceof Error ? error.message : String(error))
  }
}

function unreadable(name: string, received: string): InputError {
  return new InputError('a file of the evidence cannot be read', {
    where: printable(name),
    expected: `a regular file of at most ${MAX_PRODUCED_BYTES} bytes`,
    received: printable(received),
    remedy: 'take it out of the folder: evidence is run logs, and its digest is of every file'
  })
}

function tooMany(): InputError {
  return new InputError('the folder of evidence holds too many files', {
    expected: `at most ${MAX_FILES} files, those behind links included`,
    received: 'more',
    remedy: 'give the folder of the logs alone, or remove links'
  })
}

import { readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { globSync } from 'tinyglobby'
import { InputError } from '../../errors'
import { canonicalJson, sha256 } from '../../json/canonical'

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
  /** A file's content. @throws where it is not UTF-8 */
  read(file: string): string
}

/** @throws InputError where there is no such folder, or nothing in it */
export function openEvidenceFolder(folder: string): EvidenceFolder {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError('there is no such folder of evidence', {
      where: folder,
      expected: 'a folder that holds run logs',
      remedy: 'give it with --evidence, or in CLAIMCHECK_EVIDENCE_DIR'
    })
  }
  // A pattern may name hidden files, and a configuration lie among them: the digest has to hold what is read.
  const files = glob(folder, ['**/*'], { dot: true, ignore: ['**/.git/**', '**/.git'] })
  if (files.length === 0) {
    throw new InputError('the folder of evidence is empty', {
      where: folder,
      expected: 'run logs',
      received: 'no file'
    })
  }
  const bytes = (file: string) => readFileSync(path.join(folder, ...file.split('/')))
  const known = new Set(files)
  const root = realpathSync(folder)
  return {
    digest: sha256(canonicalJson(files.map((file) => [file, sha256(bytes(file))]))),
    files,
    match: (patterns) => glob(folder, patterns, { dot: false }).filter((file) => known.has(file)),
    has: (file) => known.has(file),
    realName: (file) => path.relative(root, realpathSync(path.join(folder, file))).replaceAll(path.sep, '/'),
    read: (file) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes(file))
  }
}

/** By code units, so that the order is the same on every machine. */
function glob(folder: string, patterns: readonly string[], options: { dot: boolean; ignore?: string[] }): string[] {
  return globSync([...patterns], { cwd: folder, ...options, onlyFiles: true, expandDirectories: false }).sort()
}

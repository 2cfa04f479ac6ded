import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { isObject, numberAt, type SpecDocument } from '../claims/document'
import { formatProblems } from '../claims/formatProblems'
import { type LintProblem, problemAt } from '../claims/lintProblem'
import { BELOW_MARGIN, OLD_BELOW_MARGIN, OLD_OUTCOME, renewOutcomes } from '../claims/oldOutcomes'
import { type ParsedDocument, parseDocument } from '../claims/parse'
import { schemaProblems } from '../claims/schemaProblems'
import { InputError } from '../errors'
import { readInput } from '../files/readInput'
import { MAX_PRODUCED_BYTES } from '../files/readRegularFile'
import type { Claim } from '../kinds'
import { familySize } from '../load/family'
import { claimHash } from '../load/hash'
import { packagesIn } from '../load/packages'
import { warnOfOldName } from '../renamed'
import { EXTERNAL_FORMAT_VERSION, type ExternalFile } from './types'

const FORMAT: ExternalFile['format'] = 'claimcheck-external-evidence'
const REMEDY = 'write it again: claimcheck adjudicate <claims> --evidence <folder> --mapping <file> --aggregate <file>'

/**
 * Reads what claims came to on run logs of others: the files `external/*.json` of a claims root, and those that are named.
 *
 * @param claims those of the root: what was adjudicated must be they as they are now
 * @throws InputError where a file cannot be read, does not follow its schema, or is of another version of a claim
 */
export function loadExternal(claimsRoot: string, named: readonly string[], claims: readonly Claim[]): ExternalFile[] {
  const own = externalFiles(claimsRoot).map((file) => path.join(claimsRoot, file))
  return [...new Set([...own, ...named])].map((file) => {
    const content = parseExternal(file, readBytes(file))
    checkCurrent(file, content, claims)
    return content
  })
}

/**
 * Everything that is wrong with the external evidence of a claims root.
 *
 * @param claims those of the root; null where they cannot be used, so that it cannot be told whether they have changed
 */
export function lintExternal(claimsRoot: string, claims: readonly Claim[] | null): LintProblem[] {
  return externalFiles(claimsRoot).flatMap((file) => {
    const nothing: SpecDocument = { file, role: 'external', text: '', tree: undefined, value: undefined }
    try {
      const { document, problems } = inspectExternal(file, readBytes(path.join(claimsRoot, file)))
      // What the schema accepted has the form that the type says.
      if (problems.length === 0) checkCurrent(file, document.value as ExternalFile, claims ?? [])
      return problems
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      const { expected = '', received = '', remedy = REMEDY } = error.details
      return [problemAt(nothing, [], { message: error.subject, expected, received, remedy })]
    }
  })
}

/** @throws InputError with all problems of the file at once */
export function parseExternal(file: string, bytes: Uint8Array): ExternalFile {
  const { document, problems } = inspectExternal(path.basename(file), bytes)
  if (problems.length > 0) {
    throw new InputError(`the external evidence cannot be used\n\n${formatProblems(problems).trimEnd()}`, {
      where: file
    })
  }
  return document.value as ExternalFile
}

function inspectExternal(file: string, bytes: Uint8Array): ParsedDocument {
  const { document, problems } = parseDocument(file, 'external', bytes)
  renewFormat(document.value)
  renewVersion(document.value)
  if (document.text.includes(JSON.stringify(OLD_OUTCOME.subtype))) {
    warnOfOldName('the outcome in external evidence', OLD_BELOW_MARGIN, BELOW_MARGIN.outcome)
    renewOutcomes(document.value)
  }
  const version = numberAt(document, 'formatVersion')
  // The schema is of one version: it would call every part of another one a mistake.
  const found =
    version !== undefined && version !== EXTERNAL_FORMAT_VERSION
      ? [otherVersion(document)]
      : document.tree === undefined
        ? []
        : schemaProblems(document)
  return { document, problems: [...problems, ...found] }
}

/** In place. */
function renewFormat(content: unknown): void {
  if (!isObject(content) || content.format !== 'claimcheck-outside') return
  warnOfOldName('the format of external evidence', content.format, FORMAT)
  Object.assign(content, { format: FORMAT })
}

/**
 * In place. Version 1 judged tuned arms by leaving out one run in turn, which errs far too often: that is left out. What
 * it did not know of settings like these, and of how closely times are known, stays unknown.
 */
function renewVersion(content: unknown): void {
  if (!isObject(content) || content.formatVersion !== 1 || !Array.isArray(content.claims)) return
  Object.assign(content, { formatVersion: EXTERNAL_FORMAT_VERSION })
  for (const group of content.claims.flatMap((claim) => (isObject(claim) ? claim.groups : []))) {
    if (isObject(group)) Object.assign(group, { across: null, resolution: null, tuned: null })
  }
}

function otherVersion(document: SpecDocument): LintProblem {
  return problemAt(document, ['formatVersion'], {
    message: 'the external evidence has a format version that this release does not read',
    expected: `"formatVersion": ${EXTERNAL_FORMAT_VERSION}`,
    remedy: 'read it with the release of claimcheck that wrote it, or write it again'
  })
}

/** A verdict on a claim that has changed since is no verdict on the claim. One of another root is left alone. */
function checkCurrent(file: string, { claims: adjudicated }: ExternalFile, claims: readonly Claim[]): void {
  for (const { id, hash, familySize: size } of adjudicated) {
    const claim = claims.find((candidate) => candidate.id === id)
    if (claim === undefined) continue
    const now = { hash: claimHash(claim, null), size: familySize(claims, claim.family) }
    if (hash === now.hash && size === now.size) continue
    throw new InputError(`the claim ${id} is not as it was when run logs of others decided it`, {
      where: file,
      expected: `the hash ${now.hash} and a family of ${now.size}: the claim as it is now`,
      received: `${hash} and ${size}`,
      remedy: REMEDY
    })
  }
}

/** Relative to the root, with forward slashes. */
function externalFiles(claimsRoot: string): string[] {
  const ofPackages = packagesIn(claimsRoot).flatMap((name) => filesOf(claimsRoot, `${name}/external`))
  const old = filesOf(claimsRoot, 'outside')
  if (old.length > 0) warnOfOldName('the folder of external evidence', 'outside', 'external')
  return [...filesOf(claimsRoot, 'external'), ...old, ...ofPackages]
}

function filesOf(claimsRoot: string, folder: string): string[] {
  if (!statSync(path.join(claimsRoot, folder), { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(path.join(claimsRoot, folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${folder}/${name}`)
}

function readBytes(file: string): Uint8Array {
  return readInput(file, MAX_PRODUCED_BYTES, {
    what: 'the external evidence',
    expected: 'a file that claimcheck adjudicate --aggregate wrote',
    remedy: 'give its path with --external'
  })
}

import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { isObject } from '../claims/document'
import { formatProblems } from '../claims/formatProblems'
import { BELOW_MARGIN, OLD_BELOW_MARGIN, OLD_OUTCOME, renewOutcomes } from '../claims/oldOutcomes'
import { parseDocument } from '../claims/parse'
import { schemaProblems } from '../claims/schemaProblems'
import { InputError } from '../errors'
import type { Claim } from '../kinds'
import { familySize } from '../load/family'
import { claimHash } from '../load/hash'
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
  const old = filesOf(path.join(claimsRoot, 'outside'))
  if (old.length > 0) warnOfOldName('the folder of external evidence', 'outside', 'external')
  return [...new Set([...filesOf(path.join(claimsRoot, 'external')), ...old, ...named])].map((file) => {
    const content = parseExternal(file, readBytes(file))
    checkCurrent(file, content, claims)
    return content
  })
}

/** @throws InputError with all problems of the file at once */
export function parseExternal(file: string, bytes: Uint8Array): ExternalFile {
  const { document, problems } = parseDocument(path.basename(file), 'external', bytes)
  renewFormat(document.value)
  renewVersion(document.value)
  if (document.text.includes(JSON.stringify(OLD_OUTCOME.subtype))) {
    warnOfOldName('the outcome in external evidence', OLD_BELOW_MARGIN, BELOW_MARGIN.outcome)
    renewOutcomes(document.value)
  }
  checkVersion(file, document.value)
  const all = [...problems, ...(document.tree === undefined ? [] : schemaProblems(document))]
  if (all.length > 0) {
    throw new InputError(`the external evidence cannot be used\n\n${formatProblems(all).trimEnd()}`, { where: file })
  }
  // What the schema accepted has the form that the type says.
  return document.value as ExternalFile
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

/** The schema is of one version: it would call every part of another one a mistake. */
function checkVersion(file: string, content: unknown): void {
  const { formatVersion } = (content ?? {}) as { formatVersion?: unknown }
  if (typeof formatVersion !== 'number' || formatVersion === EXTERNAL_FORMAT_VERSION) return
  throw new InputError('the external evidence has a format version that this release does not read', {
    where: file,
    expected: `"formatVersion": ${EXTERNAL_FORMAT_VERSION}`,
    received: String(formatVersion),
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

function filesOf(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => path.join(folder, name))
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new InputError('the external evidence cannot be read', {
      where: file,
      expected: 'a file that claimcheck adjudicate --aggregate wrote',
      received: error instanceof Error ? error.message : String(error),
      remedy: 'give its path with --external'
    })
  }
}

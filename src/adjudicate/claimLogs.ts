import { statSync } from 'node:fs'
import path from 'node:path'
import { idOfPlace, type SpecDocument } from '../claims/document'
import { didYouMean, type LintProblem, oneOf, problemAt } from '../claims/lintProblem'
import { sourceKeyOf } from '../claims/sources'
import type { NamedEvidence } from '../claims/types'
import { InputError } from '../errors'
import { MAX_WRITTEN_BYTES, readRegularFile } from '../files/readRegularFile'
import type { Claim } from '../kinds'
import type { LogsEvidence } from '../kinds/comparison/logs/types'
import type { LogDigests } from '../load/hash'
import { homeOf } from '../load/packages'
import { pairedHypothesisOf } from './adjudicate'
import { inspectMapping, loadMapping } from './mapping/loadMapping'
import type { Mapping } from './mapping/types'
import { type EvidenceFolder, openEvidenceFolder } from './read/folder'
import { readEvidence } from './readLogs'

/** Where the logs of a claim are, and whether they are there. */
export type LocatedLogs =
  | { readonly state: 'there'; readonly folder: string; readonly mapping: string }
  | { readonly state: 'missing'; readonly reason: string; readonly remedy: string }

/**
 * The logs that a claim names.
 *
 * @param claimsRoot the folder of the claims; paths go from there, or from the package in it that holds the claim
 * @returns null where it names none
 */
export function locateLogs(
  { id, logs }: Pick<Claim, 'id' | 'logs'>,
  claimsRoot: string,
  environment: NodeJS.ProcessEnv = process.env
): LocatedLogs | null {
  const evidence = logs?.evidence
  if (evidence === undefined) return null
  const home = homeOf(claimsRoot, sourceKeyOf(id))
  const folder = folderOf(evidence, home, environment)
  const [where, otherwise] =
    evidence.variable === undefined
      ? [
          `no folder ${evidence.folder} beside its claims`,
          `put the logs into ${evidence.folder}, as seen from the folder of the claims`
        ]
      : [
          `no folder in the environment variable ${evidence.variable}`,
          `set ${evidence.variable} to the folder of the logs`
        ]
  if (folder === null || !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    const remedy = evidence.get === undefined ? otherwise : `${evidence.get}; then ${otherwise}`
    return { state: 'missing', reason: `the logs that judge it are not here: ${where}`, remedy }
  }
  return { state: 'there', folder, mapping: path.resolve(home, evidence.mapping) }
}

function folderOf({ folder, variable }: NamedEvidence, home: string, environment: NodeJS.ProcessEnv): string | null {
  if (folder !== undefined) return path.resolve(home, folder)
  const named = environment[variable ?? ''] ?? ''
  return named === '' ? null : path.resolve(named)
}

function mappingOf({ id, logs }: Claim, claimsRoot: string): string {
  return path.resolve(homeOf(claimsRoot, sourceKeyOf(id)), logs!.evidence!.mapping)
}

/** Reads the logs that claims name, each folder once however many claims it judges. */
export class ClaimLogReader {
  readonly #claimsRoot: string
  readonly #folders = new Map<string, EvidenceFolder>()

  constructor(claimsRoot: string) {
    this.#claimsRoot = claimsRoot
  }

  /** @throws InputError where the logs are not there, or something is wrong with them or their mapping */
  read(claim: Claim): LogsEvidence {
    const { folder, mapping } = this.#located(claim)
    const hypothesis = pairedHypothesisOf(claim)
    const loaded = loadMapping(mapping, hypothesis)
    const where = claim.logs?.where ?? {}
    checkConditions(where, loaded.mapping, `claim ${claim.id}: "where"`)
    return readEvidence(hypothesis, loaded, this.#open(folder), { by: claim.logs?.by ?? null, where })
  }

  /** Of the logs as they are; without those that are not there. null where the claim is judged by none. */
  digests(claim: Claim): LogDigests | null {
    const located = claim.experiment === null ? locateLogs(claim, this.#claimsRoot) : null
    if (located === null) return null
    const mapping = mappingOf(claim, this.#claimsRoot)
    const { digest } = loadMapping(mapping, pairedHypothesisOf(claim))
    return { mapping: digest, ...(located.state === 'there' && { evidence: this.#open(located.folder).digest }) }
  }

  #located(claim: Claim): Extract<LocatedLogs, { state: 'there' }> {
    const located = locateLogs(claim, this.#claimsRoot)
    if (located?.state === 'there') return located
    throw new InputError(`claim ${claim.id} has no logs`, {
      expected: 'the folder of logs that it names',
      received: located?.reason ?? 'none is named',
      remedy: located?.remedy ?? 'name it in the claim: "logs": { "evidence": { "folder": ..., "mapping": ... } }'
    })
  }

  #open(folder: string): EvidenceFolder {
    const known = this.#folders.get(folder) ?? openEvidenceFolder(folder)
    this.#folders.set(folder, known)
    return known
  }
}

type Conditions = LogsEvidence['where']

/** @param subject who names them @throws InputError for a condition on what the mapping does not name */
export function checkConditions(where: Conditions, mapping: Mapping, subject: string): void {
  const unknown = unknownConditions(where, mapping)
  if (unknown.length === 0) return
  const known = namesOf(mapping)
  throw new InputError(`${subject} names ${unknown.join(', ')}, which the mapping does not`, {
    expected:
      known.length === 0
        ? 'nothing: the mapping has no groups and no settings'
        : `a group or setting of the mapping: ${known.join(', ')}`,
    received: unknown.join(', '),
    remedy: `${known.length === 0 ? '' : 'correct the name, or '}add ${unknown.join(', ')} to "groups" or "settings" in the mapping`
  })
}

const namesOf = ({ groups, settings }: Mapping) => [...Object.keys(groups), ...Object.keys(settings)]
const unknownConditions = (where: Conditions, mapping: Mapping) =>
  Object.keys(where).filter((name) => !namesOf(mapping).includes(name))

/**
 * What is wrong with the logs that claims name: with their mappings, and, as a warning, that they are not there.
 *
 * @param claims with the documents that they were resolved from
 */
export function lintLogs(
  claimsRoot: string,
  documents: readonly SpecDocument[],
  claims: readonly Claim[]
): LintProblem[] {
  const byId = new Map(claims.map((claim) => [claim.id, claim]))
  return documents.flatMap((document) => {
    const claim = byId.get(idOfPlace(document))
    return claim?.logs?.evidence === undefined ? [] : lintClaimLogs(claimsRoot, document, claim)
  })
}

const AT = ['logs', 'evidence']

function lintClaimLogs(claimsRoot: string, document: SpecDocument, claim: Claim): LintProblem[] {
  const { evidence, where } = claim.logs!
  const located = locateLogs(claim, claimsRoot)
  const absent =
    located?.state === 'missing'
      ? [
          problemAt(document, AT, {
            severity: 'warning',
            message: located.reason,
            expected: 'the logs: without them the claim cannot be judged',
            remedy: located.remedy
          })
        ]
      : []
  const bytes = bytesOf(mappingOf(claim, claimsRoot))
  if (bytes === null) {
    const problem = problemAt(document, [...AT, 'mapping'], {
      message: 'there is no such mapping',
      expected: 'a JSON file that says where things stand in the logs, relative to the folder of the claims',
      remedy: 'write it (claims/schema/mapping.schema.json), or correct the path'
    })
    return [problem, ...absent]
  }
  const { mapping, problems } = inspectMapping(evidence!.mapping, bytes, pairedHypothesisOf(claim))
  const unknown = mapping === null ? [] : unknownConditions(where, mapping)
  return [
    ...problems,
    ...unknown.map((name) =>
      problemAt(document, ['logs', 'where', name], {
        message: 'the mapping has no group and no setting of that name',
        expected: oneOf(namesOf(mapping!), 'a name in "groups" or "settings" of the mapping'),
        remedy: didYouMean(name, namesOf(mapping!), `add ${name} to "groups" or "settings" of the mapping`),
        atKey: true
      })
    ),
    ...absent
  ]
}

function bytesOf(file: string): Uint8Array | null {
  try {
    return readRegularFile(file, MAX_WRITTEN_BYTES)
  } catch {
    return null
  }
}

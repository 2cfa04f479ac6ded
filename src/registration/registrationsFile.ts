import { lstatSync } from 'node:fs'
import path from 'node:path'
import { isObject, objectAt, positionOf, type SpecDocument, stringAt } from '../claims/document'
import { type LintProblem, problemAt } from '../claims/lintProblem'
import { parseDocument } from '../claims/parse'
import { schemaProblems } from '../claims/schemaProblems'
import { sourceKeyOf } from '../claims/sources'
import { InputError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { readInput } from '../files/readInput'
import { MAX_PRODUCED_BYTES } from '../files/readRegularFile'
import { digestOf } from '../json/canonical'
import { groupBy } from '../json/groupBy'
import { homeOf, homesIn } from '../load/packages'
import { readableJson } from '../store/readableJson'
import { checkRegistrations, RESTORE } from './checkRegistrations'
import type { History, Registration, Registrations, RegistrationsFile } from './types'

/** The file's name, in the claims root. */
export const REGISTRATIONS_FILE = 'registrations.json'

const CONFLICT_MARKER = /^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$/m

/**
 * Reads the registrations of a claims root and of the packages in it, which have a file each.
 *
 * @returns by claim id, sorted; empty where there is no file
 * @throws InputError where a file is not what `claimcheck register` wrote
 */
export function readRegistrations(root: string): Registrations {
  const found = homesIn(root).flatMap((home) => [...readFile(home)])
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function readFile(root: string): Registrations {
  const { registrations, problems } = inspectRegistrations(root)
  const [first, ...others] = problems.filter(({ severity }) => severity === 'error')
  if (first === undefined) return registrations
  const more = others.length === 0 ? '' : ` (and ${others.length} more: claimcheck lint)`
  throw new InputError(`the registrations cannot be used: ${first.message}${more}`, {
    where: `${path.join(root, REGISTRATIONS_FILE)}:${first.line}:${first.column} ${first.path}`,
    expected: first.expected,
    received: first.received,
    remedy: first.remedy
  })
}

/**
 * Writes the registrations of a claims root, durably, those of a package into the package; the same registrations give
 * the same bytes. An experiment stands once, by its digest, however many claims were registered on it.
 */
export function writeRegistrations(root: string, registrations: Registrations): void {
  const homes = groupBy(registrations, ([id]) => homeOf(root, sourceKeyOf(id)))
  for (const home of homesIn(root)) {
    const own = homes.get(home) ?? []
    if (own.length > 0 || home === root) writeFile(home, new Map(own))
  }
}

function writeFile(root: string, registrations: Registrations): void {
  const experiments = new Map<string, object>()
  const entries = [...registrations].map(([id, history]) => [
    id,
    history.map((each) => ({ ...each, frozen: withoutExperiment(each.frozen, experiments) }))
  ])
  const content = { experiments: Object.fromEntries(experiments), registrations: Object.fromEntries(entries) }
  writeDurableFile(path.join(root, REGISTRATIONS_FILE), `${readableJson(content)}\n`, { replace: true })
}

function withoutExperiment(frozen: Registration['frozen'], experiments: Map<string, object>): Registration['frozen'] {
  const { experiment } = frozen
  if (!isObject(experiment)) return frozen
  const digest = digestOf(experiment)
  experiments.set(digest, experiment)
  return { ...frozen, experiment: digest }
}

/** A root's registrations as far as they can be used, and everything that is wrong with their file. */
export interface InspectedRegistrations {
  /** null where there is no file. */
  readonly document: SpecDocument | null
  /** Empty where the file has errors of form. */
  readonly registrations: Registrations
  readonly problems: readonly LintProblem[]
}

/** @throws InputError where the file cannot be read; never for what it holds */
export function inspectRegistrations(root: string): InspectedRegistrations {
  const bytes = bytesOf(path.join(root, REGISTRATIONS_FILE))
  if (bytes === null) return { document: null, registrations: new Map(), problems: [] }
  const { document, problems } = parseDocument(REGISTRATIONS_FILE, 'registrations', bytes)
  const conflict = CONFLICT_MARKER.exec(document.text)
  if (conflict !== null) {
    const problem = problemAt(document, [], {
      message: 'an unresolved merge conflict',
      expected: 'JSON without conflict markers',
      received: conflict[0].trim(),
      remedy: 'keep what both sides registered: each claim once, its registrations in the order of "registeredAt"'
    })
    return unusable(document, [{ ...problem, ...positionOf(document, conflict.index) }])
  }
  if (document.tree === undefined) return unusable(document, problems)
  const found = [...problems, ...schemaProblems(document)]
  if (found.length > 0) return unusable(document, found)
  const missing = missingExperiments(document)
  if (missing.length > 0) return unusable(document, missing)
  const { registrations, experiments = {} } = document.value as RegistrationsFile
  const entries = Object.entries(registrations).map(([id, [first, ...others]]): [string, History] => [
    id,
    [withExperiment(first, experiments), ...others.map((each) => withExperiment(each, experiments))]
  ])
  const sorted = new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  return { document, registrations: sorted, problems: checkRegistrations(document, sorted) }
}

function withExperiment(registration: Registration, experiments: Readonly<Record<string, object>>): Registration {
  const { experiment } = registration.frozen
  if (typeof experiment !== 'string') return registration
  return { ...registration, frozen: { ...registration.frozen, experiment: experiments[experiment]! } }
}

function missingExperiments(document: SpecDocument): LintProblem[] {
  const known = objectAt(document, 'experiments') ?? {}
  return Object.entries(objectAt(document, 'registrations') ?? {}).flatMap(([id, history]) =>
    (history as readonly Registration[]).flatMap((_, index) => {
      const at = ['registrations', id, index, 'frozen', 'experiment']
      const digest = stringAt(document, ...at)
      if (digest === undefined || Object.hasOwn(known, digest)) return []
      const text = {
        message: 'the registered experiment is not in the file',
        expected: 'one of the digests under "experiments"',
        remedy: RESTORE
      }
      return [problemAt(document, at, text)]
    })
  )
}

function unusable(document: SpecDocument, problems: readonly LintProblem[]): InspectedRegistrations {
  return { document, registrations: new Map(), problems }
}

function bytesOf(file: string): Uint8Array | null {
  if (isAbsent(file)) return null
  return readInput(file, MAX_PRODUCED_BYTES, {
    what: 'the registrations',
    expected: 'a file that claimcheck register wrote, or none',
    remedy: 'make it readable, or move it away'
  })
}

/** What else keeps it from being looked at keeps it from being read, and is said there. */
function isAbsent(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) === undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR'
  }
}

import path from 'node:path'
import { InputError } from '../errors'
import { filesOf, originOf } from './descriptions'
import { findFile, looksRight, readVerified } from './files'
import { type DataFolder, dataFolders } from './locations'
import type { DataEnvironment, DatasetDescription, FileDescription } from './types'

/** Where a dataset lies on this machine, as far as a look at its files tells. */
export type LocatedDataset =
  | { readonly state: 'found'; readonly place: DataFolder; pathOf(file: FileDescription): string }
  | { readonly state: 'missing'; readonly reason: string; readonly remedy: string }
  | { readonly state: 'invalid'; readonly error: InputError }

/**
 * Looks at the folders of a dataset in order. A folder in which a file is missing is passed over; a folder with a file
 * that is wrong ends the search, because silently using another copy would hide it.
 */
export function locateDataset(description: DatasetDescription, environment: DataEnvironment): LocatedDataset {
  const reasons: string[] = []
  for (const place of dataFolders(description, environment)) {
    const paths = new Map<string, string>()
    const absent: string[] = []
    for (const file of filesOf(description)) {
      const location = findFile(place.folder, file)
      if (location === null) {
        absent.push(file.name)
        continue
      }
      const error = looksRight(location, file) ? null : fullCheck(location, file, description, place)
      if (error !== null) return { state: 'invalid', error }
      paths.set(file.name, location)
    }
    if (absent.length === 0) return { state: 'found', place, pathOf: (file) => paths.get(file.name)! }
    reasons.push(describeAbsence(description, place, absent))
  }
  return { state: 'missing', reason: reasons.join('; '), remedy: remedyForMissing(description) }
}

/** The error that a wrong file of a dataset becomes: the same problem, with the remedy that fits the place. */
export function withRemedy(error: InputError, description: DatasetDescription, place: DataFolder): InputError {
  const { where, expected, received } = error.details
  return new InputError(subjectOf(error), {
    ...(where !== undefined && { where }),
    ...(expected !== undefined && { expected }),
    ...(received !== undefined && { received }),
    remedy: remedyForInvalid(description, place, where ?? place.folder)
  })
}

/** The problem in one line, the file's place first, without the remedy. */
export function problemOf(error: InputError): string {
  const { where } = error.details
  return where === undefined ? placelessProblemOf(error) : `${where}: ${placelessProblemOf(error)}`
}

/** The same without the place, for a file that is about to be thrown away. */
export function placelessProblemOf(error: InputError): string {
  const { expected, received } = error.details
  return `${subjectOf(error)} (expected ${expected}; received ${received})`
}

export function remedyForMissing(description: DatasetDescription): string {
  const origin = originOf(description)
  switch (origin) {
    case 'embedded':
      return 'npm install claimcheck'
    case 'fetched':
      return `npx claimcheck data fetch ${description.name}`
    case 'imported':
      return `npx claimcheck data import <folder> ${description.name}`
    default:
      return origin satisfies never
  }
}

function remedyForInvalid(description: DatasetDescription, place: DataFolder, location: string): string {
  switch (place.origin) {
    case 'package':
      return `npm install claimcheck (its own file ${location} was changed)`
    case 'cache':
      return remedyForMissing(description)
    case 'data-dir':
      return `replace or remove ${location}, or unset CLAIMCHECK_DATA_DIR; npx claimcheck data verify ${description.name} checks all files`
    default:
      return place.origin satisfies never
  }
}

function fullCheck(
  location: string,
  file: FileDescription,
  description: DatasetDescription,
  place: DataFolder
): InputError | null {
  try {
    readVerified(location, file)
    return null
  } catch (error) {
    if (error instanceof InputError) return withRemedy(error, description, place)
    throw error
  }
}

function describeAbsence(description: DatasetDescription, place: DataFolder, absent: readonly string[]): string {
  const total = filesOf(description).length
  const what = absent.length === total ? 'holds none of its files' : `lacks ${absent.join(', ')}`
  if (place.origin !== 'data-dir') return `${place.folder} ${what}`
  const parent = path.dirname(place.folder)
  const isDirect = filesOf(description).some((file) => findFile(parent, file) !== null)
  const hint = isDirect ? `, and files that lie directly in ${parent} are not used: they belong in ${place.folder}` : ''
  return `${place.folder} (from CLAIMCHECK_DATA_DIR) ${what}${hint}`
}

function subjectOf(error: InputError): string {
  const firstLine = error.message.split('\n')[0]!
  const { where } = error.details
  return where !== undefined && firstLine.startsWith(`${where}: `) ? firstLine.slice(where.length + 2) : firstLine
}

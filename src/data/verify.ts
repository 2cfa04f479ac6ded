import { InputError } from '../errors'
import { describeDataset, filesOf } from './descriptions'
import { findFile, readVerified } from './files'
import { problemOf } from './locate'
import { dataFolders } from './locations'
import type { DataEnvironment, DatasetReference, FileCheck, FileDescription, VerificationReport } from './types'

/**
 * Checks every byte of every file of a dataset and reports on each. The folder is the one that `loadDataset` would use:
 * the first that holds all of its files or a wrong one; else the first that holds any; else the last.
 */
export function verifyDataset(
  reference: DatasetReference,
  environment: DataEnvironment = process.env
): VerificationReport {
  const description = describeDataset(reference, environment)
  const reports = dataFolders(description, environment).map(({ folder }) => {
    const files = filesOf(description).map((file) => checkFile(folder, file))
    return { name: description.name, folder, ok: files.every((check) => check.state === 'ok'), files }
  })
  return (
    reports.find(({ ok, files }) => ok || files.some((check) => check.state === 'invalid')) ??
    reports.find(({ files }) => files.some((check) => check.state !== 'missing')) ??
    reports.at(-1)!
  )
}

/** Looks for a file in a folder and checks all of its content. */
export function checkFile(folder: string, file: FileDescription): FileCheck {
  const location = findFile(folder, file)
  if (location === null) return { state: 'missing', name: file.name, folder }
  try {
    const { stored } = readVerified(location, file)
    return { state: 'ok', name: file.name, path: location, storedBytes: stored.length }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { state: 'invalid', name: file.name, path: location, problem: problemOf(error) }
  }
}

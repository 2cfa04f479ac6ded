import path from 'node:path'
import { InputError } from '../errors'
import { describeDataset, filesOf } from './descriptions'
import { acceptedNames, findFile, readVerified, type VerifiedFile } from './files'
import { installFile } from './install'
import { problemOf } from './locate'
import { cacheFolder } from './locations'
import type { DataEnvironment, DatasetReference, FileDescription, InstallReport } from './types'

/**
 * Copies a dataset from a user's folder, or from its subfolder of the dataset's name, into the cache. Files may be
 * plain or gzip, named as published or with a dot before `idx`. All files are checked in full before the first one is
 * copied, and what is copied are the bytes that were checked.
 *
 * @throws InputError naming every file that is missing or wrong; then nothing was copied
 * @throws InfrastructureError where the cache cannot be written
 */
export function importDataset(
  reference: DatasetReference,
  folder: string,
  environment: DataEnvironment = process.env
): InstallReport {
  const description = describeDataset(reference)
  const { name } = description
  if (description.format === 'embedded-csv') {
    throw new InputError(`the dataset ${name} is part of claimcheck`, { remedy: 'use it; it needs no import' })
  }
  const verified = readAll(filesOf(description), [path.resolve(folder), path.resolve(folder, name)], name)
  const target = cacheFolder(description, environment)
  return {
    name,
    folder: target,
    files: verified.map(({ file, source }) => ({
      name: file.name,
      path: installFile(target, file, source.stored),
      outcome: 'installed',
      source: source.path
    }))
  }
}

function readAll(
  files: readonly FileDescription[],
  folders: readonly string[],
  name: string
): { file: FileDescription; source: VerifiedFile }[] {
  const problems: string[] = []
  const found = files.flatMap((file) => {
    const location = folders.map((folder) => findFile(folder, file)).find((candidate) => candidate !== null)
    if (location === undefined) {
      problems.push(`${acceptedNames(file).join(' or ')} is missing`)
      return []
    }
    try {
      return [{ file, source: readVerified(location, file) }]
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      problems.push(problemOf(error))
      return []
    }
  })
  if (problems.length === 0) return found
  throw new InputError(`this is not the dataset ${name}; nothing was imported`, {
    where: folders[0]!,
    expected: `all ${files.length} files, as published`,
    received: problems.map((problem) => `\n    - ${problem}`).join(''),
    remedy: `name the folder that holds the files, or npx claimcheck data fetch ${name}`
  })
}

import path from 'node:path'
import type { DatasetManifest } from '../claims/manifest/manifest'
import { MANIFEST_FILE, shippedNames } from '../claims/manifest/places'
import { findManifest, readManifest } from '../claims/manifest/readManifest'
import { InputError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { readCsv } from './csv'
import { describeManifest } from './describeManifest'
import { describeDataset, filesOf, originOf } from './descriptions'
import { datasetDigest } from './digest'
import { acceptedNames, findFile, readVerified, type VerifiedFile } from './files'
import { cannotWrite, installFile } from './install'
import { problemOf } from './locate'
import { cacheFolder } from './locations'
import type { DataEnvironment, DatasetDescription, DatasetReference, FileDescription, InstallReport } from './types'

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
  const description = describeDataset(reference, environment)
  const { name } = description
  if (description.format === 'embedded-csv') {
    throw new InputError(`the dataset ${name} is part of claimcheck`, { remedy: 'use it; it needs no import' })
  }
  const verified = readAll(description, foldersIn(folder, description))
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

/**
 * Imports a dataset that a manifest describes, and remembers the manifest beside the copy: from then on experiments may
 * name it.
 *
 * @throws InputError where the manifest is malformed, its name stands for other content here, or files are missing or
 *   wrong; then nothing was copied
 * @throws InfrastructureError where the cache cannot be written
 */
export function importByManifest(
  manifestFile: string,
  folder: string,
  environment: DataEnvironment = process.env
): InstallReport {
  const manifest = readManifest(path.resolve(manifestFile))
  const description = describeManifest(manifest)
  const known = findManifest(manifest.name, environment)
  if (known !== null && datasetDigest(describeManifest(known)) !== datasetDigest(description)) {
    throw new InputError(`the name ${manifest.name} stands for other content on this machine`, {
      where: manifestFile,
      expected: 'a name of its own for each content',
      received: `${known.title}, digest ${datasetDigest(describeManifest(known))}`,
      remedy: `choose another name, or remove ${cacheFolder(description, environment)} where that is outdated`
    })
  }
  const report = importDataset(description, folder, environment)
  if (!shippedNames().includes(manifest.name)) rememberManifest(report.folder, manifest)
  return report
}

function rememberManifest(folder: string, manifest: DatasetManifest): void {
  try {
    writeDurableFile(path.join(folder, MANIFEST_FILE), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), {
      replace: true
    })
  } catch (error) {
    throw cannotWrite(folder, error)
  }
}

/** The folder itself, its subfolder of the dataset's name, and the one that the publisher's archive unpacks to. */
function foldersIn(folder: string, description: DatasetDescription): readonly string[] {
  const unpacked = description.format === 'batches' ? description.archive?.folder : undefined
  const inner = unpacked === undefined ? [description.name] : [description.name, unpacked]
  return [path.resolve(folder), ...inner.map((name) => path.resolve(folder, name))]
}

function readAll(
  description: DatasetDescription,
  folders: readonly string[]
): { file: FileDescription; source: VerifiedFile }[] {
  const { name } = description
  const files = filesOf(description)
  const problems: string[] = []
  const found = files.flatMap((file) => {
    const location = folders.map((folder) => findFile(folder, file)).find((candidate) => candidate !== null)
    if (location === undefined) {
      problems.push(`${acceptedNames(file).join(' or ')} is missing`)
      return []
    }
    try {
      const source = readVerified(location, file)
      // What is wrong in a table is said where it comes in, and not by the first run.
      if (file.layout.kind === 'csv' && description.format === 'batches') {
        readCsv(source.content, { ...description, where: location, rows: file.layout.rows })
      }
      return [{ file, source }]
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
    remedy:
      originOf(description) === 'imported'
        ? 'name the folder that holds the files'
        : `name the folder that holds the files, or npx claimcheck data fetch ${name}`
  })
}

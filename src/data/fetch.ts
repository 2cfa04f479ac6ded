import { accessSync, constants, mkdirSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { InputError, UnavailableError } from '../errors'
import { describeDataset, filesOf, originOf } from './descriptions'
import { DEFAULT_PATIENCE, type DownloadOptions, type DownloadTarget, download, type Patience } from './download'
import { maxStoredBytes, type VerifiedFile, verifyStored } from './files'
import { cannotWrite, installFile } from './install'
import { remedyForMissing } from './locate'
import { cacheFolder } from './locations'
import type {
  DataEnvironment,
  DatasetDescription,
  DatasetReference,
  FetchProgress,
  FileDescription,
  InstalledFile,
  InstallReport
} from './types'
import { archiveTarget } from './unpack'
import { checkFile } from './verify'

export interface FetchOptions {
  /** Folders on the web that hold the files as `<name>.gz`, or the archive, tried in this order instead of the pinned ones. */
  readonly addresses?: readonly string[]
  /** Where the files go; the cache where left out. */
  readonly folder?: string
  readonly onProgress?: (event: FetchProgress) => void
  /** Stops the download; files that were whole stay. */
  readonly signal?: AbortSignal
  readonly environment?: DataEnvironment
  readonly patience?: Patience
  /** Waits between attempts. */
  readonly sleep?: DownloadOptions['sleep']
}

/**
 * Downloads what a dataset lacks. Files that pass the full check are kept. The others are brought from the first
 * address that has them, checked, and only then put under their names, where they replace wrong ones. Several processes
 * may do this at once: a name always stands for a whole file.
 *
 * @throws UnavailableError where no address delivers a file, with the reason for each
 * @throws InputError for a dataset that is not fetched, or a malformed address
 * @throws InfrastructureError where the folder cannot be written
 * @throws the signal's reason when it is aborted
 */
export async function fetchDataset(reference: DatasetReference, options: FetchOptions = {}): Promise<InstallReport> {
  const { signal = new AbortController().signal, patience = DEFAULT_PATIENCE } = options
  const { onProgress = () => undefined, sleep = wait } = options
  const description = describeDataset(reference, options.environment)
  const published = publicationOf(description)
  const addresses = (options.addresses ?? published.addresses).map(requireAddress)
  const folder = options.folder ?? cacheFolder(description, options.environment ?? process.env)
  signal.throwIfAborted()
  requireWritable(folder)

  const checks = filesOf(description).map((file) => ({ file, check: checkFile(folder, file) }))
  const downloads = published.downloadsOf(checks.flatMap(({ file, check }) => (check.state === 'ok' ? [] : [file])))
  const overall = overallProgress(downloads)
  const installed = new Map<string, InstalledFile>()
  for (const { file, check } of checks) {
    if (check.state === 'ok') {
      onProgress({ kind: 'kept', file: file.name })
      installed.set(file.name, { name: file.name, path: check.path, outcome: 'kept', source: null })
    }
    // An archive brings the others that are missing with it.
    if (installed.has(file.name)) continue
    const next = downloads.find(({ files }) => files.includes(file))!
    const { name, publishedName } = next
    const places = addresses.map((address) => `${address}${publishedName}`)
    const result = await download(next, places, {
      file: name,
      patience,
      signal,
      sleep,
      onProgress,
      overall: (received, total) => overall(next, received, total)
    })
    if (result.kind === 'failed') throw notDelivered(description.name, name, result.failures)
    for (const [index, brought] of next.files.entries()) {
      const path = installFile(folder, brought, result.content[index]!.stored)
      onProgress({ kind: 'installed', file: brought.name, path })
      installed.set(brought.name, { name: brought.name, path, outcome: 'installed', source: result.address })
    }
  }
  return { name: description.name, folder, files: filesOf(description).map((file) => installed.get(file.name)!) }
}

/** One download, and the files that it brings. */
interface Download extends DownloadTarget<readonly VerifiedFile[]> {
  /** Name of what is downloaded, as it lies on the web. */
  readonly publishedName: string
  /** Under this name it is reported. */
  readonly name: string
  readonly downloadBytes: number
  readonly files: readonly FileDescription[]
}

/** How a dataset lies on the web: each file compressed by itself, or all of them in one archive. */
interface Publication {
  readonly addresses: readonly string[]
  downloadsOf(missing: readonly FileDescription[]): readonly Download[]
}

/** @throws InputError for a dataset that is not fetched */
function publicationOf(description: DatasetDescription): Publication {
  const { name } = description
  if (description.format === 'embedded-csv') {
    throw new InputError(`the dataset ${name} is part of claimcheck`, { remedy: 'use it; it needs no download' })
  }
  if (originOf(description) === 'imported') {
    throw new InputError(`nobody publishes the dataset ${name}`, {
      expected: 'a dataset that claimcheck knows an address of',
      received: `${name}, which a manifest describes`,
      remedy: remedyForMissing(description)
    })
  }
  if (description.format === 'idx') {
    return { addresses: description.addresses, downloadsOf: (missing) => missing.map(compressedFile) }
  }
  const { name: archive, downloadBytes, addresses } = description.archive!
  const downloadsOf = (files: readonly FileDescription[]) => {
    const target = archiveTarget(archive, filesOf(description), files)
    return files.length === 0 ? [] : [{ publishedName: archive, name: archive, downloadBytes, files, ...target }]
  }
  return { addresses, downloadsOf }
}

function compressedFile(file: FileDescription): Download {
  const { name, downloadBytes } = file
  const check = (stored: Uint8Array) => [verifyStored(stored, file, name)]
  return { publishedName: `${name}.gz`, name, downloadBytes, files: [file], maxBytes: maxStoredBytes(file), check }
}

/** Bytes over all downloads: what the servers have stated, and estimates for the rest. */
function overallProgress(downloads: readonly Download[]) {
  const files = new Map(downloads.map(({ name, downloadBytes }) => [name, { received: 0, total: downloadBytes }]))
  return ({ name, downloadBytes }: Download, received: number, stated: number | null) => {
    files.set(name, { received, total: stated ?? Math.max(received, downloadBytes) })
    const all = [...files.values()]
    return {
      receivedBytes: all.reduce((sum, each) => sum + each.received, 0),
      totalBytes: all.reduce((sum, each) => sum + each.total, 0)
    }
  }
}

/** Before the first byte: a long download that cannot be stored is a long wait for nothing. */
function requireWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw cannotWrite(folder, error)
  }
}

function notDelivered(
  dataset: string,
  file: string,
  failures: readonly { readonly address: string; readonly reason: string }[]
): UnavailableError {
  const lines = failures.map(({ address, reason }) => `\n    - ${address}: ${reason}`)
  return new UnavailableError(`${file} of ${dataset} could not be downloaded`, {
    expected: 'one address that delivers it as published',
    received: lines.join(''),
    remedy: `try again when the network is there, or get the files elsewhere and run npx claimcheck data import <folder> ${dataset}`
  })
}

function requireAddress(address: string): string {
  const protocol = URL.canParse(address) ? new URL(address).protocol : ''
  if (protocol === 'https:' || protocol === 'http:') return address.endsWith('/') ? address : `${address}/`
  throw new InputError('not an address that data can be fetched from', {
    expected: 'an http or https address of the folder that holds the files',
    received: JSON.stringify(address),
    remedy: 'correct the address'
  })
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal })
}

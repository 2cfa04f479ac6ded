import { InputError, UnavailableError } from '../errors'
import { type Clock, systemClock } from './clock'
import { describeDataset, filesOf, originOf } from './descriptions'
import {
  DEFAULT_PATIENCE,
  type DownloadResult,
  type DownloadTarget,
  downloadFile,
  fileTarget,
  type Patience
} from './download'
import type { VerifiedFile } from './files'
import { cannotWrite, installFile } from './install'
import { remedyForMissing } from './locate'
import { cacheFolder } from './locations'
import { claimPartial, removeAbandoned } from './partial'
import type {
  ArchiveDescription,
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
  /** Stops the download; what has arrived is kept for the next one. */
  readonly signal?: AbortSignal
  readonly environment?: DataEnvironment
  readonly clock?: Clock
  readonly patience?: Patience
}

/**
 * Downloads what a dataset lacks. Files that pass the full check are kept. The others are brought from the first
 * address that has them, checked, and only then put under their names, where they replace wrong ones. An interrupted
 * download goes on where it stopped. Several processes may do this at once: each works on a file of its own.
 *
 * @throws UnavailableError where no address delivers a file, with the reason for each
 * @throws InputError for a dataset that is not fetched, or an address that is none
 * @throws InfrastructureError where the folder cannot be written
 * @throws the signal's reason when it is aborted
 */
export async function fetchDataset(reference: DatasetReference, options: FetchOptions = {}): Promise<InstallReport> {
  const description = describeDataset(reference, options.environment)
  const { name } = description
  const published = publishedAt(description)
  const addresses = (options.addresses ?? published.addresses).map(requireAddress)
  const folder = options.folder ?? cacheFolder(description, options.environment ?? process.env)
  const onProgress = options.onProgress ?? (() => undefined)

  const checks = filesOf(description).map((file) => ({ file, check: checkFile(folder, file) }))
  const missing = checks.flatMap(({ file, check }) => (check.state === 'ok' ? [] : [file]))
  const downloads = downloadsOf(published, filesOf(description), missing)
  const total = new OverallProgress(downloads)
  const download = { dataset: name, addresses, folder, total, options: { ...options, onProgress } }
  const installed = new Map<string, InstalledFile>()
  for (const { file, check } of checks) {
    if (check.state === 'ok') {
      onProgress({ kind: 'kept', file: file.name })
      installed.set(file.name, { name: file.name, path: check.path, outcome: 'kept', source: null })
    } else if (!installed.has(file.name)) {
      // An archive brings the others that are missing with it.
      const next = downloads.find(({ files }) => files.includes(file))!
      for (const each of await fetchFiles(next, download)) installed.set(each.name, each)
      removeAbandoned(folder, next.name)
    }
    removeAbandoned(folder, file.name)
  }
  return { name, folder, files: filesOf(description).map((file) => installed.get(file.name)!) }
}

/** How a dataset lies on the web: each file compressed by itself, or all of them in one archive. */
interface Publication {
  readonly addresses: readonly string[]
  readonly archive: ArchiveDescription | null
}

/** @throws InputError for a dataset that is not fetched */
function publishedAt(description: DatasetDescription): Publication {
  const { name } = description
  const origin = originOf(description)
  if (description.format === 'embedded-csv') {
    throw new InputError(`the dataset ${name} is part of claimcheck`, { remedy: 'use it; it needs no download' })
  }
  if (origin === 'imported') {
    throw new InputError(`nobody publishes the dataset ${name}`, {
      expected: 'a dataset that claimcheck knows an address of',
      received: `${name}, which a manifest describes`,
      remedy: remedyForMissing(description)
    })
  }
  if (description.format === 'idx') return { addresses: description.addresses, archive: null }
  return { addresses: description.archive!.addresses, archive: description.archive }
}

/** One download, and the files that it brings. */
interface Download {
  /** Name of what is downloaded, as it lies on the web. */
  readonly publishedName: string
  /** Under this name it is reported, and its unfinished bytes are kept. */
  readonly name: string
  readonly downloadBytes: number
  readonly files: readonly FileDescription[]
  readonly target: DownloadTarget<readonly VerifiedFile[]>
}

function downloadsOf(
  { archive }: Publication,
  all: readonly FileDescription[],
  files: readonly FileDescription[]
): readonly Download[] {
  if (archive !== null) {
    const { name, downloadBytes } = archive
    return files.length === 0
      ? []
      : [{ publishedName: name, name, downloadBytes, files, target: archiveTarget(name, all, files) }]
  }
  return files.map((file) => {
    const { maxBytes, check } = fileTarget(file)
    const target = { maxBytes, check: (contentPath: string) => [check(contentPath)] }
    const { name, downloadBytes } = file
    return { publishedName: `${name}.gz`, name, downloadBytes, files: [file], target }
  })
}

interface DownloadContext {
  readonly dataset: string
  readonly addresses: readonly string[]
  readonly folder: string
  readonly total: OverallProgress
  readonly options: FetchOptions & { readonly onProgress: (event: FetchProgress) => void }
}

async function fetchFiles(download: Download, context: DownloadContext): Promise<InstalledFile[]> {
  const { name, files } = download
  const { addresses, folder, total, options } = context
  const { onProgress, signal } = options
  const fileAddresses = addresses.map((address) => `${address}${download.publishedName}`)
  let result: DownloadResult<readonly VerifiedFile[]>
  try {
    const partial = claimPartial(folder, name)
    try {
      result = await downloadFile(download.target, fileAddresses, partial, {
        patience: options.patience ?? DEFAULT_PATIENCE,
        clock: options.clock ?? systemClock,
        signal,
        onBytes: (address, receivedBytes, resumedBytes, totalBytes) =>
          onProgress({
            kind: 'bytes',
            file: name,
            address,
            receivedBytes,
            resumedBytes,
            totalBytes,
            overall: total.update(download, receivedBytes, totalBytes)
          }),
        onRetry: (address, reason, delayMs) => onProgress({ kind: 'retry', file: name, address, reason, delayMs }),
        onAddressFailed: (address, reason) => onProgress({ kind: 'address-failed', file: name, address, reason })
      })
      if (result.kind === 'verified') partial.discard()
    } finally {
      partial.release()
    }
  } catch (error) {
    throw isFileSystemError(error) ? cannotWrite(folder, error) : error
  }
  if (result.kind === 'failed') throw notDelivered(context.dataset, name, result)
  const { address, content } = result
  return files.map((file, index) => {
    const path = installFile(folder, file, content[index]!.stored)
    onProgress({ kind: 'installed', file: file.name, path })
    return { name: file.name, path, outcome: 'installed', source: address }
  })
}

/** Bytes over all files: what the servers have stated, and estimates for the rest. */
class OverallProgress {
  private readonly files = new Map<string, { received: number; total: number }>()

  constructor(downloads: readonly Download[]) {
    for (const { name, downloadBytes } of downloads) this.files.set(name, { received: 0, total: downloadBytes })
  }

  update({ name, downloadBytes }: Download, received: number, stated: number | null) {
    this.files.set(name, { received, total: stated ?? Math.max(received, downloadBytes) })
    const all = [...this.files.values()]
    return {
      receivedBytes: all.reduce((sum, each) => sum + each.received, 0),
      totalBytes: all.reduce((sum, each) => sum + each.total, 0)
    }
  }
}

function notDelivered(
  dataset: string,
  file: string,
  result: Extract<DownloadResult<unknown>, { kind: 'failed' }>
): UnavailableError {
  const failures = result.failures.map(({ address, reason }) => `\n    - ${address}: ${reason}`)
  return new UnavailableError(`${file} of ${dataset} could not be downloaded`, {
    expected: 'one address that delivers it as published',
    received: failures.join(''),
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

/** Not by `instanceof`: in Jest, Node's own errors are of another realm. */
function isFileSystemError(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error
}

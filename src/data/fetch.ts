import { InputError, UnavailableError } from '../errors'
import { type Clock, systemClock } from './clock'
import { describeDataset, filesOf } from './descriptions'
import { DEFAULT_PATIENCE, type DownloadResult, downloadFile, type Patience } from './download'
import { cannotWrite, installFile } from './install'
import { cacheFolder } from './locations'
import { claimPartial, removeAbandoned } from './partial'
import type {
  DataEnvironment,
  DatasetReference,
  FetchProgress,
  FileDescription,
  IdxDatasetDescription,
  InstalledFile,
  InstallReport
} from './types'
import { checkFile } from './verify'

export interface FetchOptions {
  /** Folders on the web that hold the files as `<name>.gz`, tried in this order instead of the pinned ones. */
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
  const description = describeDataset(reference)
  const { name } = description
  if (description.format === 'embedded-csv') {
    throw new InputError(`the dataset ${name} is part of claimcheck`, { remedy: 'use it; it needs no download' })
  }
  const addresses = (options.addresses ?? description.addresses).map(requireAddress)
  const folder = options.folder ?? cacheFolder(description, options.environment ?? process.env)
  const onProgress = options.onProgress ?? (() => undefined)

  const checks = filesOf(description).map((file) => ({ file, check: checkFile(folder, file) }))
  const total = new OverallProgress(checks.flatMap(({ file, check }) => (check.state === 'ok' ? [] : [file])))
  const files: InstalledFile[] = []
  for (const { file, check } of checks) {
    if (check.state === 'ok') {
      onProgress({ kind: 'kept', file: file.name })
      files.push({ name: file.name, path: check.path, outcome: 'kept', source: null })
    } else {
      files.push(await fetchFile(description, file, addresses, folder, total, { ...options, onProgress }))
    }
    removeAbandoned(folder, file.name)
  }
  return { name, folder, files }
}

async function fetchFile(
  description: IdxDatasetDescription,
  file: FileDescription,
  addresses: readonly string[],
  folder: string,
  overall: OverallProgress,
  options: FetchOptions & { readonly onProgress: (event: FetchProgress) => void }
): Promise<InstalledFile> {
  const { onProgress, signal } = options
  const fileAddresses = addresses.map((address) => `${address}${file.name}.gz`)
  let result: DownloadResult
  try {
    const partial = claimPartial(folder, file.name)
    try {
      result = await downloadFile(file, fileAddresses, partial, {
        patience: options.patience ?? DEFAULT_PATIENCE,
        clock: options.clock ?? systemClock,
        signal,
        onBytes: (address, receivedBytes, resumedBytes, totalBytes) =>
          onProgress({
            kind: 'bytes',
            file: file.name,
            address,
            receivedBytes,
            resumedBytes,
            totalBytes,
            overall: overall.update(file, receivedBytes, totalBytes)
          }),
        onRetry: (address, reason, delayMs) => onProgress({ kind: 'retry', file: file.name, address, reason, delayMs }),
        onAddressFailed: (address, reason) => onProgress({ kind: 'address-failed', file: file.name, address, reason })
      })
      if (result.kind === 'verified') partial.discard()
    } finally {
      partial.release()
    }
  } catch (error) {
    throw isFileSystemError(error) ? cannotWrite(folder, error) : error
  }
  if (result.kind === 'failed') throw notDelivered(description, file, result)
  const path = installFile(folder, file, result.file.stored)
  onProgress({ kind: 'installed', file: file.name, path })
  return { name: file.name, path, outcome: 'installed', source: result.address }
}

/** Bytes over all files: what the servers have stated, and estimates for the rest. */
class OverallProgress {
  private readonly files = new Map<string, { received: number; total: number }>()

  constructor(files: readonly FileDescription[]) {
    for (const file of files) this.files.set(file.name, { received: 0, total: file.downloadBytes })
  }

  update(file: FileDescription, received: number, stated: number | null) {
    this.files.set(file.name, { received, total: stated ?? Math.max(received, file.downloadBytes) })
    const all = [...this.files.values()]
    return {
      receivedBytes: all.reduce((sum, each) => sum + each.received, 0),
      totalBytes: all.reduce((sum, each) => sum + each.total, 0)
    }
  }
}

function notDelivered(
  description: IdxDatasetDescription,
  file: FileDescription,
  result: Extract<DownloadResult, { kind: 'failed' }>
): UnavailableError {
  const failures = result.failures.map(({ address, reason }) => `\n    - ${address}: ${reason}`)
  return new UnavailableError(`${file.name} of ${description.name} could not be downloaded`, {
    expected: 'one address that delivers it as published',
    received: failures.join(''),
    remedy: `try again when the network is there, or get the files elsewhere and run npx claimcheck data import <folder>`
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

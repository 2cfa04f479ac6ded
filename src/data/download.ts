import { InputError } from '../errors'
import type { Clock } from './clock'
import { maxStoredBytes, readVerified, type VerifiedFile } from './files'
import { placelessProblemOf } from './locate'
import type { PartialFile } from './partial'
import { transfer } from './transfer'
import type { FileDescription } from './types'

/** How patient a download is. */
export interface Patience {
  /** Attempts at one address while it is there but busy, or breaks off. */
  readonly maxAttempts: number
  /** Attempts at an address that is not reached at all: fewer, so that a machine without network learns it soon. */
  readonly maxUnreachable: number
  /** Wait after the first failure; it doubles with each further one. */
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** A server that asks for a longer wait (Retry-After) is given up. */
  readonly maxRetryAfterMs: number
  readonly stallTimeoutMs: number
}

export const DEFAULT_PATIENCE: Patience = {
  maxAttempts: 6,
  maxUnreachable: 2,
  firstDelayMs: 1_000,
  maxDelayMs: 30_000,
  maxRetryAfterMs: 120_000,
  stallTimeoutMs: 30_000
}

export interface DownloadOptions {
  readonly patience: Patience
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  onBytes(address: string, receivedBytes: number, resumedBytes: number, totalBytes: number | null): void
  onRetry(address: string, reason: string, delayMs: number): void
  onAddressFailed(address: string, reason: string): void
}

/** What is downloaded: how large it may be, and what its bytes have to be. */
export interface DownloadTarget<Content> {
  readonly maxBytes: number
  /**
   * Checks all of what has arrived.
   *
   * @throws InputError where it is not what was published
   */
  check(contentPath: string): Content
}

/** A single file whose content is pinned. */
export function fileTarget(file: FileDescription): DownloadTarget<VerifiedFile> {
  return { maxBytes: maxStoredBytes(file), check: (contentPath) => readVerified(contentPath, file) }
}

export type DownloadResult<Content> =
  | { readonly kind: 'verified'; readonly address: string; readonly content: Content }
  | { readonly kind: 'failed'; readonly failures: readonly { readonly address: string; readonly reason: string }[] }

/**
 * Brings a file from the first address that has it, into `partial`, and checks all of its content.
 *
 * @param addresses full addresses of the file
 * @throws the signal's reason when it is aborted; errors of the file system as they come
 */
export async function downloadFile<Content>(
  target: DownloadTarget<Content>,
  addresses: readonly string[],
  partial: PartialFile,
  options: DownloadOptions
): Promise<DownloadResult<Content>> {
  const failures: { address: string; reason: string }[] = []
  for (const address of addresses) {
    const outcome = await downloadFrom(address, target, partial, options)
    if (outcome.reason === null) return { kind: 'verified', address, content: outcome.content }
    failures.push({ address, reason: outcome.reason })
    options.onAddressFailed(address, outcome.reason)
  }
  return { kind: 'failed', failures }
}

/** The verified content, or why there is none. */
type Checked<Content> = { readonly reason: null; readonly content: Content } | { readonly reason: string }

async function downloadFrom<Content>(
  address: string,
  target: DownloadTarget<Content>,
  partial: PartialFile,
  options: DownloadOptions
): Promise<Checked<Content>> {
  const { patience, clock, signal } = options
  for (let attempt = 1; ; attempt++) {
    const result = await transfer(address, partial, {
      maxBytes: target.maxBytes,
      stallTimeoutMs: patience.stallTimeoutMs,
      clock,
      signal,
      onBytes: (received, resumed, total) => options.onBytes(address, received, resumed, total)
    })
    let reason: string
    let delayMs = 0
    switch (result.kind) {
      case 'complete': {
        const checked = checkContent(partial, target)
        if (checked.reason === null) return checked
        partial.discard()
        // A joined file can be wrong although the server's is right: it may have changed in between.
        if (!result.resumed || attempt >= patience.maxAttempts) return checked
        reason = checked.reason
        break
      }
      case 'useless':
        // The bytes of another address stay: it may be the next one.
        if (partial.source()?.address === address) partial.discard()
        return { reason: result.reason }
      case 'stale':
        if (attempt >= patience.maxAttempts) return { reason: result.reason }
        reason = result.reason
        break
      case 'retry': {
        const { maxAttempts, maxUnreachable, firstDelayMs, maxDelayMs, maxRetryAfterMs } = patience
        reason = result.reason
        if (attempt >= (result.cause === 'unreachable' ? maxUnreachable : maxAttempts)) return { reason }
        delayMs = result.retryAfterMs ?? Math.min(maxDelayMs, firstDelayMs * 2 ** (attempt - 1))
        if (result.retryAfterMs !== null && delayMs > maxRetryAfterMs) {
          return { reason: `${reason} and asks to come back in ${Math.ceil(delayMs / 1000)} s` }
        }
        break
      }
      default:
        return result satisfies never
    }
    options.onRetry(address, reason, delayMs)
    if (delayMs > 0) await clock.sleep(delayMs, signal)
  }
}

function checkContent<Content>(partial: PartialFile, target: DownloadTarget<Content>): Checked<Content> {
  try {
    return { reason: null, content: target.check(partial.contentPath) }
  } catch (error) {
    if (error instanceof InputError) return { reason: `sends wrong content: ${placelessProblemOf(error)}` }
    throw error
  }
}

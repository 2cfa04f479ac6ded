import type { FileHandle } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type { Clock } from './clock'
import type { PartialFile, PartialSource } from './partial'
import { describeNetworkError, request } from './request'

/** What one attempt at one address came to. */
export type TransferResult =
  /** All bytes that the server has are here. Whether they are the right ones is for the caller to check. */
  | { readonly kind: 'complete'; readonly resumed: boolean }
  /** What was here before does not fit what the server has now; it has been discarded. */
  | { readonly kind: 'stale'; readonly reason: string }
  /** Did not work this time. `retryAfterMs`: what the server asks for, else null. */
  | {
      readonly kind: 'retry'
      readonly cause: 'unreachable' | 'interrupted' | 'busy'
      readonly reason: string
      readonly retryAfterMs: number | null
    }
  /** Will not work at this address. */
  | { readonly kind: 'useless'; readonly reason: string }

export interface TransferOptions {
  /** More bytes than this are no such file. */
  readonly maxBytes: number
  /** Without a byte for this long the connection is given up. */
  readonly stallTimeoutMs: number
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  onBytes(receivedBytes: number, resumedBytes: number, totalBytes: number | null): void
}

/**
 * Makes one attempt to bring a file from an address into `partial`, going on where an earlier attempt at the same
 * address stopped (RFC 9110, sections 13.1.5 and 14). What has arrived stays in `partial` when it fails.
 *
 * @throws the signal's reason when it is aborted; errors of the file system as they come
 */
export async function transfer(
  address: string,
  partial: PartialFile,
  options: TransferOptions
): Promise<TransferResult> {
  options.signal?.throwIfAborted()
  const controller = new AbortController()
  const abort = () => controller.abort()
  options.signal?.addEventListener('abort', abort, { once: true })
  const watch = watchForStall(controller, options)
  try {
    const result = await attempt(address, partial, options, controller.signal, watch.touch)
    options.signal?.throwIfAborted()
    if (result.kind !== 'retry' || !watch.hasStalled()) return result
    return { ...result, reason: `no byte for ${options.stallTimeoutMs / 1000} s` }
  } finally {
    watch.stop()
    // Ends whatever was left unread.
    controller.abort()
    options.signal?.removeEventListener('abort', abort)
  }
}

async function attempt(
  address: string,
  partial: PartialFile,
  options: TransferOptions,
  signal: AbortSignal,
  touch: () => void
): Promise<TransferResult> {
  const known = partial.source()
  const previous = known?.address === address ? known : null
  const offset = previous === null ? 0 : partial.size()
  const result = await request(address, previous === null ? {} : rangeHeaders(previous, offset), signal)
  touch()
  if (result.kind === 'unreachable') {
    return { kind: 'retry', cause: 'unreachable', reason: result.reason, retryAfterMs: null }
  }
  if (result.kind === 'refused') return { kind: 'useless', reason: result.reason }
  const { response } = result
  if (response.statusCode === 200) {
    const source = sourceOf(address, response)
    if (exceeds(source.totalBytes, options.maxBytes)) return tooLarge(options)
    return receive(response, await partial.begin(source), 0, source.totalBytes, options, touch)
  }
  const answersRange = response.statusCode === 206 || response.statusCode === 416
  if (previous === null || !answersRange) return judgeStatus(response, options)

  const range = parseContentRange(response.headers['content-range'])
  if (response.statusCode === 416) {
    if (range?.total === offset) return { kind: 'complete', resumed: true }
    partial.discard()
    return { kind: 'stale', reason: `the server has no bytes from ${offset} on` }
  }
  const problem = whyNotContinuation(response, range, previous, offset)
  if (problem !== null) {
    partial.discard()
    return { kind: 'stale', reason: problem }
  }
  if (exceeds(range!.total, options.maxBytes)) return tooLarge(options)
  return receive(response, await partial.resume(), offset, range!.total, options, touch)
}

/** Writes the body behind the bytes that are here. The file is closed, and on disk, whatever happens. */
async function receive(
  response: IncomingMessage,
  file: FileHandle,
  offset: number,
  totalBytes: number | null,
  options: TransferOptions,
  touch: () => void
): Promise<TransferResult> {
  let received = offset
  try {
    options.onBytes(received, offset, totalBytes)
    const chunks: AsyncIterator<Buffer> = response[Symbol.asyncIterator]()
    for (;;) {
      let chunk: IteratorResult<Buffer>
      try {
        chunk = await chunks.next()
      } catch (error) {
        return interrupted(`the connection broke off (${describeNetworkError(error)})`)
      }
      touch()
      if (chunk.done) break
      received += chunk.value.length
      if (received > options.maxBytes) return tooLarge(options)
      await writeAll(file, chunk.value)
      options.onBytes(received, offset, totalBytes)
    }
    if (totalBytes !== null && received !== totalBytes) {
      return interrupted(`the connection ended after ${received} of ${totalBytes} bytes`)
    }
    return { kind: 'complete', resumed: offset > 0 }
  } finally {
    await file.sync()
    await file.close()
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done)).bytesWritten
}

function rangeHeaders(source: PartialSource, offset: number): Record<string, string> {
  // Weak tags must not stand in If-Range (RFC 9110, 13.1.5); the tag of the answer is compared as well.
  const strongTag = source.etag?.startsWith('W/') ? null : source.etag
  const validator = strongTag ?? source.lastModified
  return { range: `bytes=${offset}-`, ...(validator !== null && { 'if-range': validator }) }
}

function sourceOf(address: string, response: IncomingMessage): PartialSource {
  const { etag, 'last-modified': lastModified, 'content-length': length } = response.headers
  return {
    address,
    etag: etag ?? null,
    lastModified: lastModified ?? null,
    totalBytes: length === undefined ? null : Number(length)
  }
}

function whyNotContinuation(
  response: IncomingMessage,
  range: ContentRange | null,
  previous: PartialSource,
  offset: number
): string | null {
  if (range?.start !== offset) return `the server sent another range than the one from byte ${offset}`
  const etag = response.headers.etag ?? null
  const isSameTag = etag === null || previous.etag === null || etag === previous.etag
  const isSameSize = range.total === null || previous.totalBytes === null || range.total === previous.totalBytes
  return isSameTag && isSameSize ? null : 'the file on the server has changed'
}

interface ContentRange {
  readonly start: number | null
  readonly total: number | null
}

function parseContentRange(header: string | undefined): ContentRange | null {
  const match = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(header ?? '')
  if (match === null) return null
  const number = (text: string | undefined) => (text === undefined || text === '*' ? null : Number(text))
  return { start: number(match[1]), total: number(match[2]) }
}

function judgeStatus(response: IncomingMessage, options: TransferOptions): TransferResult {
  const reason = `answers ${response.statusCode} ${response.statusMessage}`.trimEnd()
  if (![408, 425, 429, 500, 502, 503, 504].includes(response.statusCode!)) return { kind: 'useless', reason }
  return { kind: 'retry', cause: 'busy', reason, retryAfterMs: retryAfterMs(response, options.clock) }
}

/** Seconds or a date (RFC 9110, 10.2.3). */
function retryAfterMs(response: IncomingMessage, clock: Clock): number | null {
  const header = response.headers['retry-after']
  if (header === undefined) return null
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - clock.now()
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}

function watchForStall(controller: AbortController, options: TransferOptions) {
  let stalled = false
  const start = () =>
    options.clock.startTimer(options.stallTimeoutMs, () => {
      stalled = true
      controller.abort()
    })
  let stop = start()
  return {
    touch: () => {
      stop()
      stop = start()
    },
    stop: () => stop(),
    hasStalled: () => stalled
  }
}

function exceeds(bytes: number | null, maxBytes: number): boolean {
  return bytes !== null && bytes > maxBytes
}

function tooLarge(options: TransferOptions): TransferResult {
  return { kind: 'useless', reason: `sends more than the ${options.maxBytes} bytes that the file can have` }
}

function interrupted(reason: string): TransferResult {
  return { kind: 'retry', cause: 'interrupted', reason, retryAfterMs: null }
}

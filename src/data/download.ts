import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { InputError } from '../errors'
import { placelessProblemOf } from './locate'
import type { FetchBytes, FetchProgress } from './types'

/** How patient a download is. */
export interface Patience {
  /** Attempts at one address while it is not reached, is busy, or breaks off. */
  readonly attempts: number
  /** Wait after the first failure; it doubles with each further one. */
  readonly firstDelayMs: number
  /** A server that asks for a longer wait (Retry-After) is given up. */
  readonly maxRetryAfterMs: number
  /** Without a byte for this long the connection is given up. */
  readonly stallTimeoutMs: number
}

export const DEFAULT_PATIENCE: Patience = {
  attempts: 3,
  firstDelayMs: 1_000,
  maxRetryAfterMs: 120_000,
  stallTimeoutMs: 30_000
}

/** What is downloaded: how large it may be, and what its bytes have to be. */
export interface DownloadTarget<Content> {
  readonly maxBytes: number
  /**
   * Checks all of what has arrived.
   *
   * @throws InputError where it is not what was published
   */
  check(stored: Uint8Array): Content
}

export interface DownloadOptions {
  /** What the events call it. */
  readonly file: string
  readonly patience: Patience
  readonly signal: AbortSignal
  /** Resolves after `ms`; rejects when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  onProgress(event: FetchProgress): void
  /** The same bytes among those of all downloads. */
  overall(receivedBytes: number, totalBytes: number | null): FetchBytes['overall']
}

export type DownloadResult<Content> =
  | { readonly kind: 'verified'; readonly address: string; readonly content: Content }
  | { readonly kind: 'failed'; readonly failures: readonly { readonly address: string; readonly reason: string }[] }

/** Why an attempt did not deliver; `retryAfterMs` is null where the server does not say when to come back. */
class Failure extends Error {
  constructor(
    reason: string,
    readonly retry: { readonly afterMs: number | null } | null
  ) {
    super(reason)
  }
}

const MAX_REDIRECTS = 5
const BUSY = [408, 425, 429, 500, 502, 503, 504]

/**
 * Brings a file from the first address that has it, and checks all of its content. It stays in memory until then:
 * nothing that is not whole and right ever lies on the disk.
 *
 * @param addresses full addresses of the file
 * @throws the signal's reason when it is aborted
 */
export async function download<Content>(
  target: DownloadTarget<Content>,
  addresses: readonly string[],
  options: DownloadOptions
): Promise<DownloadResult<Content>> {
  const failures: { address: string; reason: string }[] = []
  for (const address of addresses) {
    try {
      return { kind: 'verified', address, content: await downloadFrom(address, target, options) }
    } catch (error) {
      options.signal.throwIfAborted()
      if (!(error instanceof Failure)) throw error
      failures.push({ address, reason: error.message })
      options.onProgress({ kind: 'address-failed', file: options.file, address, reason: error.message })
    }
  }
  return { kind: 'failed', failures }
}

async function downloadFrom<Content>(
  address: string,
  target: DownloadTarget<Content>,
  { file, patience, signal, sleep, onProgress, overall }: DownloadOptions
): Promise<Content> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await request(address, patience.stallTimeoutMs, signal)
      const onBytes = (receivedBytes: number, totalBytes: number | null) => {
        const of = overall(receivedBytes, totalBytes)
        onProgress({ kind: 'bytes', file, address, receivedBytes, totalBytes, overall: of })
      }
      return checked(target, await receive(response, target.maxBytes, onBytes))
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof Failure) || error.retry === null || attempt >= patience.attempts) throw error
      const { afterMs } = error.retry
      if (afterMs !== null && afterMs > patience.maxRetryAfterMs) {
        throw new Failure(`${error.message} and asks to come back in ${Math.ceil(afterMs / 1000)} s`, null)
      }
      const delayMs = afterMs ?? patience.firstDelayMs * 2 ** (attempt - 1)
      onProgress({ kind: 'retry', file, address, reason: error.message, delayMs })
      await sleep(delayMs, signal)
    }
  }
}

/**
 * Sends a GET request and follows redirects. The bytes arrive as they lie on the server, never decoded.
 *
 * It uses `node:http`, not `fetch`: in many versions of Node a server that closes its connection early can end the whole
 * process with an assertion that nobody can catch (nodejs/undici issue 5360).
 */
async function request(address: string, stallTimeoutMs: number, signal: AbortSignal): Promise<IncomingMessage> {
  let url = new URL(address)
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await get(url, stallTimeoutMs, signal)
    const { location } = response.headers
    if (![301, 302, 303, 307, 308].includes(response.statusCode!) || location === undefined) return response
    response.destroy()
    if (!URL.canParse(location, url.href)) throw new Failure(`redirects to "${location}", no address`, null)
    url = new URL(location, url)
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      throw new Failure(`redirects to ${url.href}, which is neither http nor https`, null)
    }
  }
  throw new Failure(`redirects more than ${MAX_REDIRECTS} times`, null)
}

function get(url: URL, stallTimeoutMs: number, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { get: send } = url.protocol === 'https:' ? https : http
    const headers = { 'accept-encoding': 'identity', 'user-agent': 'claimcheck' }
    let answer: IncomingMessage | null = null
    const sent = send(url, { headers, signal, timeout: stallTimeoutMs }, (response) => {
      // Whoever reads the body learns of its errors; without a reader they have nothing to say.
      answer = response.on('error', () => undefined)
      resolve(response)
    })
    sent.on('timeout', () => (answer ?? sent).destroy(broken(`no byte for ${stallTimeoutMs / 1000} s`)))
    sent.on('error', (error) => reject(error instanceof Failure ? error : broken(inWords(error))))
  })
}

/** All bytes of an answer. */
async function receive(
  response: IncomingMessage,
  maxBytes: number,
  onBytes: (receivedBytes: number, totalBytes: number | null) => void
): Promise<Uint8Array> {
  const { statusCode, statusMessage, headers } = response
  const tooLarge = new Failure(`sends more than the ${maxBytes} bytes that the file can have`, null)
  const totalBytes = headers['content-length'] === undefined ? null : Number(headers['content-length'])
  try {
    if (statusCode !== 200) {
      const retry = BUSY.includes(statusCode!) ? { afterMs: retryAfterMs(response) } : null
      throw new Failure(`answers ${statusCode} ${statusMessage}`.trimEnd(), retry)
    }
    if (totalBytes !== null && totalBytes > maxBytes) throw tooLarge
    const chunks: Buffer[] = []
    let received = 0
    onBytes(received, totalBytes)
    for await (const chunk of chunksOf(response)) {
      received += chunk.length
      if (received > maxBytes) throw tooLarge
      chunks.push(chunk)
      onBytes(received, totalBytes)
    }
    return Buffer.concat(chunks)
  } finally {
    // Ends whatever was left unread.
    response.destroy()
  }
}

/** What fails here is the line; what fails in the loop that reads them is not. */
async function* chunksOf(response: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* response
  } catch (error) {
    throw error instanceof Failure ? error : broken(`the connection broke off (${inWords(error)})`)
  }
}

function broken(reason: string): Failure {
  return new Failure(reason, { afterMs: null })
}

/** Seconds, or a date by the server's own clock (RFC 9110, 10.2.3). */
function retryAfterMs({ headers }: IncomingMessage): number | null {
  const asked = headers['retry-after']
  if (asked === undefined) return null
  const ms = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.parse(headers.date ?? '')
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}

function checked<Content>(target: DownloadTarget<Content>, stored: Uint8Array): Content {
  try {
    return target.check(stored)
  } catch (error) {
    if (error instanceof InputError) throw new Failure(`sends wrong content: ${placelessProblemOf(error)}`, null)
    throw error
  }
}

/** Where several addresses of a host were tried, the error has a code and no message. */
function inWords(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  return message !== '' ? message : (code ?? 'unknown network error')
}

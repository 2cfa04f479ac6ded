import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import https from 'node:https'

/** What a request came to: an answer whose body is still to be read, or why there is none. */
export type RequestResult =
  | { readonly kind: 'answer'; readonly response: IncomingMessage }
  /** The address cannot be used: too many redirects, or one that leaves http. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The server was not reached, or the connection broke before it answered. */
  | { readonly kind: 'unreachable'; readonly reason: string }

const MAX_REDIRECTS = 5

/**
 * Sends a GET request and follows at most five redirects. The bytes arrive as they lie on the server, never decoded: a
 * size or a range of bytes that were encoded on the way would mean something else.
 *
 * It uses `node:http`, not `fetch`: in Node 24 a server that closes its connection early can end the whole process
 * with an assertion that nobody can catch (nodejs/undici issue 5360).
 *
 * @param signal ends the request, and the reading of its answer
 */
export async function request(
  address: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal
): Promise<RequestResult> {
  let url = new URL(address)
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    let response: IncomingMessage
    try {
      response = await get(url, { 'accept-encoding': 'identity', 'user-agent': 'claimcheck', ...headers }, signal)
    } catch (error) {
      return { kind: 'unreachable', reason: describeNetworkError(error) }
    }
    const { location } = response.headers
    if (![301, 302, 303, 307, 308].includes(response.statusCode!) || location === undefined) {
      return { kind: 'answer', response }
    }
    response.destroy()
    if (!URL.canParse(location, url.href)) return { kind: 'refused', reason: `redirects to "${location}", no address` }
    url = new URL(location, url)
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      return { kind: 'refused', reason: `redirects to ${url.href}, which is neither http nor https` }
    }
  }
  return { kind: 'refused', reason: `redirects more than ${MAX_REDIRECTS} times` }
}

/** What went wrong on the line, in words. */
export function describeNetworkError(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  // Where several addresses of a host were tried, the error has a code and no message.
  return message !== '' ? message : (code ?? 'unknown network error')
}

function get(url: URL, headers: IncomingHttpHeaders, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { get: send } = url.protocol === 'https:' ? https : http
    const sent = send(url, { headers, signal }, (response) => {
      // Whoever reads the body learns of its errors; without a reader they have nothing to say.
      response.on('error', () => undefined)
      resolve(response)
    })
    sent.on('error', reject)
  })
}

import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse
} from 'node:http'
import type { AddressInfo } from 'node:net'

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

/** A web server on 127.0.0.1 that answers each path as its script says; the last behaviour of a path repeats. */
export class FaultyServer {
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = []
  private readonly scripts = new Map<string, Behaviour[]>()
  private server: Server | null = null
  private port = 0

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      const path = request.url ?? ''
      this.requests.push({ path, headers: request.headers })
      const script = this.scripts.get(path) ?? [status(404)]
      const behaviour = script.length > 1 ? script.shift()! : script[0]!
      behaviour(request, response)
    })
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    this.server!.closeAllConnections()
    await new Promise((resolve) => this.server!.close(resolve))
  }

  script(path: string, ...behaviours: Behaviour[]): void {
    this.scripts.set(path, behaviours)
  }

  address(path = '/'): string {
    return `http://127.0.0.1:${this.port}${path}`
  }

  /** The requests for one path, in order. */
  requestsFor(path: string): IncomingHttpHeaders[] {
    return this.requests.filter((request) => request.path === path).map((request) => request.headers)
  }
}

/** A correct server. */
export function serve(bytes: Buffer, headers: Record<string, string> = {}): Behaviour {
  return (_request, response) => response.writeHead(200, { 'content-length': bytes.length, ...headers }).end(bytes)
}

/** Announces all bytes, sends the first `count` and closes the connection once `arrived` resolves. */
export function truncate(bytes: Buffer, count: number, arrived: Promise<unknown>): Behaviour {
  return (_request, response) => {
    response.writeHead(200, { 'content-length': bytes.length })
    response.write(bytes.subarray(0, count))
    void arrived.then(() => response.socket?.destroy())
  }
}

/** Announces all bytes, sends the first `count`, and then nothing. */
export function stall(bytes: Buffer, count: number): Behaviour {
  return (_request, response) => {
    response.writeHead(200, { 'content-length': bytes.length })
    response.write(bytes.subarray(0, count))
  }
}

export function redirect(location: string): Behaviour {
  return (_request, response) => response.writeHead(302, { location }).end('moved')
}

export function status(code: number, headers: Record<string, string> = {}): Behaviour {
  return (_request, response) => response.writeHead(code, headers).end('no')
}

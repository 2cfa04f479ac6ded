import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from './freePort'

/** Why there is no Redis for a spec; null where there is one. */
export const noRedis = spawnSync('redis-server', ['--version']).error === undefined ? null : 'no redis-server here'

/** Why there is no TLS for a spec's Redis; null where there is. */
export const noTls = noRedis ?? (spawnSync('openssl', ['version']).error === undefined ? null : 'no openssl here')

/** A Redis of a spec's own, which can be killed and comes back with what it had written. */
export class RedisServer {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'redis-of-a-spec-'))
  readonly #password: string | null
  readonly #tls: boolean
  #child: ChildProcess | null = null
  port = 0

  /** @param tls it speaks TLS alone, with a certificate that it signed itself */
  constructor(password: string | null = null, tls = false) {
    this.#password = password
    this.#tls = tls
  }

  get address(): string {
    return `${this.#tls ? 'rediss' : 'redis'}://127.0.0.1:${this.port}`
  }

  /** For NODE_EXTRA_CA_CERTS. */
  get certificate(): string {
    return path.join(this.#folder, 'certificate.pem')
  }

  async start(): Promise<void> {
    if (this.port === 0) this.port = await freePort()
    const port = String(this.port)
    if (this.#tls) this.#makeCertificate()
    const key = path.join(this.#folder, 'key.pem')
    const files = ['--tls-cert-file', this.certificate, '--tls-key-file', key, '--tls-ca-cert-file', this.certificate]
    const listen = this.#tls
      ? ['--port', '0', '--tls-port', port, ...files, '--tls-auth-clients', 'no']
      : ['--port', port]
    const options = [...listen, '--dir', this.#folder, '--save', '', '--appendonly', 'yes']
    this.#child = spawn(
      'redis-server',
      [...options, ...(this.#password === null ? [] : ['--requirepass', this.#password])],
      { stdio: 'ignore' }
    )
    await this.use(async (redis) => {
      while ((await redis.ping().catch(() => null)) !== 'PONG') await delay(50)
    })
  }

  #makeCertificate(): void {
    const files = ['-keyout', path.join(this.#folder, 'key.pem'), '-out', this.certificate]
    const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...name]
    const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`openssl: ${stderr}`)
  }

  /** By SIGKILL, so that nothing is written down any more. */
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child === null || child.exitCode !== null) return
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
  }

  async remove(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async use<T>(action: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis({
      host: '127.0.0.1',
      port: this.port,
      maxRetriesPerRequest: null,
      retryStrategy: () => 50,
      ...(this.#tls && { tls: { ca: readFileSync(this.certificate) } }),
      ...(this.#password !== null && { password: this.#password })
    })
    redis.on('error', () => undefined)
    try {
      return await action(redis)
    } finally {
      redis.disconnect()
    }
  }
}

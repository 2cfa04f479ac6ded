import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from './freePort'

/** Why there is no Redis for a spec; null where there is one. */
export const noRedis = spawnSync('redis-server', ['--version']).error === undefined ? null : 'no redis-server here'

/** A Redis of a spec's own, which can be killed and comes back with what it had written. */
export class RedisServer {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'redis-of-a-spec-'))
  readonly #password: string | null
  #child: ChildProcess | null = null
  port = 0

  constructor(password: string | null = null) {
    this.#password = password
  }

  get address(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    if (this.port === 0) this.port = await freePort()
    const options = ['--port', String(this.port), '--dir', this.#folder, '--save', '', '--appendonly', 'yes']
    this.#child = spawn(
      'redis-server',
      [...options, ...(this.#password === null ? [] : ['--requirepass', this.#password])],
      { stdio: 'ignore' }
    )
    await this.use(async (redis) => {
      while ((await redis.ping().catch(() => null)) !== 'PONG') await delay(50)
    })
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
      port: this.port,
      maxRetriesPerRequest: null,
      retryStrategy: () => 50,
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

import { isIP } from 'node:net'
import type { Redis, RedisOptions } from 'ioredis'
import { InfrastructureError, InputError, UnavailableError } from '../../../errors'

/** Where a queue is, with what may be shown of it. */
export interface QueuePlace {
  /** Without user and password. */
  readonly name: string
  readonly options: Pick<RedisOptions, 'host' | 'port' | 'username' | 'password' | 'db' | 'tls'>
}

export interface QueueLibrary {
  readonly bullmq: typeof import('bullmq')
  readonly ioredis: typeof import('ioredis')
}

type Environment = Readonly<Record<string, string | undefined>>

export const PASSWORD_VARIABLE = 'CLAIMCHECK_REDIS_PASSWORD'
const USER_VARIABLE = 'CLAIMCHECK_REDIS_USER'
const INSTALL = 'npm install bullmq ioredis'
const FIRST_CONNECTION_MS = 10_000
const LONGEST_PAUSE_MS = 2_000

export function isQueueAddress(text: string): boolean {
  return /^rediss?:\/\//.test(text)
}

/**
 * Reads `redis://host:port/database`, or `rediss://` for TLS. Who the user is stands better in the environment than in the
 * address, which every user of a machine sees in its list of processes; none of it is ever shown.
 *
 * @throws InputError where the address is none
 */
export function queuePlace(address: string, env: Environment): QueuePlace {
  const url = isQueueAddress(address) && URL.canParse(address) ? new URL(address) : null
  const database = url?.pathname.slice(1) ?? ''
  if (url === null || url.hostname === '' || !/^\d{0,4}$/.test(database)) {
    throw new InputError('this is not the address of a queue', {
      expected:
        'redis://host:port, or rediss://host:port for TLS, perhaps with the number of a database: redis://host:6379/2',
      received: hidden(address),
      remedy: `the user and password go into ${USER_VARIABLE} and ${PASSWORD_VARIABLE}`
    })
  }
  // Of an IPv6 address without its brackets.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = Number(url.port || 6379)
  const username = env[USER_VARIABLE] || decodeURIComponent(url.username)
  const password = env[PASSWORD_VARIABLE] || decodeURIComponent(url.password)
  return {
    name: `${url.protocol}//${url.hostname}:${port}${database === '' ? '' : `/${database}`}`,
    options: {
      host,
      port,
      ...(username !== '' && { username }),
      ...(password !== '' && { password }),
      ...(database !== '' && { db: Number(database) }),
      // A certificate for an address is held to that address by itself.
      ...(url.protocol === 'rediss:' && { tls: isIP(host) ? {} : { servername: host } })
    }
  }
}

/** @throws UnavailableError where the optional packages are not installed */
export function loadQueueLibrary(): QueueLibrary {
  try {
    return { bullmq: require('bullmq'), ioredis: require('ioredis') }
  } catch (error) {
    throw new UnavailableError('queues need two packages that are not installed with claimcheck', {
      expected: 'bullmq and ioredis, beside claimcheck',
      received: (error as Error).message.split('\n')[0]!,
      remedy: INSTALL
    })
  }
}

/**
 * Opens a connection that, once it stood, waits for a Redis that is gone until it is back: commands are sent then.
 *
 * @throws InfrastructureError where it cannot be reached now, or does not let us in
 */
export async function connect({ ioredis }: QueueLibrary, place: QueuePlace): Promise<Redis> {
  let stood = false
  const redis = new ioredis.Redis({
    ...place.options,
    lazyConnect: true,
    maxRetriesPerRequest: null,
    connectTimeout: FIRST_CONNECTION_MS,
    retryStrategy: (times: number) => (stood ? Math.min(100 * times, LONGEST_PAUSE_MS) : null)
  })
  let problem: Error | null = null
  redis.on('error', (error: Error) => {
    problem = error
  })
  try {
    await redis.connect()
    await redis.ping()
    stood = true
    return redis
  } catch (error) {
    redis.disconnect()
    throw unreachable(place, problem ?? (error as Error))
  }
}

function unreachable({ name, options }: QueuePlace, error: Error): InfrastructureError {
  const said = options.password ? error.message.replaceAll(options.password, '***') : error.message
  const isRefusal = /NOAUTH|WRONGPASS|NOPERM|AUTH/.test(said)
  return new InfrastructureError('the queue cannot be reached', {
    where: name,
    expected: 'a Redis, version 6.2 or later, that lets us in',
    received: said || error.name,
    remedy: isRefusal
      ? `put the password into ${PASSWORD_VARIABLE}, and the user, where there is one, into ${USER_VARIABLE}`
      : 'look whether it runs and can be reached from here: redis-cli -u <address> ping'
  })
}

function hidden(address: string): string {
  return address.replace(/\/\/[^@/]*@/, '//***@')
}

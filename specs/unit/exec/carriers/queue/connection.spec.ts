import {
  connect,
  isQueueAddress,
  loadQueueLibrary,
  queuePlace
} from '../../../../../src/exec/carriers/queue/connection'

describe('the place of a queue', () => {
  it.each([
    ['redis://queue', 'redis://queue:6379', { host: 'queue', port: 6379 }],
    ['redis://queue:1234/2', 'redis://queue:1234/2', { host: 'queue', port: 1234, db: 2 }],
    ['rediss://queue', 'rediss://queue:6379', { host: 'queue', port: 6379, tls: { servername: 'queue' } }],
    ['redis://[::1]:7', 'redis://[::1]:7', { host: '::1', port: 7 }],
    ['redis://me:p%40ss@queue', 'redis://queue:6379', { host: 'queue', port: 6379, username: 'me', password: 'p@ss' }]
  ])('of %s is %s', (address, name, options) => {
    expect(isQueueAddress(address)).toBe(true)
    expect(queuePlace(address, {})).toEqual({ name, options })
  })

  it('takes user and password from the environment first', () => {
    const env = { CLAIMCHECK_REDIS_USER: 'you', CLAIMCHECK_REDIS_PASSWORD: 'yours' }
    expect(queuePlace('redis://me:mine@queue', env).options).toMatchObject({ username: 'you', password: 'yours' })
  })

  it.each(['http://queue', 'queue:6379', 'redis://', 'redis://me:mine@queue/name', 'redis://me:mine@queue:x'])(
    'is none: %s',
    (address) => {
      expect(() => queuePlace(address, {})).toThrow(
        /not the address of a queue[\s\S]*expected:[\s\S]*received:[\s\S]*to mend:/
      )
      expect(() => queuePlace(address, {})).not.toThrow(/mine/)
    }
  )

  it('says where nobody answers, and not who asked', async () => {
    const place = queuePlace('redis://me:mine@127.0.0.1:1', {})
    const error: Error = await connect(loadQueueLibrary(), place).then(
      () => new Error('somebody answers'),
      (reason) => reason
    )
    expect(error.message).toMatch(/redis:\/\/127\.0\.0\.1:1: the queue cannot be reached[\s\S]*ECONNREFUSED/)
    expect(error.message).not.toMatch(/mine/)
  })
})

import { cpSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import seedrandom from 'seedrandom'
import { QueueKeys } from '../../src/exec/carriers/queue/messages'
import { Seal } from '../../src/exec/carriers/queue/seal'
import type { CarrierStatus } from '../../src/exec/carriers/status'
import type { JudgedClaim, Report } from '../../src/report/data/types'
import { Machine, type Started, withoutEnvironment } from '../support/machine'
import { writeClaim } from '../support/programProject'
import { noRedis, noTls, RedisServer } from '../support/redis'

jest.setTimeout(240_000)

const SECRET = 'a secret that only this spec knows'
const ENV = { CLAIMCHECK_QUEUE_SECRET: SECRET, CLAIMCHECK_QUEUE_PATIENCE: '60' }
/** Of each kind; 20 of them by hand: CLAIMCHECK_FAULTS=20 npx jest specs/e2e/queue.spec.ts -t 'kill -9' */
const FAULTS = Number(process.env.CLAIMCHECK_FAULTS ?? 1)
const whereRedis = noRedis === null ? describe : describe.skip
const skipped = noRedis === null ? '' : ` [skipped: ${noRedis}]`

/** A machine that can be a worker of a queue. */
class QueueMachine extends Machine {
  override begin(args: readonly string[], env: NodeJS.ProcessEnv = ENV): Started {
    return super.begin(args, env)
  }

  worker(address: string, more: readonly string[] = [], env: NodeJS.ProcessEnv = ENV): Started {
    const own = ['--queue', address, '--jobs', '1', '--lease', '2', '--store', 'store', '--allow-programs']
    return this.begin(['worker', ...own, ...more], env)
  }
}

const verifyOn = (address: string, ...more: readonly string[]) => [
  ...['verify', '--on', address, '--store', 'home', '--reports', 'reports', '--name', 'queue', '--allow-programs'],
  ...more
]

whereRedis(`verify on a queue${skipped}`, () => {
  const redis = new RedisServer()
  const machines: QueueMachine[] = []
  const machine = (): QueueMachine => {
    const own = new QueueMachine()
    machines.push(own)
    return own
  }
  /** Another machine with the same folder of claims and programs. */
  const copyOf = (home: QueueMachine): QueueMachine => {
    const own = machine()
    for (const name of ['claims', 'train.js']) cpSync(home.path(name), own.path(name), { recursive: true })
    return own
  }
  /** Sleeps more than it computes: 16 runs of about a second. */
  const slowProject = (): QueueMachine => {
    const home = machine()
    writeClaim(
      home,
      'loss',
      {},
      { settings: { factor: 0.8, slow: 'yes' }, arms: { fast: { settings: { factor: 0.5 } }, slow: {} } }
    )
    return home
  }
  const localReport = (home: Machine): unknown => {
    const local = home.run([
      'verify',
      '--store',
      'local',
      '--reports',
      'reports',
      '--name',
      'local',
      '--allow-programs'
    ])
    expect(local.stderr).not.toMatch(/could-not-run/)
    return withoutEnvironment(home.readJson('reports/local/report.json'))
  }
  /** Of `slowProject`, which is the same each time. */
  let slowReport: unknown = null
  const slowLocalReport = (home: Machine): unknown => {
    slowReport ??= localReport(home)
    return slowReport
  }
  /** So many workers have said what they are. */
  const present = (count: number) =>
    redis.use(async (client) => {
      while ((await client.scard(new QueueKeys(new Seal(SECRET).namespace).workers)) < count) await delay(50)
    })
  const endAll = async (started: readonly Started[]) => {
    for (const { child } of started) child.kill('SIGTERM')
    await Promise.all(started.map(({ ended }) => ended))
  }

  beforeAll(() => redis.start())
  afterAll(() => redis.remove())
  afterEach(async () => {
    for (const own of machines.splice(0)) own.remove()
    await redis.use((client) => client.flushall())
  })

  it('comes to the report of one machine, to the bit: on numbers, on networks, on programs', async () => {
    const home = machine()
    home.writeOnlineClaims()
    home.writeDigitsClaim()
    writeClaim(home, 'loss')
    const others = [copyOf(home), copyOf(home)]
    const workers = others.map((other) => other.worker(redis.address))
    const { code, printed } = await home.begin(verifyOn(redis.address)).ended
    await endAll(workers)
    const local = localReport(home)
    expect(printed).toMatch(/profile quick: 4 claims/)
    expect(withoutEnvironment(home.readJson('reports/queue/report.json'))).toEqual(local)
    expect(home.results('home')).toEqual(home.results('local'))
    expect(code).toBe(1)
    // Both had their part, and nothing was made twice.
    const made = others.map((other) => Object.keys(other.results('store')))
    expect(made.map(({ length }) => length > 0)).toEqual([true, true])
    expect(made.flat().sort()).toEqual(Object.keys(home.results('home')))
  })

  it('says who cannot take what, and why', async () => {
    const home = slowProject()
    const stranger = copyOf(home)
    stranger.write('train.js', '// another program\n')
    const workers = [stranger.worker(redis.address), machine().worker(redis.address)]
    await present(2)
    const { code, printed } = await home.begin(verifyOn(redis.address, 'paper/loss'), {
      ...ENV,
      CLAIMCHECK_QUEUE_PATIENCE: '1'
    }).ended
    await endAll(workers)
    expect(printed).toMatch(/no worker on redis:\/\/127.* can take program runs of this plan: /)
    expect(printed).toMatch(/has no such program, or another state of it/)
    expect(printed).toMatch(/it has no folder of claims, which would say what may be executed: --claims/)
    expect(printed).toMatch(/could-not-run \(a crash\)/)
    expect(code).toBe(3)
    expect(() => stranger.results('store')).toThrow(/ENOENT/)
  })

  it('executes no program whose owner has not allowed it', async () => {
    const home = slowProject()
    const other = copyOf(home)
    const args = ['worker', '--queue', redis.address, '--jobs', '1', '--store', 'store']
    const env = { ...ENV, XDG_CONFIG_HOME: other.path('config') }
    const worker = other.begin(args, env)
    await present(1)
    const { printed } = await home.begin(verifyOn(redis.address, 'paper/loss'), {
      ...ENV,
      CLAIMCHECK_QUEUE_PATIENCE: '1'
    }).ended
    await endAll([worker])
    expect(printed).toMatch(/nobody allowed its programs there: claimcheck allow /)
  })

  it('has nothing executed, and takes nothing home, that is not signed with the secret', async () => {
    const home = machine()
    home.writeOnlineClaims()
    const keys = new QueueKeys(new Seal(SECRET).namespace)
    const other = machine()
    const stranger = machine().worker(redis.address, [], {
      ...ENV,
      CLAIMCHECK_QUEUE_SECRET: 'a secret of somebody else, who guesses'
    })
    const { code: waited, printed: nobody } = await home.begin(verifyOn(redis.address), {
      ...ENV,
      CLAIMCHECK_QUEUE_PATIENCE: '1'
    }).ended
    expect(nobody).toMatch(/has the engine scalar for synthetic runs/)
    expect(nobody).toMatch(/claimcheck worker --queue redis:/)
    expect(waited).toBe(3)
    await endAll([stranger])
    // What somebody who reaches the port can put there: records of every run, which say what they like.
    const local = localReport(home)
    const records = Object.entries(home.results('local'))
    await redis.use(async (client) => {
      for (const [key, result] of records) await client.set(keys.record(key), `${'0'.repeat(64)}${result}`)
    })
    const worker = other.worker(redis.address)
    const { printed } = await home.begin(verifyOn(redis.address)).ended
    await endAll([worker])
    expect(printed.match(/is not signed with your secret: it is not used/g)).toHaveLength(records.length)
    expect(Object.keys(other.results('store'))).toHaveLength(records.length)
    expect(withoutEnvironment(home.readJson('reports/queue/report.json'))).toEqual(local)
  })

  it('shows no password, neither where it is wrong nor where it is right', async () => {
    const closed = new RedisServer('the password of this spec')
    await closed.start()
    try {
      const home = machine()
      home.writeOnlineClaims()
      const withUrl = `redis://:not-the-password@127.0.0.1:${closed.port}`
      const refused = home.run(verifyOn(withUrl), ENV)
      expect(refused.stderr).toMatch(/the queue cannot be reached[\s\S]*WRONGPASS[\s\S]*CLAIMCHECK_REDIS_PASSWORD/)
      expect(refused.stderr).not.toMatch(/not-the-password/)
      expect(refused.status).toBe(3)
      const env = { ...ENV, CLAIMCHECK_REDIS_PASSWORD: 'the password of this spec' }
      const worker = machine().worker(closed.address, [], env)
      const { printed, code } = await home.begin(verifyOn(closed.address), env).ended
      await endAll([worker])
      expect(`${printed}${worker.printed()}`).not.toMatch(/the password of this spec/)
      expect(code).toBe(0)
    } finally {
      await closed.remove()
    }
  })

  it('gives its work back on Ctrl-C, and goes on when it is called again', async () => {
    const home = slowProject()
    const worker = copyOf(home).worker(redis.address)
    const first = home.begin(verifyOn(redis.address))
    while (Object.keys(home.resultsSoFar('home')).length < 2) await delay(50)
    const said = JSON.parse(home.run(['status', '--on', redis.address, '--json'], ENV).stdout) as CarrierStatus
    expect(said.workers).toHaveLength(1)
    const out = said.parts.map(({ runs }) => runs.running + runs.waiting)
    expect(out).toEqual([expect.any(Number)])
    expect(out[0]).toBeGreaterThan(0)
    expect(out[0]).toBeLessThan(15)
    first.child.kill('SIGINT')
    expect((await first.ended).code).toBe(130)
    const numBefore = Object.keys(home.resultsSoFar('home')).length
    expect(numBefore).toBeLessThan(16)
    const left = await redis.use((client) => client.keys('*:jobs:*:wait'))
    expect(left).toEqual([])
    const second = await home.begin(verifyOn(redis.address)).ended
    expect(second.printed).toMatch(new RegExp(`${numBefore} cached`))
    await endAll([worker])
    expect(withoutEnvironment(home.readJson('reports/queue/report.json'))).toEqual(slowLocalReport(home))
  })

  it('lets two home machines share what both want', async () => {
    const home = slowProject()
    const [twin, other] = [copyOf(home), copyOf(home)]
    const worker = other.worker(redis.address, ['--jobs', '4'])
    const both = await Promise.all([home, twin].map((each) => each.begin(verifyOn(redis.address)).ended))
    await endAll([worker])
    expect(both.map(({ code }) => code)).toEqual([both[0]!.code, both[0]!.code])
    expect(twin.results('home')).toEqual(home.results('home'))
    expect(Object.keys(other.results('store'))).toEqual(Object.keys(home.results('home')))
    expect(withoutEnvironment(home.readJson('reports/queue/report.json'))).toEqual(slowLocalReport(home))
  })

  const whereTls = noTls === null ? it : it.skip
  whereTls(
    `speaks TLS, and with nobody whose certificate it cannot check${noTls === null ? '' : ` [skipped: ${noTls}]`}`,
    async () => {
      const closed = new RedisServer(null, true)
      await closed.start()
      try {
        const home = machine()
        home.writeOnlineClaims()
        const stranger = home.run(verifyOn(closed.address), ENV)
        expect(stranger.stderr).toMatch(/the queue cannot be reached[\s\S]*self-signed certificate/)
        expect(stranger.status).toBe(3)
        const env = { ...ENV, NODE_EXTRA_CA_CERTS: closed.certificate }
        const worker = machine().worker(closed.address, [], env)
        const { code, printed } = await home.begin(verifyOn(closed.address), env).ended
        await endAll([worker])
        expect({ code, printed }).toMatchObject({ code: 0 })
      } finally {
        await closed.remove()
      }
    }
  )

  it('gives pairs of their own to workers that compute differently, where that is allowed', async () => {
    const home = machine()
    home.writeDigitsClaim()
    const workers = ['onnx', 'onnx:plain'].map((engine) => machine().worker(redis.address, ['--engine', engine]))
    await present(2)
    const { printed } = await home.begin([...verifyOn(redis.address), '--mix']).ended
    await endAll(workers)
    expect(printed).toMatch(/workers compute classification runs in 2 ways: each pair goes to one of them/)
    const report = home.readJson('reports/queue/report.json') as Report
    const [entry] = report.claims as [JudgedClaim]
    // Seeds in turn.
    expect(entry.byEngine?.parts.map(({ pairs }) => new Set(pairs.map(({ seed }) => seed % 2)).size)).toEqual([1, 1])
  })

  it.each(['hangs', 'cannot store what it made', 'has a clock that is an hour behind'])(
    'loses nothing to a worker that %s',
    async (fault) => {
      const home = slowProject()
      const [own, other] = [copyOf(home), copyOf(home)]
      if (fault === 'cannot store what it made') own.write('store', 'not a folder')
      own.write('clock.cjs', 'const now = Date.now; Date.now = () => now() - 3_600_000')
      const hasClock = fault === 'has a clock that is an hour behind'
      const env = hasClock ? { ...ENV, NODE_OPTIONS: `--require ${own.path('clock.cjs')}` } : ENV
      const unlucky = own.worker(redis.address, [], env)
      await present(1)
      const verify = home.begin(verifyOn(redis.address))
      if (fault === 'hangs') {
        while (Object.keys(home.resultsSoFar('home')).length === 0) await delay(20)
        unlucky.child.kill('SIGSTOP')
      }
      const lucky = other.worker(redis.address)
      const { code, printed } = await verify.ended
      unlucky.child.kill('SIGCONT')
      await endAll([lucky, unlucky])
      expect({ code, printed }).toMatchObject({ code: 0, printed: expect.stringMatching(/profile quick: 1 claim/) })
      expect(Object.keys(home.results('home'))).toHaveLength(16)
      if (fault === 'cannot store what it made') {
        expect(unlucky.printed()).toMatch(/the run store needs a folder where there is a file/)
        expect(Object.keys(other.results('store'))).toHaveLength(16)
      }
      expect(withoutEnvironment(home.readJson('reports/queue/report.json'))).toEqual(slowLocalReport(home))
    }
  )

  describe.each(['worker', 'coordinator', 'Redis'] as const)('kill -9 of the %s', (victim) => {
    it.each(Array.from({ length: FAULTS }, (_, seed) => seed))(
      'loses nothing and counts nothing twice, seed %i',
      async (seed) => {
        const home = slowProject()
        const random = seedrandom(`queue fault ${victim} ${seed}`)
        const workers = [copyOf(home), copyOf(home)].map((own) => ({ own, started: own.worker(redis.address) }))
        let verify = home.begin(verifyOn(redis.address))
        while (Object.keys(home.resultsSoFar('home')).length === 0) await delay(20)
        await delay(4000 * random())
        const before = home.resultsSoFar('home')
        let numMade = 0
        if (victim === 'worker') {
          const unlucky = workers[random() < 0.5 ? 0 : 1]!
          unlucky.started.child.kill('SIGKILL')
          numMade = 1
        } else if (victim === 'coordinator') {
          verify.child.kill('SIGKILL')
          await verify.ended
          verify = home.begin(verifyOn(redis.address))
        } else {
          await redis.kill()
          await delay(1000 * random())
          await redis.start()
        }
        const { printed, code } = await verify.ended
        await endAll(workers.map(({ started }) => started))
        expect({ code, printed }).toMatchObject({ code: 0, printed: expect.stringMatching(/profile quick: 1 claim/) })
        const results = home.results('home')
        expect(Object.keys(results)).toHaveLength(16)
        expect(results).toMatchObject(before)
        const made = workers.flatMap(({ own }) => Object.keys(own.resultsSoFar('store')))
        process.stderr.write(
          `kill -9 of the ${victim}, seed ${seed}: ${Object.keys(before).length} of 16 runs were home, ${made.length - 16} made twice\n`
        )
        expect(made.length - 16).toBeLessThanOrEqual(2 + numMade)
        expect(withoutEnvironment(home.readJson('reports/queue/report.json'))).toEqual(slowLocalReport(home))
      }
    )
  })
})

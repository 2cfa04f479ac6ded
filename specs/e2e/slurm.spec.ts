import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import seedrandom from 'seedrandom'
import type { CarrierStatus } from '../../src/exec/carriers/status'
import { Machine, withoutEnvironment } from '../support/machine'
import { SCRIPT, writeClaim } from '../support/programProject'
import { noSlurm, SlurmCluster } from '../support/slurm'

jest.setTimeout(240_000)

/** Of each kind; 20 of them by hand: CLAIMCHECK_FAULTS=20 npx jest specs/e2e/slurm.spec.ts -t fault */
const FAULTS = Number(process.env.CLAIMCHECK_FAULTS ?? 1)
const SEEDS = Array.from({ length: FAULTS }, (_, seed) => seed)
const NUM_RUNS = 12
const HOUR_S = 3600
const PATIENCE_MS = 120_000
/** Begins anew where it was killed. From the fourth seed on it waits until it may. */
const PATIENT_SCRIPT = SCRIPT.replace(
  "const resumed = process.env.CLAIMCHECK_RESUME === '1' && existsSync(last)",
  `const resumed = false
  writeFileSync(process.env.CLAIMCHECK_METRICS, '')
  while (seed >= 3 && !existsSync('go')) await new Promise((resolve) => setTimeout(resolve, 50))`
)
const whereSlurm = noSlurm === null ? describe : describe.skip
const skipped = noSlurm === null ? '' : ` [skipped: ${noSlurm}]`

const verifyOn = (...more: readonly string[]) => [
  ...['verify', '--on', 'slurm', '--store', 'home', '--reports', 'reports', '--name', 'slurm', '--allow-programs'],
  ...more
]

whereSlurm(`verify on Slurm${skipped}`, () => {
  const cluster = new SlurmCluster()
  const machines: Machine[] = []
  const machine = (): Machine => {
    const own = new Machine()
    machines.push(own)
    own.write('claimcheck.slurm.json', {
      profiles: { default: { tasks: 4, leaseSeconds: 3 }, nowhere: { partition: 'x' } }
    })
    return own
  }
  /** Sleeps more than it computes: 12 runs of about a second, the fewest that decide. Without `go` half of them never end. */
  const slowProject = ({ go = true } = {}): Machine => {
    const home = machine()
    const settings = { factor: 0.8, slow: 'yes' }
    const arms = { fast: { settings: { factor: 0.5 } }, slow: {} }
    writeClaim(home, 'loss', { decision: { seeds: { max: NUM_RUNS / 2 } } }, { settings, arms })
    home.write('train.js', PATIENT_SCRIPT)
    if (go) home.write('go', '')
    return home
  }
  const localReport = (home: Machine): unknown => {
    const args = ['verify', '--store', 'local', '--reports', 'reports', '--name', 'local', '--allow-programs']
    expect(home.run(args).stdout).not.toMatch(/could-not-run/)
    return withoutEnvironment(home.readJson('reports/local/report.json'))
  }
  /** Of `slowProject`, which is the same each time. */
  let slowReport: unknown = null
  const expectSlowReport = (home: Machine) => {
    slowReport ??= localReport(slowProject())
    expect(Object.keys(home.results('home'))).toHaveLength(NUM_RUNS)
    expect(withoutEnvironment(home.readJson('reports/slurm/report.json'))).toEqual(slowReport)
  }
  const run = (home: Machine, ...args: readonly string[]) => home.run([...args, '--store', 'home'], cluster.env)
  const statusOf = (home: Machine) => JSON.parse(run(home, 'status', '--json').stdout) as CarrierStatus
  const begin = (home: Machine, ...more: readonly string[]) => home.begin(verifyOn(...more), cluster.env)
  /** Until a share of the slow project's runs is home; the same moments by the same seed, as far as machines have such. */
  const someAreHome = async (home: Machine, least = 1) => {
    await waitUntil(() => Object.keys(home.resultsSoFar('home')).length >= least)
  }

  beforeAll(() => cluster.start())
  afterAll(() => cluster.remove())
  afterEach(async () => {
    await cluster.clear()
    for (const own of machines.splice(0)) own.remove()
  })

  it('hands over and leaves, collects when called again, goes on with rounds, and comes to the report of one machine', async () => {
    const home = machine()
    home.writeOnlineClaims()
    home.writeDigitsClaim()
    writeClaim(home, 'loss', { decision: { mode: 'anytime-valid', seeds: { min: 4, max: 12 } } })
    const first = home.run(verifyOn(), cluster.env)
    expect(first.stderr).toMatch(/runs submitted as job \d+ of Slurm \(4 tasks, batch [0-9a-f]{8}\)/)
    expect(first.stderr).toMatch(/runs are still out[\s\S]*claimcheck status[\s\S]*claimcheck cancel/)
    expect(first.stdout).toMatch(/4 claims could-not-run \(not run yet\)\n +its runs are still out/)
    expect(first.status).toBe(75)
    let calls = 1
    let last = first
    for (; last.status === 75 && calls < 100; calls += 1) {
      await delay(500)
      last = home.run(verifyOn(), cluster.env)
    }
    expect(last.status).toBe(1)
    expect(calls).toBeGreaterThan(2)
    const report = withoutEnvironment(home.readJson('reports/slurm/report.json'))
    expect(report).toEqual(localReport(home))
    expect(home.results('home')).toEqual(home.results('local'))
    expect(statusOf(home)).toMatchObject({ parts: [], failed: [] })
    // Nothing is left of what is home: by the last call, or by one that finds nothing to do.
    await waitUntil(() => cluster.call('squeue', '--noheader').trim() === '')
    expect(home.run(verifyOn(), cluster.env).status).toBe(1)
    expect(readdirIn(home.path('home/slurm')).filter((name) => /^[0-9a-f]{8}$/.test(name))).toEqual([])
  })

  it('says what runs where, ends it on cancel, and submits it again', async () => {
    const home = slowProject({ go: false })
    expect(home.run(verifyOn(), cluster.env).status).toBe(75)
    await waitUntil(() => cluster.workers().length > 0)
    let status = statusOf(home)
    await waitUntil(() => {
      status = statusOf(home)
      return status.parts[0]!.running.length > 0
    })
    const [part] = status.parts
    const { finished, running, waiting } = part!.runs
    expect(finished + running + waiting).toBe(NUM_RUNS)
    expect(part!.running[0]).toMatchObject({ numRuns: 1, silentMs: null, what: expect.stringMatching(/train\.js/) })
    expect(run(home, 'status').stdout).toMatch(/batch [0-9a-f]{8}, job \d+, profile default: .* running, \d+ waiting/)
    expect(run(home, 'cancel', 'ffffffff').stderr).toMatch(/there is no such batch[\s\S]*one of [0-9a-f]{8}/)
    expect(run(home, 'cancel').stdout).toMatch(/^Ended: batch [0-9a-f]{8}\.\n$/)
    expect(cluster.call('squeue', '--noheader').trim()).toBe('')
    expect(run(home, 'status').stdout).toBe('Nothing is out on slurm.\n')
    home.write('go', '')
    expect((await begin(home, '--wait').ended).code).toBe(0)
    expectSlowReport(home)
  })

  it('leaves its jobs on Ctrl-C', async () => {
    const home = slowProject({ go: false })
    const waiting = begin(home, '--wait')
    await waitUntil(() => cluster.workers().length > 0)
    waiting.child.kill('SIGINT')
    const { code, printed } = await waiting.ended
    expect(code).toBe(130)
    expect(printed).toMatch(/12 runs are still out, and go on without this command/)
    home.write('go', '')
    await someAreHome(home, NUM_RUNS)
    const second = await begin(home).ended
    expect(second).toMatchObject({ code: 0, printed: expect.stringMatching(/12 cached/) })
    expectSlowReport(home)
  })

  it('says what Slurm refuses, and what failed and why, once', async () => {
    const home = machine()
    writeClaim(
      home,
      'loss',
      {},
      { settings: { factor: 0.8, bad: 'exit' }, arms: { fast: { settings: { factor: 0.5 } }, slow: {} } }
    )
    const refused = home.run(verifyOn('--on', 'slurm:nowhere'), cluster.env)
    expect(refused.stderr).toMatch(/sbatch failed[\s\S]*invalid partition specified: x[\s\S]*claimcheck\.slurm\.json/)
    expect(refused.status).toBe(3)
    const { code, printed } = await begin(home, '--wait').ended
    expect(code).toBe(3)
    expect(printed).toMatch(/could-not-run \(a crash\)[\s\S]*cannot go on/)
    expect(run(home, 'status').stdout).toMatch(/failed[\s\S]*Failed: train\.js[\s\S]*cannot go on/)
    // Asked for again, it is tried again.
    expect(home.run(verifyOn(), cluster.env).stderr).toMatch(/submitted as job/)
  })

  describe('a fault', () => {
    /** While half of the runs are home, or about to be, and others are under way. */
    const signalSome = async (
      home: Machine,
      random: () => number,
      signal: NodeJS.Signals,
      find: () => readonly number[]
    ) => {
      await someAreHome(home)
      await delay(1000 * random())
      await waitUntil(() => find().length > 0)
      const victims = find()
      process.kill(victims[Math.floor(random() * victims.length)]!, signal)
    }
    const faults: Readonly<Record<string, (home: Machine, random: () => number) => Promise<void>>> = {
      'kill -9 of a worker': (home, random) => signalSome(home, random, 'SIGKILL', () => cluster.workers()),
      'kill -9 of a task': (home, random) => signalSome(home, random, 'SIGKILL', () => cluster.tasks()),
      'kill -9 of all tasks': async (home, random) => {
        await someAreHome(home)
        await delay(1000 * random())
        for (const pid of cluster.tasks()) process.kill(pid, 'SIGKILL')
      },
      'a task that hangs': (home, random) => signalSome(home, random, 'SIGSTOP', () => cluster.tasks()),
      'a task that Slurm stops and starts again': async (home, random) => {
        await someAreHome(home)
        await delay(500 * random())
        const [job] = cluster.call('squeue', '--noheader', '--format=%i', '--states=RUNNING').trim().split('\n')
        if (job) cluster.call('scontrol', 'requeue', job)
      },
      'kill -9 of slurmd': async (home, random) => {
        await someAreHome(home)
        await delay(500 * random())
        await cluster.kill('slurmd')
        await delay(1000 * random())
        cluster.startNode()
      },
      'clocks that are wrong by an hour': async (home, random) => {
        // As a file system has it whose times are those of its clients.
        const wrong = Math.round(random()) * 2 - 1
        home.write('go', '')
        while (Object.keys(home.resultsSoFar('home')).length < NUM_RUNS) {
          for (const file of beatsOf(home)) {
            const seconds = Date.now() / 1000 + wrong * HOUR_S
            utimesSync(file, seconds, seconds)
          }
          await delay(50)
        }
      }
    }

    describe.each(Object.keys(faults))('%s', (name) => {
      it.each(SEEDS)('loses nothing and counts nothing twice, seed %i', async (seed) => {
        const home = slowProject({ go: false })
        const verify = begin(home, '--wait')
        await faults[name]!(home, seedrandom(`slurm fault ${name} ${seed}`))
        const before = home.resultsSoFar('home')
        home.write('go', '')
        expect(await verify.ended).toMatchObject({ code: 0, printed: expect.stringMatching(/profile quick: 1 claim/) })
        expect(home.results('home')).toMatchObject(before)
        expectSlowReport(home)
      })
    })

    it.each(SEEDS)(
      'kill -9 of the coordinator: what it submitted goes on and is not submitted again, seed %i',
      async (seed) => {
        const home = slowProject()
        const random = seedrandom(`slurm fault coordinator ${seed}`)
        const first = begin(home, '--wait')
        await waitUntil(() => readdirIn(home.path('home/slurm')).some((name) => /^[0-9a-f]{8}$/.test(name)))
        await delay(3000 * random())
        first.child.kill('SIGKILL')
        await first.ended
        expect((await begin(home, '--wait').ended).code).toBe(0)
        expectSlowReport(home)
      }
    )

    it.each(SEEDS)('two coordinators at once: they share what both want, seed %i', async () => {
      const home = slowProject()
      const both = await Promise.all(
        [begin(home, '--wait'), begin(home, '--wait', '--name', 'twin')].map(({ ended }) => ended)
      )
      expect(both.map(({ code }) => code)).toEqual([0, 0])
      expect(both.flatMap(({ printed }) => printed.match(/submitted as job/g) ?? [])).toHaveLength(1)
      expectSlowReport(home)
      expect(withoutEnvironment(home.readJson('reports/twin/report.json'))).toEqual(slowReport)
    })

    it.each(SEEDS)('a record that is not that of its key: it is made again, seed %i', async (seed) => {
      const home = slowProject()
      const verify = begin(home)
      await verify.ended
      await someAreHome(home, NUM_RUNS)
      const keys = Object.keys(home.results('home'))
      const first = Math.floor(seedrandom(`slurm fault record ${seed}`)() * NUM_RUNS)
      const [one, other] = [0, 1].map((step) => keys[(first + step) % NUM_RUNS]!)
      const fileOf = (key: string) => home.path('home', key.slice(0, 2), `${key}.json`)
      writeFileSync(fileOf(one!), readFileSync(fileOf(other!)))
      const { code, printed } = await begin(home, '--wait').ended
      expect(printed).toMatch(new RegExp(`A record is not used and will be run again: .*${one}`))
      expect(printed.match(/1 run submitted/g)).toHaveLength(1)
      expect(code).toBe(0)
      expectSlowReport(home)
    })

    const disk = mountable()
    const whereMounted = disk === null ? it.each(SEEDS) : it.skip.each(SEEDS)
    whereMounted(
      `a full disk: what could not be written is made when there is room again, seed %i${disk === null ? '' : ` [skipped: ${disk}]`}`,
      async (seed) => {
        const home = slowProject()
        const store = home.path('home')
        mkdirSync(store)
        expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', store]).status).toBe(0)
        try {
          expect(home.run(verifyOn(), cluster.env).status).toBe(75)
          await someAreHome(home, 1 + Math.floor(3 * seedrandom(`slurm fault disk ${seed}`)()))
          const before = home.resultsSoFar('home')
          // More than there is room for, since tasks write at the same time.
          expect(() => writeFileSync(path.join(store, 'filler'), Buffer.alloc(4 * 2 ** 20))).toThrow('ENOSPC')
          await waitUntil(() => cluster.call('squeue', '--noheader').trim() === '')
          rmSync(path.join(store, 'filler'))
          let { code, printed } = await begin(home, '--wait').ended
          // What tasks could say of their failure is told once, by the first call.
          if (code === 3) {
            expect(printed).toMatch(/could-not-run \(a crash\)[\s\S]*(?:ENOSPC|disk is full|no space left)/i)
            ;({ code, printed } = await begin(home, '--wait').ended)
          }
          expect(code).toBe(0)
          expect(home.results('home')).toMatchObject(before)
          expectSlowReport(home)
        } finally {
          await cluster.clear()
          spawnSync('umount', ['--lazy', store])
        }
      }
    )
  })
})

/** Files in which tasks say that they live. */
function beatsOf(home: Machine): readonly string[] {
  const root = home.path('home/slurm')
  return readdirIn(root)
    .flatMap((batch) => readdirIn(path.join(root, batch, 'tasks')).map((name) => path.join(root, batch, 'tasks', name)))
    .filter((file) => file.endsWith('.beat'))
}

function readdirIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

async function waitUntil(holds: () => boolean): Promise<void> {
  const startMs = performance.now()
  while (!holds()) {
    if (performance.now() - startMs > PATIENCE_MS) throw new Error(`waited in vain: ${holds}`)
    await delay(50)
  }
}

/** Why no file system can be mounted for a spec; null where one can. */
function mountable(): string | null {
  if (noSlurm !== null) return noSlurm
  const folder = new Machine()
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder.folder])
  if (status === 0) spawnSync('umount', ['--lazy', folder.folder])
  folder.remove()
  return status === 0 ? null : 'no file system can be mounted here'
}

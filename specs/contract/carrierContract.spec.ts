import { readFileSync } from 'node:fs'
import { Machine, type Started, withoutEnvironment } from '../support/machine'
import { EXPERIMENT, HYPOTHESIS, SCRIPT } from '../support/programProject'
import { noRedis, RedisServer } from '../support/redis'
import { noSlurm, SlurmCluster } from '../support/slurm'

jest.setTimeout(240_000)

/**
 * Says that it was started; `kill` ends the worker that started it, as the system does for want of memory, and `raise` cannot
 * go on. Both do so for one seed alone.
 */
const TRAIN = `
const fs = require('node:fs')
const words = process.argv
const value = (name) => words[words.indexOf('--' + name) + 1]
fs.appendFileSync('starts.log', value('bad') + ' ' + value('factor') + ' ' + value('seed') + '\\n')
function worker(pid) {
  if (fs.readFileSync('/proc/' + pid + '/cmdline', 'latin1').includes('exec/worker')) return pid
  return worker(/^PPid:\\s*(\\d+)/m.exec(fs.readFileSync('/proc/' + pid + '/status', 'utf8'))[1])
}
if (value('bad') === 'kill' && value('seed') === '3') process.kill(Number(worker(process.ppid)), 'SIGKILL')
if (value('bad') === 'raise' && value('seed') === '3') {
  console.error('cannot go on')
  process.exit(7)
}
${SCRIPT}`

interface Place {
  readonly name: string
  /** Why it is not here; null where it is. */
  readonly missing: string | null
  start?(): Promise<void>
  remove?(): Promise<void>
  /** Verifies to the end: report `name`, records in the store `home`. */
  verify(home: Machine): Promise<{ readonly code: number | null; readonly printed: string }>
}

const OPTIONS = ['--reports', 'reports', '--allow-programs', '--engine', 'auto']
const to = (home: Machine, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  home.begin([...args, ...OPTIONS], env).ended

const redis = noRedis === null ? new RedisServer() : null
const cluster = noSlurm === null ? new SlurmCluster() : null
const SECRET = { CLAIMCHECK_QUEUE_SECRET: 'a secret that only this spec knows' }

const PLACES: readonly Place[] = [
  {
    name: 'local',
    missing: null,
    verify: (home) => to(home, ['verify', '--store', 'home', '--name', 'local'])
  },
  {
    name: 'queue',
    missing: noRedis,
    start: () => redis!.start(),
    remove: () => redis!.remove(),
    verify: async (home) => {
      const worker: Started = home.begin(
        ['worker', '--queue', redis!.address, '--store', 'of-the-worker', '--jobs', '2', '--allow-programs'],
        SECRET
      )
      const result = await to(home, ['verify', '--on', redis!.address, '--store', 'home', '--name', 'queue'], SECRET)
      worker.child.kill('SIGTERM')
      await worker.ended
      return result
    }
  },
  {
    name: 'slurm',
    missing: noSlurm,
    start: () => cluster!.start(),
    remove: () => cluster!.remove(),
    verify: (home) => {
      home.write('claimcheck.slurm.json', { profiles: { default: { tasks: 2, leaseSeconds: 10 } } })
      return to(home, ['verify', '--on', 'slurm', '--wait', '--store', 'home', '--name', 'slurm'], cluster!.env)
    }
  },
  {
    name: 'shards',
    missing: null,
    verify: async (home) => {
      for (const shard of [1, 2]) {
        const { code } = await to(home, ['verify', '--shard', `${shard}/2`, '--store', `part-${shard}`])
        expect([0, 3]).toContain(code)
      }
      await home.begin(['store', 'merge', 'part-1', 'part-2', '--store', 'home'], {}).ended
      return to(home, ['verify', '--store', 'home', '--name', 'shards'])
    }
  }
]

function contractProject(): Machine {
  const home = new Machine()
  home.writeOnlineClaims()
  home.writeDigitsClaim()
  home.write('train.js', TRAIN)
  home.write('claims/paper/source.json', { key: 'paper', citation: 'Somebody, 2020' })
  for (const bad of ['none', 'kill', 'raise']) {
    home.write(`claims/experiments/${bad}.json`, {
      ...EXPERIMENT,
      id: bad,
      settings: { factor: 0.8, bad }
    })
    home.write(`claims/paper/${bad}.json`, {
      id: `paper/${bad}`,
      source: { locator: 'Table 1', quote: 'It is faster.' },
      statement: 'The fast one ends lower.',
      experiment: bad,
      hypothesis: HYPOTHESIS,
      decision: { seeds: { max: 6 } }
    })
  }
  return home
}

interface ReportJson {
  readonly claims: readonly {
    readonly kind: string
    readonly claim: { readonly id: string }
    readonly reason?: string
  }[]
}

/** Folders, names of processes and how often a place tries: what differs in why a claim could not run. */
function comparable(report: unknown): unknown {
  return JSON.parse(JSON.stringify(withoutEnvironment(report)), (key, value) =>
    ['reason', 'remedy'].includes(key) ? null : value
  )
}

/** Results of runs by key, without the notes of those that failed. */
function finishedIn(home: Machine): Record<string, string> {
  return Object.fromEntries(Object.entries(home.results('home')).filter(([, text]) => !text.includes('"failed"')))
}

function startsOf(home: Machine): readonly string[] {
  return readFileSync(home.path('starts.log'), 'utf8').trim().split('\n')
}

describe('a carrier of runs', () => {
  /** What this machine alone comes to. */
  let alone: { readonly report: unknown; readonly results: Record<string, string> } | null = null

  for (const place of PLACES) {
    const where = place.missing === null ? describe : describe.skip
    where(`${place.name}${place.missing === null ? '' : ` [skipped: ${place.missing}]`}`, () => {
      let home: Machine
      beforeAll(async () => {
        await place.start?.()
        home = contractProject()
      })
      afterAll(async () => {
        home.remove()
        await place.remove?.()
      })

      it('executes what can be executed, brings it home, gives up the rest and says why: the same report everywhere', async () => {
        const { code, printed } = await place.verify(home)
        const report = home.readJson(`reports/${place.name}/report.json`) as ReportJson
        const reasonOf = (id: string) => report.claims.find(({ claim }) => claim.id === id)!.reason
        expect({ code, printed, kill: reasonOf('paper/kill') }).toMatchObject({
          code: 3,
          kill: expect.stringMatching(/killed by SIGKILL/)
        })
        expect(reasonOf('paper/raise')).toMatch(/cannot go on/)
        // A run that raised is not tried again, one whose worker was lost is; with shards the last call tries both once more.
        const starts = startsOf(home)
        const numStarts = (bad: string, seed: number) => starts.filter((line) => line === `${bad} 0.5 ${seed}`).length
        const calls = place.name === 'shards' ? 2 : 1
        expect([numStarts('raise', 3), numStarts('kill', 3), numStarts('none', 3)]).toEqual([calls, 2 * calls, 1])
        alone ??= { report: comparable(report), results: finishedIn(home) }
        expect(comparable(report)).toEqual(alone.report)
        expect(finishedIn(home)).toEqual(alone.results)
      })
    })
  }
})

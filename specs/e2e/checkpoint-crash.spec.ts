import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import seedrandom from 'seedrandom'
import { CHECKPOINT_VARIABLE } from '../../src/exec/checkpointClock'
import { CheckpointStore } from '../../src/store/checkpoints'
import { RunStore } from '../../src/store/store'
import type { FakeStart } from '../support/fakeEngine'
import { type CohortOrder, crashCohort } from './checkpoint-crash.order'

const HOOK = path.resolve(__dirname, '../support/typescriptHook.cjs')
const CHILD = path.join(__dirname, 'checkpoint-crash.child.ts')
// Windows has no SIGKILL: a process that is ended there may still be inside a call.
const onPosix = process.platform === 'win32' ? describe.skip : describe

const NUM_STEPS = 50
const KEYS = crashCohort().map(({ key }) => key)

jest.setTimeout(60_000)

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-checkpoint-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

const storeFolder = (name: string) => path.join(folder, name)

/** A process that executes the cohort and writes checkpoints after every step. */
function start(name: string): ChildProcess {
  const notes = path.join(folder, `${name}-notes`)
  mkdirSync(notes, { recursive: true })
  const order: CohortOrder = {
    storeFolder: storeFolder(name),
    engine: { notes, numSteps: NUM_STEPS }
  }
  return spawn(process.execPath, ['--require', HOOK, CHILD, JSON.stringify(order)], {
    env: { ...process.env, [CHECKPOINT_VARIABLE]: '0' },
    stdio: ['ignore', 'pipe', 'inherit']
  })
}

/** Kills the process as soon as it has said so many steps. @returns whether that came before its end */
async function killAfter(child: ChildProcess, numSteps: number): Promise<boolean> {
  let seen = 0
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    seen += text.split('\n').length - 1
    if (seen >= numSteps) child.kill('SIGKILL')
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
  if (signal === null && code !== 0) throw new Error(`it ended with ${code}`)
  return signal === 'SIGKILL'
}

async function finish(child: ChildProcess): Promise<void> {
  if (await killAfter(child, Number.POSITIVE_INFINITY)) throw new Error('nobody was to kill it')
}

function startsOf(name: string): FakeStart[] {
  const lines = readFileSync(path.join(folder, `${name}-notes`, 'starts'), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as FakeStart)
}

function digests(name: string): string[] {
  const store = new RunStore(storeFolder(name))
  return KEYS.map((key) => {
    const lookup = store.read(key)
    return lookup.state === 'valid' ? lookup.record.resultDigest : lookup.state
  })
}

onPosix('kill -9 while a cohort with checkpoints is executed', () => {
  let undisturbed: string[]
  beforeAll(async () => {
    await finish(start('undisturbed'))
    undisturbed = digests('undisturbed')
    expect(new Set(undisturbed).size).toBe(KEYS.length)
    expect(startsOf('undisturbed')).toHaveLength(1)
  })

  test.each([0, 1])(
    'at moments drawn with seed %d: the records are those of a process that never stopped',
    async (seed) => {
      const draw = seedrandom.alea(`checkpoint-crash/${seed}`)
      const name = `killed-${seed}`
      let numKills = 0
      // A step is announced when the checkpoints of the one before are written: two steps are a step forward.
      while (await killAfter(start(name), 2 + Math.floor(draw() * 20))) numKills += 1
      expect(numKills).toBeGreaterThan(0)

      expect(digests(name)).toEqual(undisturbed)
      const begun = startsOf(name).map(({ from }) => Math.min(...from))
      expect(begun).toHaveLength(numKills + 1)
      expect(begun).toEqual([...begun].sort((a, b) => a - b))
      expect(new Set(begun).size).toBe(numKills + 1)
      expect(new CheckpointStore(storeFolder(name)).list()).toEqual([])
    }
  )

  test('a checkpoint that is torn afterwards is not trusted: that run starts anew, with the same record', async () => {
    expect(await killAfter(start('torn'), 12)).toBe(true)
    const [torn] = new CheckpointStore(storeFolder('torn')).list()
    truncateSync(torn!.file, torn!.bytes - 5)
    await finish(start('torn'))
    const [, second] = startsOf('torn')
    expect(second!.from.filter((step) => step === 0)).toHaveLength(1)
    expect(Math.max(...second!.from)).toBeGreaterThanOrEqual(11)
    expect(digests('torn')).toEqual(undisturbed)
  })

  test('two processes on one store: one is killed, the other does not mind', async () => {
    const [victim, survivor] = [start('shared'), start('shared')]
    const killed = killAfter(victim, 20)
    await finish(survivor)
    await killed
    expect(digests('shared')).toEqual(undisturbed)
    // Whoever was killed may have left a checkpoint of a run that the other finished: the next process clears it away.
    await finish(start('shared'))
    expect(new CheckpointStore(storeFolder('shared')).list()).toEqual([])
    expect(digests('shared')).toEqual(undisturbed)
  })
})

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { LocalCarrier } from '../../../src/exec/carriers/local'
import { CHECKPOINT_VARIABLE } from '../../../src/exec/checkpointClock'
import { WorkerCrashError } from '../../../src/exec/workerCrashError'
import { runKey } from '../../../src/plan/runKey'
import type { PlannedRun } from '../../../src/plan/types'
import type { ClassificationRunSpec } from '../../../src/runs/classification/types'
import { CheckpointStore } from '../../../src/store/checkpoints'
import { RunStore } from '../../../src/store/store'
import { type ExecutorEvents, RunExecutor } from '../../../src/verify/execute'
import type { Progress } from '../../../src/verify/types'
import { FAKE_IDENTITY, type FakeOrder, type FakeStart } from '../../support/fakeEngine'
import { members, seeded, trainingSpec } from '../../unit/plan/runs'
import { SAMPLE_ENVIRONMENT } from '../../unit/store/sampleRun'

const HOOK = path.resolve(__dirname, '../../support/typescriptHook.cjs')
const SPEC: ClassificationRunSpec = trainingSpec({ engine: FAKE_IDENTITY })

let folder: string
let notes: string
const executors: RunExecutor[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-execute-'))
  notes = path.join(folder, 'notes')
  mkdirSync(notes)
  process.env[CHECKPOINT_VARIABLE] = '0'
})

afterEach(async () => {
  delete process.env[CHECKPOINT_VARIABLE]
  await Promise.all(executors.splice(0).map((executor) => executor.close()))
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

interface Setting extends Omit<Partial<FakeOrder>, 'notes'> {
  readonly jobs?: number
  readonly store?: string
  readonly signal?: AbortSignal
  readonly events?: ExecutorEvents
  readonly availableBytes?: number
  readonly prefix?: string
}

async function open(setting: Setting = {}): Promise<RunExecutor> {
  const { jobs = 1, store = 'store', signal, events = {}, availableBytes, prefix = '', ...behaviour } = setting
  const worker = { modulePath: path.join(__dirname, 'worker.fixture.ts'), execArgv: ['--require', HOOK] }
  const capacity = { jobs, cores: 2, availableBytes: availableBytes ?? Number.POSITIVE_INFINITY }
  const order: FakeOrder = { notes, numSteps: 100, ...behaviour }
  const choice = `${prefix}${JSON.stringify(order)}`
  const executor = await RunExecutor.open(
    {
      engine: choice,
      storeFolder: path.join(folder, store),
      jobs,
      ...(signal && { signal })
    },
    ['classification'],
    events,
    new LocalCarrier({ engine: choice, worker, capacity })
  )
  executors.push(executor)
  return executor
}

const store = (name = 'store') => new RunStore(path.join(folder, name))
const checkpoints = () => new CheckpointStore(path.join(folder, 'store')).list()

/** What the engine was given, in the order in which it began. */
function starts(): FakeStart[] {
  const file = path.join(notes, 'starts')
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as FakeStart)
}

const states = (runs: readonly PlannedRun[]) => runs.map(({ key }) => store().read(key).state)

function digests(runs: readonly PlannedRun[], name = 'store'): string[] {
  return runs.map(({ key }) => {
    const lookup = store(name).read(key)
    if (lookup.state !== 'valid') throw new Error(`run ${key} is ${lookup.state}`)
    return lookup.record.resultDigest
  })
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(10)
}

describe('cohorts', () => {
  test('runs that differ in the optimizer are executed together, and remembered', async () => {
    const seen: Progress[] = []
    const executor = await open({ events: { onProgress: (progress) => seen.push(progress) } })
    const runs = [...members(3, SPEC), ...members(2, seeded(SPEC, 1))]
    await executor.execute(runs, 0)
    expect(starts().map(({ size }) => size)).toEqual([3, 2])
    expect(states(runs)).toEqual(Array(5).fill('valid'))
    expect([...executor.results.keys()].sort()).toEqual(runs.map(({ key }) => key).sort())
    expect(executor.failureOf(runs)).toBeNull()
    expect(seen.at(-1)).toMatchObject({ finishedRuns: 5, totalRuns: 5, failedRuns: 0 })
    expect(seen.at(-1)!.doneMs).toBeCloseTo(seen.at(-1)!.totalMs, 6)
    expect(seen.map(({ finishedRuns }) => finishedRuns)).toEqual(expect.arrayContaining([0, 1, 2, 3, 4, 5]))
  })

  test('are cut so that both workers work, and the records do not depend on it', async () => {
    const runs = members(12, SPEC)
    await (await open({ jobs: 2 })).execute(runs, 0)
    expect(starts().map(({ size }) => size)).toEqual([6, 6])
    expect(new Set(starts().map(({ pid }) => pid)).size).toBe(2)
    await (await open({ store: 'whole' })).execute([...runs].reverse(), 0)
    expect(starts().at(-1)).toMatchObject({ size: 12 })
    expect(digests(runs)).toEqual(digests(runs, 'whole'))
  })

  test('a record says how many shared the time that it states', async () => {
    const executor = await open()
    const [alone, ...together] = [...members(1, seeded(SPEC, 1)), ...members(4, SPEC)]
    await executor.execute([alone!, ...together], 0)
    expect(together.map(({ key }) => executor.records.get(key)!.environment.cohortSize)).toEqual([4, 4, 4, 4])
    expect(executor.records.get(alone!.key)!.environment).not.toHaveProperty('cohortSize')
  })
})

describe('memory', () => {
  test('for one worker only: no more is started, and the user is told', async () => {
    const notices: string[] = []
    const executor = await open({ jobs: 2, availableBytes: 1e6, events: { onNotice: (text) => notices.push(text) } })
    const runs = [...members(2, SPEC), ...members(2, seeded(SPEC, 1)), ...members(2, seeded(SPEC, 2))]
    await executor.execute(runs, 0)
    expect(new Set(starts().map(({ pid }) => pid)).size).toBe(1)
    expect(notices).toEqual([
      expect.stringMatching(/^memory for 1 worker at a time, not 2: .* 0\.00 GB are available$/)
    ])
    expect(states(runs)).toEqual(Array(6).fill('valid'))
  })
})

describe('failures', () => {
  test('an error leaves the outcomes before it, and fails the rest of its cohort only', async () => {
    const seen: Progress[] = []
    const throwAfter = { outcomes: 2, error: 'input' } as const
    const executor = await open({ throwAfter, events: { onProgress: (progress) => seen.push(progress) } })
    const failing = members(4, SPEC)
    // The engine never comes to a second outcome.
    const sound = members(1, seeded(SPEC, 1))
    await executor.execute([...failing, ...sound], 0)
    expect(states(failing)).toEqual(['valid', 'valid', 'failed', 'failed'])
    expect(states(sound)).toEqual(['valid'])
    expect(executor.failureOf(failing.slice(0, 2))).toBeNull()
    expect(executor.failureOf(failing)).toMatchObject({ name: 'InputError', subject: expect.stringContaining('fake') })
    // Nobody tries again what was refused deliberately.
    expect(starts().map(({ size }) => size)).toEqual([4, 1])
    expect(seen.at(-1)).toMatchObject({ finishedRuns: 5, failedRuns: 2 })
  })

  test('a surprise is tried once more on a fresh worker, without the runs that are stored', async () => {
    const executor = await open({ throwAfter: { outcomes: 2, error: 'surprise' } })
    const runs = members(5, SPEC)
    await executor.execute(runs, 0)
    expect(starts().map(({ size }) => size)).toEqual([5, 3])
    expect(new Set(starts().map(({ pid }) => pid)).size).toBe(2)
    expect(states(runs)).toEqual(['valid', 'valid', 'valid', 'valid', 'failed'])
    expect(executor.failureOf(runs)!.message).toContain('x is not a function')
  })

  test('an engine that forgets a run has failed it', async () => {
    const executor = await open({ forgetsLast: true })
    const runs = members(2, SPEC)
    await executor.execute(runs, 0)
    expect(states(runs)).toEqual(['valid', 'failed'])
    expect(executor.failureOf(runs)!.message).toMatch(/ended without an outcome[\s\S]*expected: 2 outcomes[\s\S]*1/)
  })

  test('a worker that is not the planned engine stores nothing', async () => {
    const executor = await open()
    const [run] = members(1, { ...SPEC, engine: { ...FAKE_IDENTITY, numerics: 'of another build' } })
    await executor.execute([run!], 0)
    expect(executor.failureOf([run!])!.message).toContain('not the engine that the run was planned for')
    expect(starts()).toEqual([])
  })
})

describe('a worker that is killed', () => {
  test('loses no finished run and no step before its last checkpoints', async () => {
    const runs = members(4, SPEC)
    await (await open({ dieAt: { step: 25, once: true } })).execute(runs, 0)
    const [first, second] = starts()
    expect(first).toMatchObject({ size: 4, from: [0, 0, 0, 0] })
    // The runs of 10 and 20 steps are stored; the others go on where the last checkpoint left them.
    expect(second).toMatchObject({ size: 2, from: [25, 25] })
    expect(states(runs)).toEqual(Array(4).fill('valid'))
    expect(checkpoints()).toEqual([])

    await (await open({ store: 'undisturbed' })).execute(runs, 0)
    expect(digests(runs)).toEqual(digests(runs, 'undisturbed'))
  })

  test('twice at the same step: the finished runs count, the others have failed', async () => {
    process.env[CHECKPOINT_VARIABLE] = '100000'
    const executor = await open({ dieAt: { step: 25, once: false } })
    const runs = members(4, SPEC)
    await executor.execute(runs, 0)
    expect(states(runs)).toEqual(['valid', 'valid', 'failed', 'failed'])
    expect(starts().map(({ size }) => size)).toEqual([4, 2])
    expect(executor.failureOf(runs)).toBeInstanceOf(WorkerCrashError)
    expect(executor.results.size).toBe(2)
  })
})

describe('recall', () => {
  test('takes a record from the store, whoever put it there, and executes nothing', async () => {
    const runs = members(2, SPEC)
    await (await open()).execute(runs, 0)
    const executor = await open()
    expect(runs.map(({ key }) => executor.recall(key))).toEqual([true, true])
    expect(executor.results.size).toBe(2)
    expect(executor.recall('f'.repeat(64))).toBe(false)
  })

  test('a record that appeared since the plan is not made again', async () => {
    const runs = members(3, SPEC)
    await (await open()).execute(runs.slice(0, 2), 0)
    const executor = await open()
    await executor.execute(runs, 0)
    expect(starts().map(({ size }) => size)).toEqual([2, 1])
    expect(executor.results.size).toBe(3)
  })

  test('a damaged record is told and made again', async () => {
    const [run] = members(1, SPEC)
    await (await open()).execute([run!], 0)
    const before = digests([run!])
    writeFileSync(store().fileOf(run!.key), '{"result": {"sp')
    const discarded: string[] = []
    const executor = await open({ events: { onDiscardedRecord: (_file, reason) => discarded.push(reason) } })
    expect(executor.recall(run!.key)).toBe(false)
    expect(discarded).toEqual([expect.stringContaining('not JSON')])
    await executor.execute([run!], 0)
    expect(digests([run!])).toEqual(before)
  })

  test('another result of the same run is an alarm of that run alone', async () => {
    const executor = await open({ waitAt: 5 })
    const runs = members(3, SPEC)
    const finished = executor.execute(runs, 0)
    await until(() => existsSync(path.join(notes, 'waiting')))
    const foreign = { x: { unit: 'step', at: [10], values: [0.5] } } as const
    store().write({ spec: runs[0]!.spec, status: { kind: 'completed' }, metrics: foreign }, SAMPLE_ENVIRONMENT)
    writeFileSync(path.join(notes, 'go'), '')
    await finished
    expect(executor.failureOf([runs[0]!])!.message).toContain('is not reproducible')
    expect(executor.failureOf(runs.slice(1))).toBeNull()
    expect(executor.results.size).toBe(2)
    expect(store().read(runs[0]!.key)).toMatchObject({ record: { result: { metrics: foreign } } })
  })
})

describe('an interruption', () => {
  test('keeps finished runs; the next call goes on from the checkpoints and gives the same records', async () => {
    const abort = new AbortController()
    const executor = await open({ waitAt: 45, signal: abort.signal })
    const runs = members(6, SPEC)
    const stopped = executor.execute(runs, 0)
    await until(() => existsSync(path.join(notes, 'waiting')))
    abort.abort()
    await stopped
    expect(states(runs)).toEqual(['valid', 'valid', 'valid', 'valid', 'absent', 'absent'])
    expect(executor.failureOf(runs)).toBeNull()
    expect(checkpoints().map(({ key }) => key)).toEqual(
      runs
        .slice(4)
        .map(({ key }) => key)
        .sort()
    )

    await (await open()).execute(runs, 0)
    expect(starts().at(-1)).toMatchObject({ size: 2, from: [45, 45] })
    expect(checkpoints()).toEqual([])
    await (await open({ store: 'undisturbed' })).execute(runs, 0)
    expect(digests(runs)).toEqual(digests(runs, 'undisturbed'))
  })
})

describe('open', () => {
  test('asks what the engine is', async () => {
    const executor = await open()
    expect(executor.engines.get('classification')).toEqual(FAKE_IDENTITY)
    expect(runKey(SPEC)).toBe(runKey({ ...SPEC, engine: executor.engines.get('classification')! }))
  })

  test('an engine that is not here is no error: its claims could not run', async () => {
    const executor = await open({ unavailable: true })
    expect(executor.engines.size).toBe(0)
    expect(executor.unavailable.get('classification')!.message).toContain('the fake engine is not installed')
  })

  test('says which better engine auto does without, and why', async () => {
    const notices: string[] = []
    const executor = await open({ prefix: 'auto:', events: { onNotice: (text) => notices.push(text) } })
    expect(executor.engines.get('classification')).toEqual(FAKE_IDENTITY)
    expect(notices).toEqual([expect.stringMatching(/onnx: the fake engine is not installed; npm install it$/)])
  })
})

import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type ClaimcheckError, InfrastructureError, InputError, UnavailableError } from '../../../src/errors'
import { WorkerPool } from '../../../src/exec/pool'
import type { PoolTask, WorkerPoolOptions } from '../../../src/exec/types'
import { WorkerCrashError } from '../../../src/exec/workerCrashError'
import type { FixtureTask } from './worker.fixture'

const HOOK = path.resolve(__dirname, '../../support/typescriptHook.cjs')
const onPosix = process.platform === 'win32' ? test.skip : test

type Event = readonly ['result', string, unknown] | readonly ['failure', string, ClaimcheckError]

let folder: string
const pools: WorkerPool<FixtureTask, unknown>[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-pool-'))
})

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()))
  rmSync(folder, { recursive: true, force: true })
})

function newPool(options: Partial<WorkerPoolOptions> = {}): WorkerPool<FixtureTask, unknown> {
  const pool = new WorkerPool<FixtureTask, unknown>({
    modulePath: path.join(__dirname, 'worker.fixture.ts'),
    execArgv: ['--require', HOOK],
    size: 1,
    gracePeriodMs: 100,
    ...options
  })
  pools.push(pool)
  return pool
}

function named(...tasks: FixtureTask[]): PoolTask<FixtureTask>[] {
  return tasks.map((task, index) => ({ id: `task-${index}`, task }))
}

async function collect(
  pool: WorkerPool<FixtureTask, unknown>,
  tasks: readonly PoolTask<FixtureTask>[],
  onProgress?: (id: string, share: number) => void,
  signal?: AbortSignal
): Promise<Event[]> {
  const events: Event[] = []
  await pool.run(tasks, {
    onResult: (id, result) => events.push(['result', id, result]),
    onFailure: (id, error) => events.push(['failure', id, error]),
    ...(onProgress && { onProgress }),
    ...(signal && { signal })
  })
  return events
}

function failureOf(event: Event | undefined): ClaimcheckError {
  if (event?.[0] !== 'failure') throw new Error(`not a failure: ${JSON.stringify(event)}`)
  return event[2]
}

/** A process that ended but that nobody has reaped (state Z) is not alive, though signals still reach it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const status = `/proc/${pid}/stat`
  return !existsSync(status) || !/\) [ZX] /.test(readFileSync(status, 'utf8'))
}

/** Until Jest's own limit: nothing here depends on how long it takes. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(10)
}

async function pidFrom(note: string): Promise<number> {
  await until(() => existsSync(note) && readFileSync(note, 'utf8') !== '')
  return Number(readFileSync(note, 'utf8'))
}

describe('tasks', () => {
  test('are handed to one worker in the order given', async () => {
    const tasks = named(...[3, 1, 2].map((value) => ({ do: 'echo', value }) as const))
    expect(await collect(newPool(), tasks)).toEqual([
      ['result', 'task-0', 3],
      ['result', 'task-1', 1],
      ['result', 'task-2', 2]
    ])
  })

  test('are spread over the workers, and every task has exactly one outcome', async () => {
    const tasks = named(...Array.from({ length: 20 }, () => ({ do: 'who' }) as const))
    const handedOut: string[] = []
    const note = path.join(folder, 'last')
    // The first task can only end when the other worker has served all the others.
    const events = await collect(
      newPool({ size: 2 }),
      [
        { id: 'long', task: { do: 'echo', value: 1, after: note } },
        ...tasks,
        { id: 'last', task: { do: 'echo', value: 2, note } }
      ],
      (id) => handedOut.push(id)
    )
    expect(handedOut).toEqual(['long', ...tasks.map(({ id }) => id), 'last'])
    expect(events.map(([, id]) => id).sort()).toEqual([...handedOut].sort())
    expect(events.every(([kind]) => kind === 'result')).toBe(true)
  })

  test('none: nothing is started', async () => {
    expect(await collect(newPool({ modulePath: path.join(folder, 'missing.js') }), [])).toEqual([])
  })

  test('numbers that JSON cannot hold arrive as they are', async () => {
    const value = { series: [Number.NaN, Number.POSITIVE_INFINITY, -0], bytes: new Uint8Array([1, 2]) }
    const [event] = await collect(newPool(), named({ do: 'echo', value }))
    expect(event?.[2]).toEqual(value)
  })

  test('a result of a megabyte arrives whole', async () => {
    const [event] = await collect(newPool(), named({ do: 'large', bytes: 1_048_576 }))
    expect(event?.[2]).toBe('x'.repeat(1_048_576))
  })

  test('that cannot be sent make the run fail and not hang', async () => {
    const task = { do: 'echo', value: () => undefined } as const
    await expect(collect(newPool(), named(task))).rejects.toThrow('could not be cloned')
  })

  test('what a worker prints stays out of this process', async () => {
    const script = fork(path.join(__dirname, 'printing.fixture.ts'), [HOOK], {
      execArgv: ['--require', HOOK],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc']
    })
    let printed = ''
    for (const stream of [script.stdout, script.stderr]) stream?.on('data', (chunk) => (printed += chunk))
    await once(script, 'close')
    expect(printed).toBe('the parent is done\n')
  })
})

describe('workers', () => {
  test('are kept for the next run', async () => {
    const pool = newPool()
    const [first] = await collect(pool, named({ do: 'who' }))
    const [second] = await collect(pool, named({ do: 'who' }))
    const { pid } = first![2] as { pid: number }
    expect(first?.[2]).toEqual({ pid, served: 1 })
    expect(second?.[2]).toEqual({ pid, served: 2 })
  })

  test('that become ready between two runs serve the second', async () => {
    const pool = newPool({ size: 2 })
    // One worker may serve both tasks while the other still starts; the pause lets it arrive when nothing runs.
    await collect(pool, named({ do: 'who' }, { do: 'who' }))
    await delay(300)
    const note = path.join(folder, 'note')
    const events = await collect(pool, named({ do: 'echo', value: 1, after: note }, { do: 'echo', value: 2, note }))
    expect(events.map(([, id, value]) => [id, value]).sort()).toEqual([
      ['task-0', 1],
      ['task-1', 2]
    ])
  })

  test('compute on one thread, and see the environment that the pool adds', async () => {
    const names = ['OMP_NUM_THREADS', 'TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS', 'ADDED']
    const [event] = await collect(newPool({ env: { ADDED: 'yes' } }), named({ do: 'environment', names }))
    expect(event?.[2]).toEqual({
      OMP_NUM_THREADS: '1',
      TF_NUM_INTRAOP_THREADS: '1',
      TF_NUM_INTEROP_THREADS: '1',
      ADDED: 'yes'
    })
  })

  onPosix('leave Ctrl-C, which reaches them too, to the parent', async () => {
    const [note, after] = [path.join(folder, 'note'), path.join(folder, 'after')]
    const run = collect(newPool({ retries: 0 }), named({ do: 'echo', value: 'still here', note, after }))
    process.kill(await pidFrom(note), 'SIGINT')
    writeFileSync(after, '')
    expect(await run).toEqual([['result', 'task-0', 'still here']])
  })

  onPosix(
    'that Ctrl-C reaches before they can leave it to the parent are started anew, and nobody is blamed',
    async () => {
      const marker = path.join(folder, 'interrupted')
      // A worker whose module interrupts itself while it is loaded, the first time.
      const early = path.join(folder, 'early.cjs')
      writeFileSync(
        early,
        `const fs = require('node:fs')
       if (!fs.existsSync(${JSON.stringify(marker)})) {
         fs.writeFileSync(${JSON.stringify(marker)}, '')
         process.kill(process.pid, 'SIGINT')
         Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20000)
       }`
      )
      const pool = newPool({ retries: 0, execArgv: ['--require', early, '--require', HOOK] })
      expect(await collect(pool, named({ do: 'echo', value: 'here' }))).toEqual([['result', 'task-0', 'here']])
      expect(existsSync(marker)).toBe(true)
    }
  )

  onPosix('that are stopped are told of once, and given up for another one', async () => {
    const note = path.join(folder, 'note')
    const pool = newPool({ patience: { tickMs: 50, noticeMs: 500, limitMs: 2000 } })
    const silences: number[] = []
    const events: Event[] = []
    const run = pool.run(named({ do: 'stop', note }), {
      onResult: (id, result) => events.push(['result', id, result]),
      onFailure: (id, error) => events.push(['failure', id, error]),
      onSilence: (pid) => silences.push(pid)
    })
    await run
    const stopped = Number(readFileSync(note, 'utf8'))
    expect(silences).toContain(stopped)
    expect(silences.filter((pid) => pid === stopped)).toHaveLength(1)
    expect(isAlive(stopped)).toBe(false)
    expect(events).toEqual([['result', 'task-0', 'went on']])
  })

  onPosix('that are stopped again and again are a failure that says so', async () => {
    const pool = newPool({ retries: 0, patience: { tickMs: 50, noticeMs: 500, limitMs: 2000 } })
    const [event] = await collect(pool, named({ do: 'stop' }))
    expect(failureOf(event)).toBeInstanceOf(InfrastructureError)
    expect(failureOf(event).message).toMatch(/a worker process did not answer[\s\S]*nothing for 2 s/)
  })

  test('end with close, and a later run starts new ones', async () => {
    const pool = newPool()
    const [first] = await collect(pool, named({ do: 'who' }))
    await pool.close()
    const { pid } = first![2] as { pid: number }
    expect(isAlive(pid)).toBe(false)
    const [second] = await collect(pool, named({ do: 'who' }))
    expect(second?.[2]).toMatchObject({ served: 1 })
    expect(second?.[2]).not.toMatchObject({ pid })
  })

  test('that are being closed are given nothing more', async () => {
    const pool = newPool({ retries: 0 })
    const [first] = await collect(pool, named({ do: 'who' }))
    const closing = pool.close()
    const [second] = await collect(pool, named({ do: 'who' }))
    expect(second?.[2]).toMatchObject({ served: 1 })
    expect(second?.[2]).not.toEqual(first?.[2])
    await closing
  })

  test('end when the pool is closed during a run, which ends too', async () => {
    const note = path.join(folder, 'note')
    const pool = newPool()
    const run = collect(pool, named({ do: 'wait', note }))
    const pid = await pidFrom(note)
    await pool.close()
    expect(isAlive(pid)).toBe(false)
    expect(await run).toEqual([])
  })

  test.each([0, -1, 1.5, Number.NaN])('%p of them make no pool', (size) => {
    expect(() => newPool({ size })).toThrow(RangeError)
  })

  test('serve one run at a time', async () => {
    const pool = newPool()
    const first = collect(pool, named({ do: 'echo', value: 1 }))
    await expect(collect(pool, named({ do: 'echo', value: 2 }))).rejects.toThrow('running already')
    expect(await first).toEqual([['result', 'task-0', 1]])
  })
})

describe('a worker that crashes', () => {
  test('is replaced, and its task succeeds on a fresh one', async () => {
    const marker = path.join(folder, 'crashed')
    const before = { do: 'who' } as const
    const crash = { do: 'exit', code: 7, words: '', unlessMarked: marker } as const
    const events = await collect(newPool(), named(before, crash, { do: 'who' }))
    expect(events.map(([kind, id]) => [kind, id])).toEqual([
      ['result', 'task-0'],
      ['result', 'task-1'],
      ['result', 'task-2']
    ])
    const [first, retried, after] = events.map((event) => event[2] as { pid: number; served: number })
    expect(readFileSync(marker, 'utf8')).toBe(String(first?.pid))
    expect(retried?.pid).not.toBe(first?.pid)
    expect(retried?.served).toBe(1)
    expect(after).toEqual({ pid: retried?.pid, served: 2 })
  })

  test('twice is a failure with exit code and last words; the other tasks go on', async () => {
    const crash = { do: 'exit', code: 7, words: 'first line\nout of luck' } as const
    const events = await collect(newPool(), named(crash, { do: 'echo', value: 'next' }))
    const error = failureOf(events[0])
    expect(error).toBeInstanceOf(WorkerCrashError)
    expect(error.message).toBe(
      [
        'a worker process ended during its task (attempt 2 of 2)',
        '  received: exit code 7; its last lines:',
        '    first line',
        '    out of luck',
        '  to mend:  run it again with --jobs 1; if it ends the same way, report it with these lines'
      ].join('\n')
    )
    expect(events[1]).toEqual(['result', 'task-1', 'next'])
  })

  test('is tried as often as retries says', async () => {
    const progress: (readonly [string, number])[] = []
    const events = await collect(newPool({ retries: 2 }), named({ do: 'exit', code: 1, words: 'no' }), (id, share) =>
      progress.push([id, share])
    )
    expect(failureOf(events[0]).message).toContain('attempt 3 of 3')
    expect(progress).toEqual(Array(3).fill(['task-0', 0]))
  })

  onPosix('by a signal is told with the signal', async () => {
    const error = failureOf((await collect(newPool(), named({ do: 'kill' })))[0])
    expect(error).toBeInstanceOf(WorkerCrashError)
    expect((error as WorkerCrashError).end).toMatchObject({ exitCode: null, signal: 'SIGKILL' })
    expect(error.details.received).toBe('killed by SIGKILL; it printed nothing')
    expect(error.details.remedy).toContain('memory')
  })

  test('by an exception outside the handler is told with that exception', async () => {
    const error = failureOf((await collect(newPool(), named({ do: 'throw', name: 'later' })))[0])
    expect(error).toBeInstanceOf(WorkerCrashError)
    expect(error.details.received).toMatch(/^exit code 1; [\s\S]*thrown outside the handler/)
  })

  onPosix('by hanging up counts as crashed', async () => {
    const error = failureOf((await collect(newPool(), named({ do: 'hang-up' })))[0])
    expect(error).toBeInstanceOf(WorkerCrashError)
  })
})

describe('an error that a handler throws', () => {
  test.each([
    ['input', InputError, 'layers[1]: no such layer\n  expected: Dense\n  received: Dence\n  to mend:  rename it'],
    ['unavailable', UnavailableError, 'no engine here\n  to mend:  npx claimcheck doctor'],
    ['infrastructure', InfrastructureError, 'the disk is full']
  ] as const)('%s: arrives as it was, is not retried, and spares the worker', async (name, type, message) => {
    const started: string[] = []
    const tasks = named({ do: 'who' }, { do: 'throw', name }, { do: 'who' })
    const events = await collect(newPool(), tasks, (id) => started.push(id))
    const error = failureOf(events[1])
    expect(error).toBeInstanceOf(type)
    expect(error).not.toBeInstanceOf(WorkerCrashError)
    expect(error.name).toBe(type.name)
    expect(error.message).toBe(message)
    expect(started).toEqual(['task-0', 'task-1', 'task-2'])
    const { pid } = events[0]![2] as { pid: number }
    expect(events[2]?.[2]).toEqual({ pid, served: 3 })
  })

  test('details survive the way', async () => {
    const error = failureOf((await collect(newPool(), named({ do: 'throw', name: 'input' })))[0])
    const details = { where: 'layers[1]', expected: 'Dense', received: 'Dence', remedy: 'rename it' }
    expect(error.details).toEqual(details)
  })

  test('by surprise is retried on a fresh worker, then told as an infrastructure failure with its stack as cause', async () => {
    const started: string[] = []
    const tasks = named({ do: 'who' }, { do: 'throw', name: 'surprise' }, { do: 'who' })
    const events = await collect(newPool(), tasks, (id) => started.push(id))
    const error = failureOf(events[1])
    expect(started).toEqual(['task-0', 'task-1', 'task-1', 'task-2'])
    expect(error).toBeInstanceOf(InfrastructureError)
    expect(error).not.toBeInstanceOf(WorkerCrashError)
    const [first, last] = [events[0], events[2]].map((event) => event?.[2] as { pid: number })
    const thrower = Number(/^TypeError: x is not a function, in process (\d+)$/.exec(error.message)?.[1])
    expect(new Set([first?.pid, thrower, last?.pid]).size).toBe(3)
    expect(error.cause).toContain('worker.fixture.ts')
  })

  test('a result that cannot be sent is such a surprise', async () => {
    const error = failureOf((await collect(newPool(), named({ do: 'uncloneable' })))[0])
    expect(error.message).toContain('could not be cloned')
  })
})

describe('progress', () => {
  test('starts at 0 when the task is handed out, and leaves out steps under half a per cent', async () => {
    const shares: number[] = []
    const task = { do: 'progress', shares: [0.1, 0.101, 0.104, 0.106, 0.5, 0.5, 1] } as const
    await collect(newPool(), named(task), (_id, share) => shares.push(share))
    expect(shares).toEqual([0, 0.1, 0.106, 0.5, 1])
  })
})

describe('parts', () => {
  const withParts = async (task: FixtureTask) => {
    const seen: unknown[] = []
    await newPool({ retries: 0 }).run(named(task), {
      onPart: (id, part) => seen.push([id, part]),
      onResult: (id) => seen.push([id, 'result']),
      onFailure: (id) => seen.push([id, 'failure'])
    })
    return seen
  }

  test('arrive in order, before the result', async () => {
    expect(await withParts({ do: 'parts', parts: ['a', 'b'], ending: 'return' })).toEqual([
      ['task-0', 'a'],
      ['task-0', 'b'],
      ['task-0', 'result']
    ])
  })

  test('stand, though the worker dies later', async () => {
    expect(await withParts({ do: 'parts', parts: [1], ending: 'die' })).toEqual([
      ['task-0', 1],
      ['task-0', 'failure']
    ])
  })
})

describe('a run with fewer workers than the pool has', () => {
  test('uses no more of them, ends the others, and leaves the next run free to start them again', async () => {
    const pool = newPool({ size: 2 })
    const note = (name: string) => path.join(folder, name)
    // Neither of the two can end before the other has begun.
    const crossed = (first: string, second: string) =>
      named(
        { do: 'echo', value: 1, note: note(first), after: note(second) },
        { do: 'echo', value: 2, note: note(second), after: note(first) }
      )
    await collect(pool, crossed('a', 'b'))
    const before = [await pidFrom(note('a')), await pidFrom(note('b'))]

    const pids = new Set<number>()
    await pool.run(
      named(...Array.from({ length: 6 }, () => ({ do: 'who' }) as const)),
      { onResult: (_id, result) => pids.add((result as { pid: number }).pid), onFailure: () => undefined },
      1
    )
    expect(pids.size).toBe(1)
    expect(before).toContain([...pids][0])
    await until(() => before.filter(isAlive).length === 1)

    expect(await collect(pool, crossed('c', 'd'))).toHaveLength(2)
  })
})

describe('a worker that cannot start', () => {
  test('missing module: told once, with its words, and every worker is gone', async () => {
    const pool = newPool({ modulePath: path.join(folder, 'missing.js'), size: 2 })
    const events: string[] = []
    const run = pool.run(named({ do: 'who' }, { do: 'who' }, { do: 'who' }), {
      onResult: (id) => events.push(id),
      onFailure: (id) => events.push(id)
    })
    const error = await run.then(() => null).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(WorkerCrashError)
    expect((error as Error).message).toContain('a worker process ended before it was ready')
    expect((error as Error).message).toContain('Cannot find module')
    expect(events).toEqual([])
  })
})

describe('a listener that throws', () => {
  test('ends the run with its error and the workers with it', async () => {
    const note = path.join(folder, 'note')
    const tasks = named({ do: 'wait', note }, { do: 'echo', value: 1, after: note })
    const run = newPool({ size: 2 }).run(tasks, {
      onResult: () => {
        throw new InfrastructureError('the store is full')
      },
      onFailure: () => undefined
    })
    await expect(run).rejects.toThrow('the store is full')
    expect(isAlive(await pidFrom(note))).toBe(false)
  })
})

describe('abort', () => {
  test('before the start: nothing happens', async () => {
    expect(await collect(newPool(), named({ do: 'who' }), undefined, AbortSignal.abort())).toEqual([])
  })

  test.each(['wait', 'spin'] as const)('stops workers that %s, with no event for unfinished tasks', async (what) => {
    const notes = ['a', 'b'].map((name) => path.join(folder, name))
    const abort = new AbortController()
    const tasks = named({ do: 'echo', value: 'done' }, ...notes.map((note) => ({ do: what, note }) as const))
    const run = collect(newPool({ size: 2 }), tasks, undefined, abort.signal)
    const pids = await Promise.all(notes.map(pidFrom))
    expect(pids.map(isAlive)).toEqual([true, true])
    abort.abort()
    expect(await run).toEqual([['result', 'task-0', 'done']])
    expect(pids.map(isAlive)).toEqual([false, false])
  })
})

describe('the death of the parent', () => {
  onPosix('leaves no orphans', async () => {
    const notes = ['a', 'b'].map((name) => path.join(folder, name))
    const parent = fork(path.join(__dirname, 'parent.fixture.ts'), [HOOK, ...notes], { execArgv: ['--require', HOOK] })
    const pids = await Promise.all(notes.map(pidFrom))
    expect(pids.map(isAlive)).toEqual([true, true])
    parent.kill('SIGKILL')
    await until(() => !pids.some(isAlive))
  })
})

test('a task that a failure made pointless is not handed out: it fails with what it is told', async () => {
  const said: string[] = []
  let failed: ClaimcheckError | null = null
  await newPool().run(named({ do: 'throw', name: 'infrastructure' }, { do: 'who' }, { do: 'who' }), {
    onResult: (id) => said.push(`${id} done`),
    onFailure: (id, error) => {
      failed ??= error
      said.push(`${id} failed${error === failed ? ' likewise' : ''}`)
    },
    refuses: (id) => (id === 'task-1' ? failed : null)
  })
  expect(said).toEqual(['task-0 failed likewise', 'task-1 failed likewise', 'task-2 done'])
})

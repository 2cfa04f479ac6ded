import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import seedrandom from 'seedrandom'
import { digestOf } from '../../src/json/canonical'
import { RunStore } from '../../src/store/store'
import { SAMPLE_ENVIRONMENT, sampleResult, sampleSpec } from '../unit/store/sampleRun'
import { CRASH_STAGES, type CrashOrder, type CrashStage, isPublished } from './store-crash.order'

const HOOK = path.resolve(__dirname, '../support/typescriptHook.cjs')
const CHILD = path.join(__dirname, 'store-crash.child.ts')
// Windows has no SIGKILL: a process that is ended there may still be inside a call.
const onPosix = process.platform === 'win32' ? describe.skip : describe

const SEEDS = [0, 1, 2, 3, 4, 5]
const TORN = '{"result": {"spec": {"kind": "synth'

interface Moment {
  readonly number: number
  readonly stage: CrashStage
  readonly seed: number
  /** Runs whose record is torn beforehand, so that it is replaced (rename) and not new (link). */
  readonly torn: readonly number[]
}

/** Stages take turns, first with a new record and then with one that replaces a torn one; the rest is drawn. */
const MOMENTS: readonly Moment[] = Array.from({ length: 20 }, (_, number) => {
  const draw = seedrandom.alea(`store-crash/${number}`)
  const seed = Math.floor(draw() * SEEDS.length)
  const replaces = Math.floor(number / CRASH_STAGES.length) % 2 === 1
  const torn = SEEDS.filter((candidate) => (draw() < 0.4 && candidate !== seed) || (candidate === seed && replaces))
  return { number, stage: CRASH_STAGES[number % CRASH_STAGES.length]!, seed, torn }
})

let folder: string
let store: RunStore

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-crash-'))
  store = new RunStore(path.join(folder, 'store'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const keyOf = (seed: number) => digestOf(sampleSpec(seed))

function argumentsFor(order: Partial<CrashOrder>): string[] {
  const complete: CrashOrder = { folder: store.folder, seeds: SEEDS, startSignal: null, crash: null, ...order }
  return ['--require', HOOK, CHILD, JSON.stringify(complete)]
}

function statesOf(seeds: readonly number[]): (string | undefined)[] {
  const states = new Map([...store.list()].map(({ key, state }) => [key, state]))
  return seeds.map((seed) => states.get(keyOf(seed)))
}

function temporaryFiles(): string[] {
  return readdirSync(store.folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tmp'))
}

/** A new writer, in this process, does what is left; then everything is there, whoever wrote it. */
function finishAndCheck(seeds: readonly number[]): void {
  const reference = new RunStore(path.join(folder, 'reference'))
  for (const seed of seeds) {
    const found = store.read(keyOf(seed))
    if (found.state !== 'valid') store.write(sampleResult(seed), SAMPLE_ENVIRONMENT)
    reference.write(sampleResult(seed), SAMPLE_ENVIRONMENT)
    const [written, expected] = [store, reference].map((each) => readFileSync(each.fileOf(keyOf(seed)), 'utf8'))
    expect(written).toBe(expected)
  }
  expect(statesOf(seeds)).toEqual(seeds.map(() => 'valid'))
}

onPosix('kill -9', () => {
  test.each(MOMENTS)('$number: $stage of run $seed (torn before: $torn)', ({ stage, seed, torn }) => {
    for (const each of torn) {
      const file = store.fileOf(keyOf(each))
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, TORN)
    }
    const child = spawnSync(process.execPath, argumentsFor({ crash: { seed, stage } }), { encoding: 'utf8' })
    expect(child.stderr).toBe('')
    expect(child.signal).toBe('SIGKILL')

    const before = (each: number) => (torn.includes(each) ? 'torn' : undefined)
    expect(child.stdout.split('\n').filter(Boolean).map(Number)).toEqual(SEEDS.filter((each) => each < seed))
    expect(statesOf(SEEDS)).toEqual(
      SEEDS.map((each) => (each < seed || (each === seed && isPublished(stage)) ? 'valid' : before(each)))
    )
    finishAndCheck(SEEDS)
  })

  test('the moments cover every stage of a new record and of one that replaces another', () => {
    const covered = new Set(MOMENTS.map(({ stage, seed, torn }) => `${stage}, ${torn.includes(seed)}`))
    expect(covered.size).toBe(2 * CRASH_STAGES.length)
  })

  test('leaves a temporary file that the list passes over', () => {
    const order = { crash: { seed: 0, stage: 'half written' } } as const
    spawnSync(process.execPath, argumentsFor(order))
    expect(temporaryFiles()).toHaveLength(1)
    expect([...store.list()]).toEqual([])
  })
})

describe('several writers at once', () => {
  test('of the same runs all succeed, and a reader never sees anything but whole records', async () => {
    const seeds = Array.from({ length: 30 }, (_, seed) => seed)
    const startSignal = path.join(folder, 'start')
    const children = Array.from({ length: 4 }, () => start(argumentsFor({ seeds, startSignal })))
    while (readdirSync(folder).length < children.length) await nextTurn()
    writeFileSync(startSignal, '')

    const endings = Promise.all(children.map(ending))
    const seen = new Set<string>()
    let running = true
    void endings.then(() => {
      running = false
    })
    do {
      await nextTurn()
      for (const { state } of store.list()) seen.add(state)
    } while (running)
    expect(await endings).toEqual(children.map(() => ({ code: 0, words: '' })))
    expect([...seen]).toEqual(['valid'])
    expect(temporaryFiles()).toEqual([])
    finishAndCheck(seeds)
  })
})

onPosix('a disk that is full in the middle of a record', () => {
  // A limit on the size of files behaves like it: the first write is cut short, without an error, the next one fails.
  test('is reported, and neither a truncated record nor a temporary file is left', () => {
    const command = `ulimit -f 2; exec "$0" "$@"`
    const limited = ['-c', command, process.execPath, ...argumentsFor({ seeds: [0] })]
    const child = spawnSync('/bin/sh', limited, { encoding: 'utf8' })
    expect(child.status).toBe(1)
    expect(child.stdout).toBe('')
    expect(child.stderr).toContain('InfrastructureError')
    expect([...store.list()]).toEqual([])
    expect(temporaryFiles()).toEqual([])
  })
})

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
}

async function ending(child: ChildProcess): Promise<{ readonly code: number; readonly words: string }> {
  let words = ''
  child.stderr?.on('data', (chunk) => (words += chunk))
  const [code] = (await once(child, 'close')) as [number]
  return { code, words }
}

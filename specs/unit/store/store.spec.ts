import fs, {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InfrastructureError, InputError } from '../../../src/errors'
import { digestOf } from '../../../src/json/canonical'
import { ConflictingResultError } from '../../../src/store/conflictingResultError'
import { RunStore } from '../../../src/store/store'
import { NO_FILES, plantNoFile } from '../../support/hostileFiles'
import { failedResult, SAMPLE_ENVIRONMENT, sampleResult, sampleSpec, withValues } from './sampleRun'

let folder: string
let store: RunStore

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-store-'))
  store = new RunStore(path.join(folder, 'store'))
})

afterEach(() => {
  jest.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const keyOf = (seed: number) => digestOf(sampleSpec(seed))

/** Puts a text where the record of a run belongs. */
function plant(seed: number, text: string): string {
  const file = store.fileOf(keyOf(seed))
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

function textOf(seed: number): string {
  return readFileSync(store.fileOf(keyOf(seed)), 'utf8')
}

function failWith(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: mocked`), { code })
  }
}

describe('an empty store', () => {
  test('holds nothing, and looking at it creates nothing', () => {
    expect(store.read(keyOf(0))).toEqual({ state: 'absent' })
    expect([...store.list()]).toEqual([])
    expect(store.remove(keyOf(0))).toBe(false)
    expect(existsSync(store.folder)).toBe(false)
  })

  test.each(['', 'abc', '../../etc/passwd', 'A'.repeat(64), 'a'.repeat(65)])('%j is not a key', (key) => {
    expect(() => store.read(key)).toThrow(InputError)
    expect(() => store.remove(key)).toThrow(InputError)
  })
})

describe('write and read', () => {
  test('a record stands under its key and comes back, from another store object too', () => {
    const written = store.write(sampleResult(0, 1000), SAMPLE_ENVIRONMENT)
    expect(written.result).toEqual(sampleResult(0, 1000))
    expect(written.environment).toEqual(SAMPLE_ENVIRONMENT)
    expect(existsSync(path.join(store.folder, keyOf(0).slice(0, 2), `${keyOf(0)}.json`))).toBe(true)
    expect(new RunStore(store.folder).read(keyOf(0))).toEqual({ state: 'valid', record: written })
  })

  test('what write returns is what read returns, -0 and the non-finite among it', () => {
    const values = [-0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.MIN_VALUE]
    const written = store.write(withValues(0, values), SAMPLE_ENVIRONMENT)
    expect(written.result.metrics.x?.values).toStrictEqual([0, ...values.slice(1)])
    expect(store.read(keyOf(0))).toEqual({ state: 'valid', record: written })
  })

  test('a diverged run is a result', () => {
    const result = { ...sampleResult(0, 2), status: { kind: 'diverged', step: 3, what: 'x is NaN' } } as const
    store.write(result, SAMPLE_ENVIRONMENT)
    expect(store.read(keyOf(0))).toMatchObject({ state: 'valid', record: { result } })
  })

  test('the same result again changes nothing and returns the first record', () => {
    const first = store.write(sampleResult(0), SAMPLE_ENVIRONMENT)
    const before = textOf(0)
    expect(store.write(sampleResult(0), { ...SAMPLE_ENVIRONMENT, wallTimeMs: 99 })).toEqual(first)
    expect(textOf(0)).toBe(before)
  })

  test("another machine's valid record is used", () => {
    const elsewhere = new RunStore(path.join(folder, 'elsewhere'))
    const record = elsewhere.write(sampleResult(0), { ...SAMPLE_ENVIRONMENT, cpu: 'another', platform: 'win32-x64' })
    cpSync(elsewhere.folder, store.folder, { recursive: true })
    expect(store.read(keyOf(0))).toEqual({ state: 'valid', record })
  })

  test('a result that no record can hold is refused before it reaches the disk', () => {
    const result = { ...sampleResult(0), metrics: { x: { unit: 'step', at: [1, 2], values: [0.5] } } } as const
    expect(() => store.write(result, SAMPLE_ENVIRONMENT)).toThrow('metric x has 2 places and 1 values')
    expect(existsSync(store.folder)).toBe(false)
  })
})

describe('a run that gives another result', () => {
  test('raises the alarm, names the difference, and leaves the stored record', () => {
    const stored = store.write(withValues(0, [0.5, 0.25]), SAMPLE_ENVIRONMENT)
    const before = textOf(0)
    const write = () => store.write(withValues(0, [0.5, 0.2500001]), { ...SAMPLE_ENVIRONMENT, cpu: 'another' })
    expect(write).toThrow(ConflictingResultError)
    expect(write).toThrow(InfrastructureError)
    expect(write).toThrow(`run ${keyOf(0)} is not reproducible`)
    expect(write).toThrow('x at step 2 is 0.2500001, stored was 0.25')
    expect(write).toThrow('a processor')
    expect(textOf(0)).toBe(before)
    expect(store.read(keyOf(0))).toEqual({ state: 'valid', record: stored })
  })

  test('raises it too where the other writer came between look and write', () => {
    const { linkSync } = fs
    jest.spyOn(fs, 'linkSync').mockImplementationOnce((from, to) => {
      new RunStore(store.folder).write(withValues(0, [0.5]), SAMPLE_ENVIRONMENT)
      linkSync(from, to)
    })
    expect(() => store.write(withValues(0, [0.75]), SAMPLE_ENVIRONMENT)).toThrow(ConflictingResultError)
    expect(store.read(keyOf(0))).toMatchObject({ state: 'valid', record: { result: withValues(0, [0.5]) } })
  })
})

describe('a recorded failure', () => {
  test('is found and told apart from a result', () => {
    const record = store.write(failedResult(0, 'killed by SIGKILL'), SAMPLE_ENVIRONMENT)
    expect(store.read(keyOf(0))).toEqual({ state: 'failed', record })
  })

  test('yields to a later failure and to a result, and never replaces a result', () => {
    store.write(failedResult(0, 'first'), SAMPLE_ENVIRONMENT)
    store.write(failedResult(0, 'second'), SAMPLE_ENVIRONMENT)
    expect(store.read(keyOf(0))).toMatchObject({ state: 'failed', record: { result: failedResult(0, 'second') } })
    const record = store.write(sampleResult(0), SAMPLE_ENVIRONMENT)
    expect(store.read(keyOf(0))).toEqual({ state: 'valid', record })
    expect(store.write(failedResult(0, 'third'), SAMPLE_ENVIRONMENT)).toEqual(record)
    expect(store.read(keyOf(0))).toEqual({ state: 'valid', record })
  })
})

describe('a damaged record', () => {
  beforeEach(() => {
    store.write(sampleResult(0), SAMPLE_ENVIRONMENT)
    store.write(sampleResult(1), SAMPLE_ENVIRONMENT)
  })

  test.each([
    ['torn', () => plant(0, textOf(0).slice(0, 500))],
    ['torn', () => plant(0, '')],
    ['edited', () => plant(0, textOf(0).replace('"numSteps": 1000', '"numSteps": 1001'))],
    ['foreign', () => plant(0, textOf(1))],
    ['foreign', () => plant(0, '{"format": 2}')]
  ] as const)('%s: named with its file, and replaced by the next result', (state, damage) => {
    const file = damage()
    expect(store.read(keyOf(0))).toEqual({ state, file, reason: expect.stringMatching(/./) })
    const record = store.write(sampleResult(0), SAMPLE_ENVIRONMENT)
    expect(store.read(keyOf(0))).toEqual({ state: 'valid', record })
  })

  test('a folder in its place is foreign, and can be removed', () => {
    const file = store.fileOf(keyOf(0))
    store.remove(keyOf(0))
    mkdirSync(file)
    expect(store.read(keyOf(0))).toEqual({ state: 'foreign', file, reason: 'it is a folder' })
    expect(store.remove(keyOf(0))).toBe(true)
    expect(store.read(keyOf(0))).toEqual({ state: 'absent' })
  })
})

describe('list', () => {
  test('names every record with its state in the order of the keys, and passes over everything else', () => {
    const seeds = [0, 1, 2, 3, 4, 5, 6, 7]
    for (const seed of seeds) store.write(sampleResult(seed), SAMPLE_ENVIRONMENT)
    plant(1, textOf(1).slice(0, 100))
    plant(2, textOf(2).replace('"wallTimeMs": 12.5', '"wallTimeMs": 1'))
    plant(3, textOf(4))
    store.remove(keyOf(5))
    store.write(failedResult(5, 'no memory'), SAMPLE_ENVIRONMENT)
    store.remove(keyOf(6))
    const neighbour = path.dirname(store.fileOf(keyOf(0)))
    writeFileSync(path.join(neighbour, `.${keyOf(0)}.json.1-aa.tmp`), 'half a rec')
    writeFileSync(path.join(neighbour, 'notes.txt'), 'x')
    writeFileSync(path.join(store.folder, 'README'), 'x')
    mkdirSync(path.join(store.folder, 'archive'))

    const states = new Map([...store.list()].map(({ key, state }) => [key, state]))
    expect([...states.keys()]).toEqual(
      seeds
        .filter((seed) => seed !== 6)
        .map(keyOf)
        .sort()
    )
    expect(seeds.map((seed) => states.get(keyOf(seed)))).toEqual([
      'valid',
      'torn',
      'edited',
      'foreign',
      'valid',
      'failed',
      undefined,
      'valid'
    ])
  })

  test('calls a record in the wrong folder foreign, because no one would find it', () => {
    store.write(sampleResult(0), SAMPLE_ENVIRONMENT)
    const wrong = path.join(store.folder, keyOf(0).startsWith('00') ? '01' : '00')
    mkdirSync(wrong)
    cpSync(store.fileOf(keyOf(0)), path.join(wrong, `${keyOf(0)}.json`))
    const states = [...store.list()].map(({ state, file }) => [state, path.basename(path.dirname(file))])
    expect(states.sort()).toEqual([
      ['foreign', path.basename(wrong)],
      ['valid', keyOf(0).slice(0, 2)]
    ])
  })

  test('reads one record after the other, not all before the first', () => {
    for (const seed of [0, 1, 2]) store.write(sampleResult(seed), SAMPLE_ENVIRONMENT)
    const read = jest.spyOn(fs, 'openSync')
    const [first] = store.list()
    expect(first?.key).toBe([0, 1, 2].map(keyOf).sort()[0])
    expect(read).toHaveBeenCalledTimes(1)
  })
})

describe('a file system that refuses', () => {
  test.each([
    ['ENOSPC', 'the disk of the run store is full'],
    ['EROFS', 'access to the run store is denied']
  ])('%s is an infrastructure failure with a remedy, and nothing is left behind', (code, subject) => {
    store.write(sampleResult(0), SAMPLE_ENVIRONMENT)
    plant(1, 'damaged')
    jest.spyOn(fs, 'writeFileSync').mockImplementation(failWith(code))
    const write = () => store.write(sampleResult(1), SAMPLE_ENVIRONMENT)
    expect(write).toThrow(InfrastructureError)
    expect(write).toThrow(subject)
    expect(write).toThrow('CLAIMCHECK_STORE')
    jest.restoreAllMocks()
    expect(readdirSync(path.dirname(store.fileOf(keyOf(1))))).toEqual([`${keyOf(1)}.json`])
    expect(store.read(keyOf(0))).toMatchObject({ state: 'valid' })
  })

  test('a file where the folder should be', () => {
    writeFileSync(path.join(folder, 'file'), '')
    const misled = new RunStore(path.join(folder, 'file'))
    expect(() => misled.write(sampleResult(0), SAMPLE_ENVIRONMENT)).toThrow('needs a folder where there is a file')
    expect(() => misled.read(keyOf(0))).toThrow(InfrastructureError)
  })

  // The superuser may write anywhere, and Windows has no such mode.
  const asUser = process.getuid === undefined || process.getuid() === 0 ? test.skip : test
  asUser('a folder without permission to write', () => {
    mkdirSync(store.folder)
    chmodSync(store.folder, 0o500)
    expect(() => store.write(sampleResult(0), SAMPLE_ENVIRONMENT)).toThrow('access to the run store is denied')
    chmodSync(store.folder, 0o700)
  })
})

test.each(NO_FILES)('%s in the place of a record is foreign, and is not waited for', (_name, make, said) => {
  plantNoFile(store.fileOf(keyOf(1)), make)
  expect(store.read(keyOf(1))).toMatchObject({ state: 'foreign', reason: expect.stringMatching(said) })
  expect([...store.list()]).toMatchObject([{ state: 'foreign' }])
})

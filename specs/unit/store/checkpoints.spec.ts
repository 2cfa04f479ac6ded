import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { CheckpointStore } from '../../../src/store/checkpoints'
import { RunStore } from '../../../src/store/store'
import { NO_FILES, plantNoFile } from '../../support/hostileFiles'

const KEY = 'a'.repeat(64)
const OTHER = 'b'.repeat(64)
const STATE = Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 256)
const DAY_MS = 24 * 3_600_000

let folder: string
let store: CheckpointStore

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-checkpoints-'))
  store = new CheckpointStore(path.join(folder, 'store'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const fileOf = (key: string) => path.join(store.folder, `${key}.ckpt`)

function read(key: string): number[] | null {
  const bytes = store.read(key)
  return bytes === null ? null : [...bytes]
}

describe('CheckpointStore', () => {
  test('makes nothing before the first write', () => {
    expect(store.read(KEY)).toBeNull()
    expect(store.list()).toEqual([])
    store.remove(KEY)
    expect(existsSync(path.join(folder, 'store'))).toBe(false)
  })

  test('gives back what was written last, to the byte, also to another process', () => {
    store.write(KEY, Uint8Array.of(1, 2, 3))
    store.write(KEY, STATE)
    store.write(OTHER, new Uint8Array(0))
    expect(read(KEY)).toEqual([...STATE])
    expect(read(OTHER)).toEqual([])
    expect([...new CheckpointStore(path.join(folder, 'store')).read(KEY)!]).toEqual([...STATE])
  })

  test('removes one and leaves the others', () => {
    store.write(KEY, STATE)
    store.write(OTHER, STATE)
    store.remove(KEY)
    expect(read(KEY)).toBeNull()
    expect(read(OTHER)).toEqual([...STATE])
  })

  test('lists what there is and passes over other files', () => {
    store.write(OTHER, STATE)
    store.write(KEY, STATE)
    writeFileSync(path.join(store.folder, 'notes.txt'), 'mine')
    expect(store.list()).toEqual(
      [KEY, OTHER].map((key) => ({
        key,
        file: fileOf(key),
        bytes: readFileSync(fileOf(key)).length,
        writtenAtMs: statSync(fileOf(key)).mtimeMs
      }))
    )
  })

  test('is not seen by the store of the records', () => {
    store.write(KEY, STATE)
    expect([...new RunStore(path.join(folder, 'store')).list()]).toEqual([])
  })
})

describe('a damaged checkpoint', () => {
  const damaged = (change: (content: Buffer) => Buffer) => {
    store.write(KEY, STATE)
    writeFileSync(fileOf(KEY), change(readFileSync(fileOf(KEY))))
  }

  test.each<[string, (content: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['cut in the header', (content) => content.subarray(0, 40)],
    ['cut short', (content) => content.subarray(0, -1)],
    ['longer', (content) => Buffer.concat([content, Buffer.of(0)])],
    ['of another version', (content) => Buffer.from(content.toString('latin1').replace('t 1 ', 't 2 '), 'latin1')]
  ])('%s: is never used, and goes', (_what, change) => {
    damaged(change)
    expect(read(KEY)).toBeNull()
    expect(readdirSync(store.folder)).toEqual([])
  })

  test('any byte that is another', () => {
    store.write(KEY, STATE)
    const whole = readFileSync(fileOf(KEY))
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const content = Buffer.from(whole)
        content[place] = content[place]! ^ change
        writeFileSync(fileOf(KEY), content)
        return store.read(KEY) === null && !existsSync(fileOf(KEY))
      }),
      { numRuns: 50 }
    )
  })

  test("another run's file under this name", () => {
    store.write(OTHER, STATE)
    writeFileSync(fileOf(KEY), readFileSync(fileOf(OTHER)))
    expect(read(KEY)).toBeNull()
    expect(readdirSync(store.folder)).toEqual([`${OTHER}.ckpt`])
  })

  test('a folder in its place', () => {
    mkdirSync(path.join(fileOf(KEY), 'inside'), { recursive: true })
    expect(read(KEY)).toBeNull()
    expect(readdirSync(store.folder)).toEqual([])
  })

  test('is replaced by the next one', () => {
    damaged(() => Buffer.from('nonsense'))
    store.write(KEY, STATE)
    expect(read(KEY)).toEqual([...STATE])
  })
})

describe('checkpoints that nobody resumes', () => {
  const age = (key: string, days: number) => {
    const then = new Date(readFileTime(KEY) - days * DAY_MS)
    utimesSync(fileOf(key), then, then)
  }
  const readFileTime = (key: string) => store.list().find((each) => each.key === key)!.writtenAtMs

  test('go two weeks after their last write, when the next one is written', () => {
    const [recent, old] = ['c', 'd'].map((digit) => digit.repeat(64))
    for (const key of [KEY, recent!, old!]) store.write(key, STATE)
    age(recent!, 13)
    age(old!, 15)
    store.write(KEY, STATE)
    expect(store.list().map(({ key }) => key)).toEqual([KEY, recent])
  })
})

test('a store that cannot be written is told in words of the user', () => {
  writeFileSync(path.join(folder, 'store'), 'a file')
  expect(() => store.write(KEY, STATE)).toThrow(/the run store needs a folder where there is a file/)
})

test.each(NO_FILES)('%s in the place of a checkpoint is no checkpoint, and is not waited for', (_name, make) => {
  plantNoFile(fileOf(KEY), make)
  expect(store.read(KEY)).toBeNull()
  expect(existsSync(fileOf(KEY))).toBe(false)
})

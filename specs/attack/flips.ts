import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { readManifest } from '../../src/claims/manifest/readManifest'
import { ClaimcheckError, InputError } from '../../src/errors'
import { parseExternal } from '../../src/external/loadExternal'
import { digestOf } from '../../src/json/canonical'
import { inspectRegistrations } from '../../src/registration/registrationsFile'
import { buildReport } from '../../src/report/data/build'
import { encodeReport } from '../../src/report/data/encode'
import { parseReport } from '../../src/report/data/parse'
import { CheckpointStore } from '../../src/store/checkpoints'
import { encodeArchive, RecordArchive } from '../../src/store/recordArchive'
import { decodeRecord, encodeRecord } from '../../src/store/recordCodec'
import { RunStore } from '../../src/store/store'
import { REPOSITORY } from '../support/project'
import { everyOutcome } from '../unit/report/inputs'
import { SAMPLE_ENVIRONMENT, sampleResult, sampleSpec } from '../unit/store/sampleRun'
import type { Attack, Chance } from './attack'
import { damaged } from './mutate'

/** Bytes of a file that is read back, damaged. @returns what did not hold */
type Reader = (damage: (bytes: Uint8Array) => Uint8Array) => string | null

/** A damaged file is found out, or says what it said before. It never gives another result, nor ends in a stack trace. */
export const FLIPS: Attack = {
  name: 'flips',
  what: 'torn and flipped bytes in records, archives, checkpoints, reports, registrations, evidence, manifests: found out',
  short: 200,
  long: 30_000,
  open: async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-flips-'))
    const readers = readersIn(folder)
    return {
      attempt: async (chance: Chance) => chance.pick(readers)((bytes) => damaged(bytes, chance)),
      close: () => rmSync(folder, { recursive: true, force: true })
    }
  }
}

function readersIn(folder: string): readonly Reader[] {
  const own = (file: string) => readFileSync(path.join(REPOSITORY, 'claims', file))
  const report = Buffer.from(encodeReport(buildReport(everyOutcome())))
  const packed = gzipSync(report)
  const registrations = own('registrations.json')
  const external = own('external/korzeniowski2017.json')
  const manifest = own('datasets/cifar10-jpeg.json')
  return [
    recordReader(path.join(folder, 'records')),
    checkpointReader(path.join(folder, 'checkpoints')),
    ...archiveReaders(),
    (damage) => wordsOnly(() => parseReport(damage(report), 'report.json')),
    (damage) => wordsOnly(() => parseReport(damage(packed), 'report.json.gz')),
    (damage) => wordsOnly(() => parseExternal('external.json', damage(external))),
    (damage) =>
      wordsOnly(() => {
        writeFileSync(path.join(folder, 'registrations.json'), damage(registrations))
        inspectRegistrations(folder)
      }),
    (damage) =>
      wordsOnly(() => {
        writeFileSync(path.join(folder, 'manifest.json'), damage(manifest))
        readManifest(path.join(folder, 'manifest.json'))
      })
  ]
}

function recordReader(folder: string): Reader {
  const store = new RunStore(folder)
  const key = digestOf(sampleSpec(1))
  store.write(sampleResult(1), SAMPLE_ENVIRONMENT)
  const whole = readFileSync(store.fileOf(key))
  const stored = store.read(key)
  if (stored.state !== 'valid') throw new Error('the record is not valid to begin with')
  return (damage) => {
    writeFileSync(store.fileOf(key), damage(whole))
    const found = store.read(key)
    // Two decimals can be the same double, to the last bit.
    if (found.state !== 'valid' || digestOf(found.record.result) === stored.record.resultDigest) return null
    return 'a damaged record gives another result'
  }
}

function checkpointReader(folder: string): Reader {
  const store = new CheckpointStore(folder)
  const key = 'a'.repeat(64)
  const state = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7) % 256)
  store.write(key, state)
  const file = path.join(store.folder, `${key}.ckpt`)
  const whole = readFileSync(file)
  return (damage) => {
    mkdirSync(store.folder, { recursive: true })
    writeFileSync(file, damage(whole))
    const found = store.read(key)
    return found === null || Buffer.from(found).equals(state) ? null : 'a damaged checkpoint is taken for a whole one'
  }
}

/** Damaged as it lies there, and before it is packed, where no sum of gzip's finds it. */
function archiveReaders(): readonly Reader[] {
  const records = [1, 2, 3].map((seed) => {
    const result = sampleResult(seed)
    const key = digestOf(result.spec)
    const decoded = decodeRecord(encodeRecord(result, SAMPLE_ENVIRONMENT), key)
    if (!('record' in decoded)) throw new Error('the record is not valid to begin with')
    return { key, record: decoded.record }
  })
  const packed = encodeArchive(records)
  const lines = gunzipSync(packed)
  const resultsOf = (bytes: Uint8Array) =>
    JSON.stringify(
      [...new RecordArchive(bytes, 'archive').list()].map(({ key, record }) => [key, digestOf(record.result)])
    )
  const whole = resultsOf(packed)
  const read = (bytes: Uint8Array): string | null => {
    let other = false
    const said = wordsOnly(() => {
      other = resultsOf(bytes) !== whole
    })
    return said ?? (other ? 'a damaged archive gives other results' : null)
  }
  return [(damage) => read(damage(packed)), (damage) => read(gzipSync(damage(lines)))]
}

/** Reading ends, and where it refuses it does so in words. */
function wordsOnly(read: () => unknown): string | null {
  try {
    read()
    return null
  } catch (error) {
    if (error instanceof InputError) return null
    return `${error instanceof ClaimcheckError ? 'another error' : 'a stack trace'}: ${(error as Error).stack}`
  }
}

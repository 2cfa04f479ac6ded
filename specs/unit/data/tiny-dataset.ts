import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { idxFile } from '../../../src/data/fileDescriptions'
import type { FileDescription, IdxDatasetDescription } from '../../../src/data/types'
import { sha256 } from '../../../src/json/canonical'
import { randomStream } from '../../../src/random/streams'

/** A small dataset in MNIST's layout, drawn from our own random streams: no byte of it is MNIST's. */
export interface TinyDataset {
  readonly description: IdxDatasetDescription
  /** Uncompressed content by file name. */
  readonly contents: Readonly<Record<string, Buffer>>
  /** Gzip content by file name. */
  readonly compressed: Readonly<Record<string, Buffer>>
}

export function tinyDataset({ numTraining = 30, numTest = 10, side = 4, numClasses = 10 } = {}): TinyDataset {
  const random = randomStream(0, 'problem')
  const contents: Record<string, Buffer> = {}
  const compressed: Record<string, Buffer> = {}
  const make = (name: string, dimensions: readonly number[], max: number): FileDescription => {
    const content = idxBytes(dimensions, () => Math.floor(random() * max))
    contents[name] = content
    compressed[name] = gzipSync(content)
    return idxFile(name, dimensions, sha256(content), compressed[name].length)
  }
  const description: IdxDatasetDescription = {
    name: 'mnist',
    title: 'Tiny',
    summary: 'random images for tests',
    attribution: 'claimcheck',
    licence: 'MIT',
    numClasses,
    imageShape: [side, side, 1],
    format: 'idx',
    files: {
      trainingImages: make('train-images-idx3-ubyte', [numTraining, side, side], 256),
      trainingLabels: make('train-labels-idx1-ubyte', [numTraining], numClasses),
      testImages: make('t10k-images-idx3-ubyte', [numTest, side, side], 256),
      testLabels: make('t10k-labels-idx1-ubyte', [numTest], numClasses)
    },
    addresses: ['https://example.invalid/']
  }
  return { description, contents, compressed }
}

export function idxBytes(dimensions: readonly number[], next: () => number, type = 0x08): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length)
  header[2] = type
  header[3] = dimensions.length
  dimensions.forEach((size, axis) => {
    header.writeUInt32BE(size, 4 + 4 * axis)
  })
  const count = dimensions.reduce((product, size) => product * size, 1)
  return Buffer.concat([header, Buffer.from(Array.from({ length: count }, next))])
}

export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes)
}

/** The same files under other names: `renamed(compressed, (name) => `${name}.gz`)`. */
export function renamed(
  files: Readonly<Record<string, Buffer>>,
  rename: (name: string) => string
): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [rename(name), bytes]))
}

/** A fresh folder for each test of the file, removed after it. */
export function useTemporaryFolder(): () => string {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-data-'))
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return () => folder
}

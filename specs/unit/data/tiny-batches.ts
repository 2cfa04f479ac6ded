import { gzipSync } from 'node:zlib'
import { cifar10File } from '../../../src/data/fileDescriptions'
import type { BatchDatasetDescription } from '../../../src/data/types'
import { sha256 } from '../../../src/json/canonical'
import { randomStream } from '../../../src/random/streams'
import { tar } from './tar-archive'

/** A small dataset in the binary layout of CIFAR-10: 4x4 pixels, 3 channels, 10 classes, random bytes. */
export interface TinyBatches {
  readonly description: BatchDatasetDescription
  /** Uncompressed content by file name. */
  readonly contents: Readonly<Record<string, Buffer>>
  /** A tar.gz of them, in a folder, with a text beside them. */
  readonly archive: Buffer
}

export const IMAGE_SHAPE = [4, 4, 3] as const

export function tinyBatches(name = 'cifar10', imagesPerFile = 20): TinyBatches {
  const random = randomStream(1, 'problem')
  const byte = () => Math.floor(random() * 256)
  const contents: Record<string, Buffer> = {}
  const make = (fileName: string) => {
    const images = Array.from({ length: imagesPerFile }, (_, i) => [i % 10, ...Array.from({ length: 48 }, byte)])
    const content = Buffer.from(images.flat())
    contents[fileName] = content
    return cifar10File(fileName, imagesPerFile, sha256(content), IMAGE_SHAPE)
  }
  const description: BatchDatasetDescription = {
    name,
    title: 'Tiny',
    summary: 'random images for tests',
    attribution: 'claimcheck',
    licence: 'MIT',
    numClasses: 10,
    imageShape: IMAGE_SHAPE,
    format: 'batches',
    files: { training: [make('data_batch_1.bin'), make('data_batch_2.bin')], test: [make('test_batch.bin')] },
    maxPixel: 255,
    archive: { name: 'tiny.tar.gz', folder: 'tiny-batches', downloadBytes: 1_000, addresses: [] }
  }
  return { description, contents, archive: gzipSync(archiveOf(contents)) }
}

/** The files in a folder, with a text beside them, as the archive of CIFAR-10 has them. */
export function archiveOf(contents: Readonly<Record<string, Buffer>>): Buffer {
  return tar(
    { name: 'tiny-batches/', type: '5' },
    { name: 'tiny-batches/readme.html', content: Buffer.from('<html></html>') },
    ...Object.entries(contents).map(([name, content]) => ({ name: `tiny-batches/${name}`, content }))
  )
}

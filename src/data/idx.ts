import { InputError } from '../errors'
import { isGzip, uncompress, uncompressedHead } from '../files/gzip'
import type { ImageValues } from './types'

/** An array as an IDX file holds it, row by row. */
export interface IdxArray {
  readonly dimensions: readonly number[]
  readonly data: ImageValues
}

export interface IdxOptions {
  /** The file, for messages. */
  readonly where: string
  /** Exactly these dimensions are accepted; any, where left out. */
  readonly dimensions?: readonly number[]
  /** Of the elements; unsigned bytes where left out. */
  readonly type?: 'float32'
  /** Upper bound of the elements; 256 MiB where left out. */
  readonly maxElements?: number
}

/** Type, in the third byte of the file, and bytes of an element. */
const BYTES = { code: 0x08, size: 1, words: 'unsigned bytes' } as const
const FLOATS = { code: 0x0d, size: 4, words: 'single-precision numbers' } as const

function elementsOf({ type }: Pick<IdxOptions, 'type'>) {
  return type === 'float32' ? FLOATS : BYTES
}

const HEAD_BYTES = 1024
const DEFAULT_MAX_ELEMENTS = 256 * 1024 * 1024

/**
 * Reads an IDX file of unsigned bytes or single-precision numbers, plain or gzip, strictly: two zero bytes, the type 0x08 or 0x0D,
 * the rank, the dimensions as big-endian 32-bit integers, then exactly as many bytes, or big-endian finite numbers, as they say. The dimensions are judged before
 * anything of their size is allocated.
 *
 * @throws InputError for anything else
 * @example readIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9), { where: 'labels' }) // { dimensions: [2], data: Uint8Array [7, 9] }
 */
export function readIdx(stored: Uint8Array, options: IdxOptions): IdxArray {
  const head = isGzip(stored) ? uncompressedHead(stored.subarray(0, HEAD_BYTES)) : stored
  const bound = (options.maxElements ?? DEFAULT_MAX_ELEMENTS) * elementsOf(options).size
  // A long gzip header can hide the beginning, and so does damage: then the general bound has to do.
  const isHidden = isGzip(stored) && head.length < 4 + 4 * (head[3] ?? 0)
  if (isHidden) return parseIdx(uncompress(stored, bound, options.where), options)
  const { dimensions, offset } = parseIdxHeader(head, options)
  return parseIdx(uncompress(stored, offset + product(dimensions) * elementsOf(options).size, options.where), options)
}

function parseIdx(content: Uint8Array, options: IdxOptions): IdxArray {
  const { dimensions, offset } = parseIdxHeader(content, options)
  const expected = offset + product(dimensions) * elementsOf(options).size
  if (content.length !== expected) {
    const kind = content.length < expected ? 'truncated' : 'too long: bytes trail after the data'
    throw new InputError(`the IDX file is ${kind}`, {
      where: options.where,
      expected: `${expected} bytes for the dimensions ${dimensions.join(' x ')}`,
      received: `${content.length} bytes`,
      remedy: 'get the file anew'
    })
  }
  const data = content.subarray(offset)
  return { dimensions, data: options.type === 'float32' ? finiteNumbers(data, options.where) : data }
}

function finiteNumbers(bytes: Uint8Array, where: string): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const numbers = Float32Array.from({ length: bytes.length / FLOATS.size }, (_, place) => view.getFloat32(4 * place))
  const wrong = numbers.findIndex((value) => !Number.isFinite(value))
  if (wrong < 0) return numbers
  throw new InputError('the IDX file holds what is no number', {
    where,
    expected: 'finite numbers',
    received: `${numbers[wrong]} as element ${wrong}, counted from 0`,
    remedy: 'leave such rows out, and state images and SHA-256 of the new file in the manifest'
  })
}

/**
 * Reads and judges the header alone.
 *
 * @throws InputError for a wrong magic number, another type than expected, or dimensions that are not the expected
 */
export function parseIdxHeader(content: Uint8Array, options: IdxOptions): { dimensions: number[]; offset: number } {
  const rank = content[3] ?? 0
  const offset = 4 + 4 * rank
  const { code, words } = elementsOf(options)
  const type = `00 00 0${code.toString(16)}`
  const magic = options.dimensions === undefined ? `${type} and the rank` : `${type} 0${options.dimensions.length}`
  if (content.length < 4 || content[0] !== 0 || content[1] !== 0 || content[2] !== code || rank === 0) {
    throw new InputError(`not an IDX file of ${words}`, {
      where: options.where,
      expected: `${magic} as its first bytes`,
      received: content.length === 0 ? 'an empty file' : showBytes(content.subarray(0, 4)),
      remedy: 'get the file anew; a web page saved under its name looks like this too'
    })
  }
  if (content.length < offset) {
    throw new InputError('the IDX file is truncated', {
      where: options.where,
      expected: `a header of ${offset} bytes`,
      received: `${content.length} bytes`,
      remedy: 'get the file anew'
    })
  }
  const view = new DataView(content.buffer, content.byteOffset, offset)
  const dimensions = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis))
  judgeDimensions(dimensions, options)
  return { dimensions, offset }
}

function judgeDimensions(dimensions: readonly number[], options: IdxOptions): void {
  const maxElements = options.maxElements ?? DEFAULT_MAX_ELEMENTS
  const wanted = options.dimensions
  const asWanted = wanted === undefined || wanted.join() === dimensions.join()
  if (asWanted && dimensions.every((size) => size > 0) && product(dimensions) <= maxElements) return
  throw new InputError('the IDX file states dimensions that it must not have', {
    where: options.where,
    expected: wanted?.join(' x ') ?? `dimensions of at least 1 and at most ${maxElements} elements`,
    received: dimensions.join(' x '),
    remedy: 'get the file anew'
  })
}

function product(dimensions: readonly number[]): number {
  return dimensions.reduce((total, size) => total * size, 1)
}

function showBytes(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
  const text = Buffer.from(bytes).toString('latin1')
  return /^[\x20-\x7e]+$/.test(text) ? `${hex} ("${text}")` : hex
}

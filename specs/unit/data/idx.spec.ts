import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { readIdx } from '../../../src/data/idx'
import { InputError } from '../../../src/errors'
import { idxBytes } from './tiny-dataset'

const three = idxBytes(
  [3, 2],
  (() => {
    let n = 0
    return () => n++
  })()
)

function messageOf(bytes: Uint8Array, options: Partial<Parameters<typeof readIdx>[1]> = {}): string {
  try {
    readIdx(bytes, { where: 'some/file', ...options })
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    return (error as Error).message
  }
  throw new Error('was accepted')
}

describe('readIdx', () => {
  it('reads what the docstring shows', () => {
    const { dimensions, data } = readIdx(Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 9), { where: 'labels' })
    expect(dimensions).toEqual([2])
    expect([...data]).toEqual([7, 9])
  })

  it('reads plain and gzip bytes alike', () => {
    for (const bytes of [three, gzipSync(three)]) {
      const { dimensions, data } = readIdx(bytes, { where: 'f', dimensions: [3, 2] })
      expect(dimensions).toEqual([3, 2])
      expect([...data]).toEqual([0, 1, 2, 3, 4, 5])
    }
  })

  it('reads back any array of bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (dimensions, gz) => {
          let n = 0
          const bytes = idxBytes(dimensions, () => n++ % 256)
          const read = readIdx(gz ? gzipSync(bytes) : bytes, { where: 'f' })
          expect(read.dimensions).toEqual(dimensions)
          expect(Buffer.from(read.data).equals(bytes.subarray(4 + 4 * dimensions.length))).toBe(true)
        }
      )
    )
  })

  it('refuses every proper prefix and every extension, plain or gzip', () => {
    for (let length = 0; length < three.length; length++) {
      messageOf(three.subarray(0, length))
      messageOf(gzipSync(three.subarray(0, length)))
    }
    const extended = Buffer.concat([three, Buffer.from([0])])
    expect(messageOf(extended)).toContain('too long: bytes trail after the data')
    expect(messageOf(gzipSync(extended))).toContain('more than 18 bytes uncompressed')
  })

  it('refuses gzip data that is cut off or damaged', () => {
    const stored = gzipSync(three)
    for (let length = 2; length < stored.length; length++) {
      expect(messageOf(stored.subarray(0, length))).toContain('gzip data that is cut off')
    }
    const damaged = Buffer.from(stored)
    damaged[stored.length - 6]! ^= 0xff
    expect(messageOf(damaged)).toContain('damaged gzip data (incorrect data check)')
  })

  it('says file, expected, received and remedy for a wrong magic number', () => {
    expect(messageOf(Buffer.from('<!DOCTYPE html>'), { dimensions: [60_000, 28, 28] })).toBe(
      [
        'some/file: not an IDX file of unsigned bytes',
        '  expected: 00 00 08 03 as its first bytes',
        '  received: 3c 21 44 4f ("<!DO")',
        '  to mend:  get the file anew; a web page saved under its name looks like this too'
      ].join('\n')
    )
    expect(messageOf(Buffer.alloc(0))).toContain('an empty file')
  })

  it('refuses other element types and rank 0', () => {
    expect(messageOf(idxBytes([2], () => 0, 0x0d))).toContain('received: 00 00 0d 01')
    expect(messageOf(Uint8Array.of(0, 0, 8, 0))).toContain('received: 00 00 08 00')
  })

  it('refuses other dimensions than the expected', () => {
    const message = messageOf(three, { dimensions: [2, 3] })
    expect(message).toContain('expected: 2 x 3')
    expect(message).toContain('received: 3 x 2')
    expect(messageOf(three, { dimensions: [6] })).toContain('expected: 6\n')
  })

  it('refuses absurd dimensions before it allocates anything of their size', () => {
    const header = Buffer.alloc(16, 0xff)
    header.set([0, 0, 8, 3])
    expect(messageOf(header)).toContain('received: 4294967295 x 4294967295 x 4294967295')
    expect(messageOf(gzipSync(header))).toContain('received: 4294967295 x 4294967295 x 4294967295')
    const empty = Buffer.from([0, 0, 8, 1, 0, 0, 0, 0])
    expect(messageOf(empty)).toContain('dimensions of at least 1')
    expect(messageOf(three, { maxElements: 5 })).toContain('at most 5 elements')
    expect(readIdx(three, { where: 'f', maxElements: 6 }).data).toHaveLength(6)
  })

  it('stops at a gzip bomb after as many bytes as the header allows', () => {
    const bomb = gzipSync(Buffer.concat([three, Buffer.alloc(50_000_000)]))
    expect(bomb.length).toBeLessThan(60_000)
    expect(messageOf(bomb)).toContain('more than 18 bytes uncompressed')
  })

  it('reads a file whose long gzip header hides the beginning, under the general bound', () => {
    const stored = gzipSync(three)
    const named = Buffer.concat([stored.subarray(0, 10), Buffer.from(`${'n'.repeat(2000)}\0`), stored.subarray(10)])
    named[3] = 0x08
    expect(readIdx(named, { where: 'f' }).dimensions).toEqual([3, 2])
    expect(messageOf(named, { maxElements: 5 })).toContain('more than 5 bytes')
  })

  it('reads single-precision numbers where they are asked for, big-endian, and refuses what is no number', () => {
    const file = (...values: readonly number[]) => {
      const content = Buffer.alloc(8 + 4 * values.length)
      content.set([0, 0, 0x0d, 1, 0, 0, 0, values.length])
      for (const [place, value] of values.entries()) content.writeFloatBE(value, 8 + 4 * place)
      return content
    }
    const read = (content: Buffer) => readIdx(content, { where: 'targets', type: 'float32' }).data
    expect(read(file(1.5, -2, 0.1))).toEqual(Float32Array.of(1.5, -2, 0.1))
    expect(read(gzipSync(file(7)))).toEqual(Float32Array.of(7))
    expect(() => read(file(1, Number.NaN))).toThrow('NaN as element 1')
    expect(() => read(file(Number.POSITIVE_INFINITY))).toThrow('finite numbers')
    expect(() => read(file(1, 2).subarray(0, 15))).toThrow('truncated')
    expect(() => read(three)).toThrow('00 00 0d')
    expect(messageOf(file(1))).toContain('not an IDX file of unsigned bytes')
  })
})

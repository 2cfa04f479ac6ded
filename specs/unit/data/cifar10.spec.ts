import { readCifar10 } from '../../../src/data/cifar10'
import { InputError } from '../../../src/errors'
import { randomStream } from '../../../src/random/streams'

const RECORD = 3_073

/** Records as CIFAR-10 has them, with random bytes. */
function records(count: number): Buffer {
  const random = randomStream(0, 'problem')
  const bytes = Buffer.from(Array.from({ length: count * RECORD }, () => Math.floor(random() * 256)))
  for (let image = 0; image < count; image++) bytes[image * RECORD] = image % 10
  return bytes
}

describe('readCifar10', () => {
  it('turns planes into pixels: red, green, blue of each, row by row', () => {
    const content = records(3)
    const { count, labels, pixels } = readCifar10(content, { where: 'batch' })
    expect([count, [...labels]]).toEqual([3, [0, 1, 2]])
    expect(pixels).toHaveLength(3 * 3_072)
    for (const [image, row, column, channel] of [
      [0, 0, 0, 0],
      [0, 0, 1, 0],
      [0, 1, 0, 2],
      [1, 17, 31, 1],
      [2, 31, 31, 2]
    ] as const) {
      const stored = content[image * RECORD + 1 + channel * 1_024 + row * 32 + column]
      expect(pixels[((image * 32 + row) * 32 + column) * 3 + channel]).toBe(stored)
    }
  })

  it('moves every byte and loses none', () => {
    const content = records(2)
    const { pixels } = readCifar10(content, { where: 'batch' })
    const planes = [content.subarray(1, RECORD), content.subarray(RECORD + 1)]
    expect(Buffer.from(pixels).sort()).toEqual(Buffer.concat(planes).sort())
  })

  it.each([
    ['an empty file', Buffer.alloc(0), 'an empty file'],
    ['a byte too few', records(2).subarray(1), `1 records and 3072 bytes from byte ${RECORD}`],
    ['a byte too many', Buffer.concat([records(2), Buffer.alloc(1)]), `2 records and 1 bytes from byte ${2 * RECORD}`],
    ['a saved web page', Buffer.from('<!DOCTYPE html>'), '0 records and 15 bytes from byte 0']
  ])('refuses %s, with the file and the byte', (_what, content, received) => {
    const read = () => readCifar10(content, { where: 'data_batch_1.bin' })
    expect(read).toThrow(InputError)
    expect(read).toThrow(/^data_batch_1\.bin: the file does not hold whole images/)
    expect(read).toThrow(received)
  })

  it('refuses a label that no class has, with its byte', () => {
    const content = records(3)
    content[2 * RECORD] = 10
    const read = () => readCifar10(content, { where: 'test_batch.bin' })
    expect(read).toThrow('expected: 0..9 at byte 6146, the label of image 2\n  received: 10')
    expect(readCifar10(content, { where: 'test_batch.bin', numClasses: 11 }).labels[2]).toBe(10)
  })

  it('refuses another number of images than is expected', () => {
    const read = () => readCifar10(records(3), { where: 'batch', images: 4 })
    expect(read).toThrow('received: 3 of them')
    expect(readCifar10(records(3), { where: 'batch', images: 3 }).count).toBe(3)
  })
})

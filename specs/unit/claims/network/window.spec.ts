import fc from 'fast-check'
import { averagingMatrices, outputSize, windowOf } from '../../../../src/claims/network/window'

const sizes = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 }))

describe('windowOf', () => {
  // TensorFlow's `same`: total = max((ceil(n/s) - 1) s + k - n, 0), the odd one below and to the right.
  test.each([
    [32, 5, 1, [2, 2]],
    [32, 3, 2, [0, 1]],
    [33, 3, 2, [1, 1]],
    [7, 2, 2, [0, 1]],
    [8, 2, 2, [0, 0]],
    [28, 4, 1, [1, 2]],
    [5, 1, 2, [0, 0]]
  ] as const)('same: %d long, window %d, stride %d', (length, size, stride, pad) => {
    const window = windowOf([length, 9], [size, 1], [stride, 1], 'same')
    expect(window.padRows).toEqual(pad)
    expect(window.padColumns).toEqual([0, 0])
    expect(windowOf([9, length], [1, size], [1, stride], 'same').padColumns).toEqual(pad)
  })

  test('valid pads nothing', () => {
    expect(windowOf([7, 8], [3, 3], [2, 2], 'valid')).toEqual({
      size: [3, 3],
      strides: [2, 2],
      padRows: [0, 0],
      padColumns: [0, 0]
    })
  })
})

describe('outputSize', () => {
  test('same gives ceil(n/s), valid ceil((n - k + 1)/s)', () => {
    fc.assert(
      fc.property(sizes, sizes, ([rows, height, down], [columns, width, along]) => {
        const size = [height, width] as const
        const strides = [down, along] as const
        const input = [rows, columns, 3]
        expect(outputSize(input, windowOf(input, size, strides, 'same'))).toEqual([
          Math.ceil(rows / down),
          Math.ceil(columns / along)
        ])
        const valid = outputSize(input, windowOf(input, size, strides, 'valid'))
        if (rows >= height) expect(valid[0]).toBe(Math.ceil((rows - height + 1) / down))
        else expect(valid[0]).toBeLessThan(1)
        if (columns >= width) expect(valid[1]).toBe(Math.ceil((columns - width + 1) / along))
      })
    )
  })

  test('the padding of same is the least that gives its size', () => {
    fc.assert(
      fc.property(sizes, ([length, size, stride]) => {
        const window = windowOf([length, 1], [size, 1], [stride, 1], 'same')
        const [before, after] = window.padRows
        expect(after - before === 0 || after - before === 1).toBe(true)
        fc.pre(after > 0)
        const less = { ...window, padRows: [before, after - 1] as const }
        expect(outputSize([length, 1], less)[0]).toBe(Math.ceil(length / stride) - 1)
      })
    )
  })
})

describe('averagingMatrices', () => {
  // A matrix over all pixels would have 12544 x 50176 numbers.
  test('are as large as two sides of an image, however large it is', () => {
    const [rows, columns] = averagingMatrices([224, 112], windowOf([224, 112], [2, 2], [2, 2], 'valid'))
    expect([rows.length, columns.length]).toEqual([112 * 224, 56 * 112])
  })

  test('a part outside does not count', () => {
    const [rows, columns] = averagingMatrices([3, 2], windowOf([3, 2], [2, 2], [2, 2], 'same'))
    expect([...rows]).toEqual([0.5, 0.5, 0, 0, 0, 1])
    expect([...columns]).toEqual([0.5, 0.5])
  })
})

import fc from 'fast-check'
import { outputSize, windowOf } from '../../../../../src/claims/network/window'
import { paddingOf } from '../../../../../src/engine/tfjs/layers/padding'

const side = fc.integer({ min: 1, max: 12 })
const pair = <T>(arbitrary: fc.Arbitrary<T>) => fc.tuple(arbitrary, arbitrary)

describe('paddingOf', () => {
  test('names a padding that makes the same of every image', () => {
    const windows = fc.record({
      input: pair(side),
      size: pair(fc.integer({ min: 1, max: 5 })),
      strides: pair(fc.integer({ min: 1, max: 3 })),
      padding: fc.constantFrom('same' as const, 'valid' as const)
    })
    fc.assert(
      fc.property(windows, ({ input, size, strides, padding }) => {
        const window = windowOf(input, size, strides, padding)
        const named = windowOf(input, size, strides, paddingOf(window))
        expect(named).toEqual(window)
        expect(outputSize(input, named)).toEqual(outputSize(input, window))
      })
    )
  })
})

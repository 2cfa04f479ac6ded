import { isAllFinite } from '../../../../src/engine/training/isAllFinite'

describe('isAllFinite', () => {
  test.each([
    [[], true],
    [[0, -1e38, 3], true],
    [[1, Number.NaN], false],
    [[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], false]
  ])('%p: %p', (values, expected) => {
    expect(isAllFinite(Float32Array.from(values))).toBe(expected)
  })
})

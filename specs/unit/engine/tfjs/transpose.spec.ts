import { transpose } from '../../../../src/engine/tfjs/transpose'

describe('transpose', () => {
  test.each([
    [1, 1],
    [8, 3],
    [3, 8],
    [17, 5],
    [24, 16]
  ])('%d x %d', (rows, columns) => {
    const source = Float32Array.from({ length: rows * columns }, (_, i) => i)
    const target = new Float32Array(rows * columns)
    transpose(source, rows, columns, target)
    const expected = Array.from({ length: rows * columns }, (_, i) => (i % rows) * columns + Math.floor(i / rows))
    expect([...target]).toEqual(expected)
  })
})

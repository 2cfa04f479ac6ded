import fc from 'fast-check'
import { hasToomCook, toomCook } from '../../../../../../src/engine/onnx/images/nchwc/toomCook'

const LENGTHS = [3, 4, 5, 6]
const numbers = (length: number) => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: length, maxLength: length })

describe('toomCook', () => {
  test.each(LENGTHS)('correlates four places of a kernel of %i numbers', (length) => {
    const { tile, numProducts, kernel, input, output, constantProduct } = toomCook(length)
    expect([tile, numProducts]).toEqual([4, length + 3])
    expect(output.map((row) => row[constantProduct])).toEqual([1, 1, 1, 1])
    fc.assert(
      fc.property(numbers(length), numbers(tile + length - 1), (g, d) => {
        const [ofKernel, ofInput] = [times(kernel, g), times(input, d)]
        const y = times(
          output,
          ofKernel.map((value, product) => value * ofInput[product]!)
        )
        y.forEach((value, i) => {
          const expected = g.reduce((sum, factor, k) => sum + factor * d[i + k]!, 0)
          // Float64 (1e-16) in sums whose terms reach 1e5.
          expect(Math.abs(value - expected)).toBeLessThan(1e-9)
        })
      })
    )
  })

  test.each(LENGTHS)('transposed, it gives the gradient of a kernel of %i numbers', (length) => {
    const { tile, kernel, input, output } = toomCook(length)
    fc.assert(
      fc.property(numbers(tile), numbers(tile + length - 1), (gradient, d) => {
        const [ofGradient, ofInput] = [times(transposed(output), gradient), times(input, d)]
        const products = ofGradient.map((value, product) => value * ofInput[product]!)
        times(transposed(kernel), products).forEach((value, k) => {
          const expected = gradient.reduce((sum, factor, i) => sum + factor * d[i + k]!, 0)
          expect(Math.abs(value - expected)).toBeLessThan(1e-9)
        })
      })
    )
  })

  test('is there for kernels of three to six rows', () => {
    expect(Array.from({ length: 9 }, (_, length) => hasToomCook(length)).map(Number)).toEqual([
      0, 0, 0, 1, 1, 1, 1, 0, 0
    ])
  })
})

function times(matrix: readonly (readonly number[])[], vector: readonly number[]): number[] {
  return matrix.map((row) => row.reduce((sum, value, i) => sum + value * vector[i]!, 0))
}

function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return matrix[0]!.map((_, column) => matrix.map((row) => row[column]!))
}

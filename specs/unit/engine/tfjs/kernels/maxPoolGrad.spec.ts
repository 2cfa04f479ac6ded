import { addMaxPoolGradient, type Pooling } from '../../../../../src/engine/tfjs/kernels/maxPoolGrad'

const ROW: Pooling = {
  numImages: 1,
  height: 1,
  width: 5,
  channels: 1,
  outHeight: 1,
  outWidth: 2,
  filterHeight: 1,
  filterWidth: 3,
  strideHeight: 1,
  strideWidth: 2,
  padTop: 0,
  padLeft: 0
}

function gradient(pooling: Pooling, input: number[], output: number[], dy: number[]): number[] {
  const dx = new Float32Array(input.length)
  addMaxPoolGradient(Float32Array.from(dy), Float32Array.from(input), Float32Array.from(output), dx, pooling)
  return [...dx]
}

describe('addMaxPoolGradient', () => {
  test('the largest of each window gets its gradient; windows that overlap add up', () => {
    expect(gradient(ROW, [1, 2, 7, 4, 5], [7, 7], [10, 100])).toEqual([0, 0, 110, 0, 0])
  })

  test('of equals the first gets all of it', () => {
    expect(gradient(ROW, [3, 3, 3, 3, 3], [3, 3], [10, 100])).toEqual([10, 0, 100, 0, 0])
  })

  test('a window over the edge sees what is inside, row by row, each channel for itself', () => {
    const square: Pooling = {
      ...ROW,
      numImages: 2,
      height: 2,
      width: 2,
      channels: 2,
      outHeight: 1,
      outWidth: 1,
      filterHeight: 3,
      strideHeight: 2,
      padTop: 1,
      padLeft: 1
    }
    // Two images of 2 x 2 positions; channel 0 of the first is [1 9; 9 2], channel 1 [-5 -6; -4 -4].
    const input = [1, -5, 9, -6, 9, -4, 2, -4, 0, 0, 0, 0, 0, 0, 0, 8]
    expect(gradient(square, input, [9, -4, 0, 8], [10, 20, 30, 40])).toEqual([
      0, 0, 10, 0, 0, 20, 0, 0, 30, 0, 0, 0, 0, 0, 0, 40
    ])
  })
})

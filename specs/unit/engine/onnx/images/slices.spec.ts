import { sliceLength } from '../../../../../src/engine/onnx/images/slices'

test('a slice is the largest part that divides the images', () => {
  expect([128, 100, 96, 12, 5, 7, 97].map((count) => sliceLength(count, 8))).toEqual([8, 5, 8, 6, 5, 7, 1])
  expect([128, 9, 1].map((count) => sliceLength(count, 7))).toEqual([4, 3, 1])
})

import type { ImageShape } from '../../../../../../src/claims/network/resolveNetwork'
import type { Layer } from '../../../../../../src/claims/types'
import { imageLayersOf } from '../../../../../../src/engine/onnx/images/imageStack'
import { nchwcFits } from '../../../../../../src/engine/onnx/images/nchwc/nchwcFits'
import { batchNormalization, conv, stackCase } from '../stackCases'

test.each<[string, ImageShape, Layer[], boolean]>([
  ['whole blocks', [6, 6, 3], [conv(16, [3, 3], [1, 1], 'same'), conv(32, [3, 3], [1, 1], 'same')], true],
  ['pixels in whole blocks', [6, 6, 32], [conv(16, [3, 3], [1, 1], 'same')], true],
  ['pixels in a broken block', [6, 6, 20], [conv(16, [3, 3], [1, 1], 'same')], false],
  ['a broken block of filters', [6, 6, 3], [conv(16, [3, 3], [1, 1], 'same'), conv(24, [3, 3], [1, 1], 'same')], false],
  ['another layer first', [6, 6, 3], [batchNormalization(), conv(16, [3, 3], [1, 1], 'same')], false]
])('%s', (name, shape, layers, fits) => {
  const { network } = stackCase({ name, shape, batchSize: 1, layers })
  expect(nchwcFits(imageLayersOf(network), 16)).toBe(fits)
})

import { forwardFlops } from '../../../../src/claims/network/countOperations'
import { resolveNetwork } from '../../../../src/claims/network/resolveNetwork'
import { CATEGORICAL, conv, dense, POOL } from './layers'

describe('forwardFlops', () => {
  test('two a weight of a Dense layer', () => {
    const network = resolveNetwork([dense(100, 'relu'), dense(10)], [28, 28, 1], 10, CATEGORICAL)
    expect(forwardFlops(network)).toBe(2 * (784 * 100 + 100 * 10))
  })

  test('two a weight and position of a convolution', () => {
    const network = resolveNetwork([conv(64), POOL, conv(64), dense(10)], [32, 32, 3], 10, CATEGORICAL)
    expect(forwardFlops(network)).toBe(2 * (75 * 64 * 1024 + 1600 * 64 * 256 + 16384 * 10))
  })

  test('two an input and mean of a pooling, rows before columns', () => {
    const average = {
      ...POOL,
      class: 'AveragePooling2D',
      pool_size: [2, 2],
      strides: [2, 2],
      padding: 'valid'
    } as const
    const network = resolveNetwork([average, dense(10)], [32, 32, 3], 10, CATEGORICAL)
    expect(forwardFlops(network)).toBe(2 * (16 * 32 * 32 * 3 + 16 * 16 * 32 * 3 + 768 * 10))
  })
})

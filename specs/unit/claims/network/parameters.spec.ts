import { parametersOf } from '../../../../src/claims/network/parameters'
import { resolveNetwork } from '../../../../src/claims/network/resolveNetwork'
import type { Layer } from '../../../../src/claims/types'
import { BATCH_NORMALIZATION, CATEGORICAL, conv, dense, LOCAL_RESPONSE, POOL } from './layers'

function parameters(layers: readonly Layer[]) {
  return parametersOf(resolveNetwork(layers, [8, 8, 3], 10, CATEGORICAL))
}

describe('parametersOf', () => {
  test('layer after layer, with names, shapes and who moves them', () => {
    const l2 = { class: 'L2', l2: 0.01 } as const
    const list = parameters([
      conv(4, { kernel_size: [3, 2] }),
      BATCH_NORMALIZATION,
      dense(10, 'softmax', { kernel_regularizer: l2 })
    ])
    expect(list).toEqual([
      { name: '0/kernel', layer: 0, role: 'kernel', shape: [3, 2, 3, 4], trained: true, l2: 0 },
      { name: '0/bias', layer: 0, role: 'bias', shape: [4], trained: true, l2: 0 },
      { name: '2/gamma', layer: 2, role: 'gamma', shape: [4], trained: true, l2: 0 },
      { name: '2/beta', layer: 2, role: 'beta', shape: [4], trained: true, l2: 0 },
      { name: '2/movingMean', layer: 2, role: 'movingMean', shape: [4], trained: false, l2: 0 },
      { name: '2/movingVariance', layer: 2, role: 'movingVariance', shape: [4], trained: false, l2: 0 },
      { name: '4/kernel', layer: 4, role: 'kernel', shape: [256, 10], trained: true, l2: 0.01 },
      { name: '4/bias', layer: 4, role: 'bias', shape: [10], trained: true, l2: 0 }
    ])
  })

  test('what is switched off is not there', () => {
    const plain = { ...BATCH_NORMALIZATION, center: false, scale: false }
    const list = parameters([plain, dense(10, 'softmax', { use_bias: false })])
    expect(list.map(({ name }) => name)).toEqual(['0/movingMean', '0/movingVariance', '2/kernel'])
  })

  test('layer normalisation has what it trains, for the last axis', () => {
    const norm = { class: 'LayerNormalization', epsilon: 0.001, center: true, scale: false } as const
    expect(parameters([conv(4), norm, dense(6, 'relu'), { ...norm, scale: true }, dense(10)])).toEqual(
      expect.arrayContaining([
        { name: '2/beta', layer: 2, role: 'beta', shape: [4], trained: true, l2: 0 },
        { name: '6/gamma', layer: 6, role: 'gamma', shape: [6], trained: true, l2: 0 },
        { name: '6/beta', layer: 6, role: 'beta', shape: [6], trained: true, l2: 0 }
      ])
    )
  })

  test('the other layers have none', () => {
    const others: Layer[] = [
      POOL,
      LOCAL_RESPONSE,
      { class: 'Activation', activation: 'tanh' },
      { class: 'Dropout', rate: 0.5 },
      { class: 'Flatten' }
    ]
    expect(parameters([...others, dense(10)]).map(({ role }) => role)).toEqual(['kernel', 'bias'])
  })
})

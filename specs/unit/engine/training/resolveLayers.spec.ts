import { resolveLayers } from '../../../../src/engine/training/resolveLayers'
import type { DenseLayer } from '../../../../src/spec/types'

function dense(units: number, activation: DenseLayer['activation'] = 'softmax'): DenseLayer {
  return {
    class: 'Dense',
    units,
    activation,
    use_bias: true,
    kernel_initializer: 'glorot_uniform',
    bias_initializer: 'zeros'
  }
}

describe('resolveLayers', () => {
  test('hands the width from layer to layer', () => {
    const layers = resolveLayers(
      [{ class: 'Dropout', rate: 0.2 }, dense(100, 'relu'), { class: 'Dropout', rate: 0.5 }, dense(10)],
      784,
      10
    )
    expect(layers).toMatchObject([
      { kind: 'dropout', units: 784, rate: 0.2 },
      { kind: 'dense', inputs: 784, units: 100, activation: 'relu' },
      { kind: 'dropout', units: 100, rate: 0.5 },
      { kind: 'dense', inputs: 100, units: 10, activation: 'softmax' }
    ])
  })

  test.each([
    ['no layer', []],
    ['another number of units', [dense(9)]],
    ['no softmax', [dense(10, 'linear')]],
    ['Dropout at the end', [dense(10), { class: 'Dropout', rate: 0.5 } as const]]
  ])('refuses a stack that is no classifier: %s', (_name, layers) => {
    expect(() => resolveLayers(layers, 784, 10)).toThrow(/Dense with 10 units and activation "softmax"/)
  })
})

import { dropoutMask } from '../../src/engine/training/dropoutMask'
import { initialWeights } from '../../src/engine/training/initialWeights'
import { resolveLayers } from '../../src/engine/training/resolveLayers'
import { randomStream } from '../../src/random/streams'
import type { Layer } from '../../src/spec/types'
import { referenceGradients, rowsOf } from './support/denseReference'
import { dense, LOGREG, MLP, smallDataset } from './support/smallDataset'

const STACKS: Record<string, readonly Layer[]> = {
  'logistic regression': LOGREG,
  'without bias': [dense(3, 'softmax', { use_bias: false })],
  'multilayer perceptron with Dropout': MLP,
  sigmoid: [dense(5, 'sigmoid'), dense(3, 'softmax')],
  'softmax inside': [dense(5, 'softmax'), dense(3, 'softmax')],
  'linear inside': [dense(5, 'linear'), dense(3, 'softmax')]
}

describe('the float64 reference of the Dense stack', () => {
  test.each(Object.entries(STACKS))('%s: every gradient is the slope of the loss', (_name, stack) => {
    const layers = resolveLayers(stack, 20, 3)
    const parameters = initialWeights(layers, randomStream(1, 'init'))
    // Biases start at zero; moved away from it, their place in the equations is tested as well.
    for (const { bias } of parameters) bias?.set(bias.map((_, i) => 0.1 * i - 0.05))
    const rows = rowsOf(smallDataset(0).trainingFile, [3, 1, 4, 15, 9, 26], 255)
    const dropout = randomStream(1, 'dropout')
    const masks = layers
      .filter((layer) => layer.kind === 'dropout')
      .map(({ units, rate }) => dropoutMask(6 * units, rate, dropout))
    const lossNow = () => referenceGradients(layers, parameters, rows, masks).loss
    const { gradients } = referenceGradients(layers, parameters, rows, masks)

    const tensors = parameters.flatMap(({ kernel, bias }) => (bias === null ? [kernel] : [kernel, bias]))
    expect(gradients.map((gradient) => gradient.length)).toEqual(tensors.map((tensor) => tensor.length))
    tensors.forEach((tensor, which) => {
      for (let i = 0; i < tensor.length; i++) {
        const slope = centralDifference(tensor, i, lossNow)
        // A central difference with h = 1e-5 is off by h^2 |f'''| / 6 (1e-11) and by the rounding of the loss over h
        // (1e-16 / 1e-5 = 1e-11). Together below 1e-9 for a loss of order 1.
        expect(Math.abs(gradients[which]![i]! - slope)).toBeLessThan(1e-9)
      }
    })
  })
})

function centralDifference(values: Float64Array, index: number, f: () => number): number {
  const held = values[index]!
  const h = 1e-5
  values[index] = held + h
  const above = f()
  values[index] = held - h
  const below = f()
  values[index] = held
  return (above - below) / (2 * h)
}

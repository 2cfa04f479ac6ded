import type { LayerFile } from '../../src/claims/fileTypes'
import { resolveLayer } from '../../src/claims/layers'
import { parametersOf } from '../../src/claims/network/parameters'
import { networkOn, resolveNetwork, sizeOf } from '../../src/claims/network/resolveNetwork'
import { splitDataset } from '../../src/data/split'
import { initialParameters } from '../../src/engine/training/initialParameters'
import { normalStream, randomStream } from '../../src/random/streams'
import { NETWORK_CASES } from '../contract/support/networkCases'
import { smallDataset, smallSpec } from '../contract/support/trainingSpecs'
import { centralDifferences, largestError } from './centralDifferences'
import { lossAndGradients, minibatchOf } from './network'
import { type Draw, drawsOf, networkOf } from './training'

/** Some of a tensor's slopes are enough here: each layer's are checked one by one in `layers.spec.ts`. */
const NUM_SLOPES = 12

/**
 * PyTorch 2.15, float64: a convolution, a block with its input and one with a projection by a convolution of stride 2, a Dense
 * layer; parameter i is sin(i + 1)/2, input j cos(j), in the order of `parametersOf` and row by row, channels last. Of each
 * gradient its first entry, its last and its sum weighted by cos(place).
 */
test('residual blocks as in PyTorch', () => {
  const conv = { class: 'Conv2D', filters: 3, kernel_size: 3, padding: 'same', activation: 'relu' } as const
  const layers: readonly LayerFile[] = [
    conv,
    { class: 'Residual', layers: [conv, { ...conv, activation: 'linear' }] },
    { class: 'Activation', activation: 'relu' },
    {
      class: 'Residual',
      layers: [{ class: 'Conv2D', filters: 4, kernel_size: 2, strides: 2, activation: 'tanh' }],
      shortcut: [{ class: 'Conv2D', filters: 4, kernel_size: 1, strides: 2 }]
    },
    { class: 'Dense', units: 2, activation: 'softmax' }
  ]
  const network = resolveNetwork(layers.map(resolveLayer), [4, 4, 2], 2, { name: 'categorical_crossentropy' })
  let count = 0
  const parameters = parametersOf(network).map(({ shape }) =>
    Float64Array.from({ length: sizeOf(shape) }, () => Math.sin(++count) / 2)
  )
  const minibatch = { inputs: Float64Array.from({ length: 64 }, (_, j) => Math.cos(j)), labels: [0, 1] }
  const { loss, gradients } = lossAndGradients(network, parameters, minibatch, [])
  expect(Math.abs(loss - 0.7586104199539235)).toBeLessThan(1e-14)
  const seen = gradients.map((g) => [g![0]!, g!.at(-1)!, g!.reduce((sum, value, j) => sum + value * Math.cos(j), 0)])
  const expected = [
    [-0.01389398786656702, 0.003623497150064556, 0.07353337382898784],
    [-0.051990835232819686, 0.2128918644435373, -0.1419249957443718],
    [0.0023292091181420765, -0.009418697601924046, 0.1139501582935755],
    [-0.04362004033346401, -0.04962464595329634, -0.03919267043903997],
    [0.05531687263351505, -0.00030490727997686904, 0.06211130487061692],
    [0.11034760300095696, 0.14202099255592118, 0.0512460162255251],
    [-0.010605753380154709, 0.01545627970037243, 0.02705000941792358],
    [0.0017370451114166567, -0.007070302931808908, 0.031058874764934487],
    [-0.01201683704363727, 0.011308361983969777, 0.03551371989441263],
    [0.004085251763782646, -0.0018654731212767242, 0.022825696641772766],
    [-0.0236740386039207, -0.04279871567625008, -0.0651131901099447],
    [-0.11576548896089234, 0.11576548896089223, -0.05321712833536958]
  ]
  expect(largestError(seen.flat(), expected.flat())).toBeLessThan(1e-14)
})

/**
 * PyTorch 2.15, float64, `mse_loss` and `huber_loss(delta=0.5)`: six numbers an example, a hidden layer of five tanh, two numbers to
 * tell, 2 sin(3 j) row by row; parameters and inputs as above, and of each gradient the same numbers.
 */
test.each([
  [
    { name: 'mean_squared_error' },
    2.1726170397839004,
    [
      [-0.3112103053080868, 0.08237681217141143, 0.1653109318005508],
      [-0.361773574055638, -0.2159307115566939, -0.1074184073771873],
      [-0.5494472755648298, 0.730943288275124, -1.4512810560653837],
      [1.6158546159063185, -1.052909419042991, 1.046965228927107]
    ]
  ],
  [
    { name: 'huber', delta: 0.5 },
    0.5446871565818627,
    [
      [-0.03903324253182476, 0.012373603070929967, 0.01834910651390122],
      [-0.042918145050349146, -0.03973126951504934, -0.01876331731620572],
      [-0.05080024181171243, 0.16757170751886624, -0.23923606684200682],
      [0.25, -0.22501926820259582, 0.1284215705253761]
    ]
  ]
] as const)('%j of numbers as in PyTorch', (ofNumbers, expectedLoss, expected) => {
  const layers = [{ class: 'Dense', units: 5, activation: 'tanh' } as const, { class: 'Dense', units: 2 } as const]
  const facts = { numClasses: 0, numTargets: 2, imageShape: [1, 6, 1] as const }
  const network = networkOn(facts, layers.map(resolveLayer), ofNumbers)
  let count = 0
  const parameters = parametersOf(network).map(({ shape }) =>
    Float64Array.from({ length: sizeOf(shape) }, () => Math.sin(++count) / 2)
  )
  const inputs = Float64Array.from({ length: 24 }, (_, j) => Math.cos(j))
  const labels = Array.from({ length: 8 }, (_, j) => 2 * Math.sin(3 * j))
  const { loss, gradients } = lossAndGradients(network, parameters, { inputs, labels }, [])
  expect(Math.abs(loss - expectedLoss)).toBeLessThan(1e-14)
  const seen = gradients.map((g) => [g![0]!, g!.at(-1)!, g!.reduce((sum, value, j) => sum + value * Math.cos(j), 0)])
  expect(largestError(seen.flat(), expected.flat())).toBeLessThan(1e-14)
})

describe('the float64 reference of whole networks', () => {
  test.each(NETWORK_CASES.map((one) => [one.name, one] as const))('%s: the gradients are slopes', (_name, one) => {
    const dataset = smallDataset(one)
    const spec = smallSpec(one, dataset)
    const network = networkOf(spec, dataset)
    const { indices, masks } = drawsOf(spec, dataset).next().value as Draw
    const { training } = splitDataset(dataset, spec.data, spec.seeds.problem)
    const minibatch = minibatchOf(training, indices, spec.data.pixelScale)
    const random = randomStream(5, 'problem')
    const draw = normalStream(random)
    // Biases start at zero; moved away from it, their place in the equations is tested as well.
    const parameters = initialParameters(network, randomStream(5, 'init')).map((values) =>
      values.map((x) => x + 0.1 * draw())
    )
    const described = parametersOf(network)
    const regularisedLoss = () =>
      lossAndGradients(network, parameters, minibatch, masks).loss +
      described.reduce((sum, { l2 }, i) => sum + l2 * parameters[i]!.reduce((total, w) => total + w * w, 0), 0)
    const { gradients } = lossAndGradients(network, parameters, minibatch, masks)

    described.forEach(({ trained }, which) => {
      const gradient = gradients[which] ?? null
      expect(gradient === null).toBe(!trained)
      if (gradient === null) return
      const chosen = Array.from({ length: NUM_SLOPES }, () => Math.floor(random() * gradient.length))
      const slopes = chosen.map((i) => centralDifferences(parameters[which]!.subarray(i, i + 1), regularisedLoss)[0]!)
      // See `centralDifferences`; the loss is of order 1, the third derivatives of a network are larger than 1.
      expect(
        largestError(
          chosen.map((i) => gradient[i]!),
          slopes
        )
      ).toBeLessThan(1e-8)
    })
  })
})

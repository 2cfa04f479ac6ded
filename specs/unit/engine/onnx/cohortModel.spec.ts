import { resolveLayer } from '../../../../src/claims/layers'
import { resolveNetwork } from '../../../../src/claims/network/resolveNetwork'
import type { Layer } from '../../../../src/claims/types'
import { CohortModel } from '../../../../src/engine/onnx/cohortModel'

const OUTPUT = resolveLayer({ class: 'Dense', units: 10, activation: 'softmax' })
const HIDDEN = resolveLayer({ class: 'Dense', units: 100, activation: 'relu' })
const CONVOLUTION = resolveLayer({ class: 'Conv2D', filters: 4, kernel_size: 3 })

function membersAtOnce(layers: readonly Layer[], sharesKernels: boolean): number {
  const network = resolveNetwork(layers, [28, 28, 1], 10, { name: 'categorical_crossentropy' })
  return new CohortModel(network, 128, { type: 'uint8', scale: 255 }, { block: null, sharesKernels }).membersAtOnce
}

describe('the runs that one graph trains', () => {
  test('are as many as a cache holds: 36 bytes a parameter, 12 MB', () => {
    expect(membersAtOnce([OUTPUT], true)).toBe(42)
    expect(membersAtOnce([HIDDEN, OUTPUT], true)).toBe(4)
  })

  test('are one where nothing is shared, and where kernels do not keep runs apart', () => {
    expect(membersAtOnce([CONVOLUTION, OUTPUT], true)).toBe(1)
    expect(membersAtOnce([OUTPUT], false)).toBe(1)
  })
})

import type { ResolvedDense } from '../../../../src/claims/network/resolveNetwork'
import { lowerDense } from '../../../../src/engine/onnx/layers/dense'
import {
  packState,
  type StateTensor,
  slicedShape,
  stateSize,
  unpackState,
  vectorState
} from '../../../../src/engine/onnx/states'

function dense(inputs: number, units: number): ResolvedDense {
  return {
    kind: 'dense',
    source: 0,
    input: [inputs],
    output: [units],
    kernel: { shape: [inputs, units], initializer: 'zeros', fanIn: inputs, fanOut: units, l2: 0 },
    bias: { size: units, initializer: 'zeros' }
  }
}

const PARAMETERS = new Map([
  ['1/kernel', [11, 12, 21, 22, 31, 32]],
  ['1/bias', [1, 2]]
])

describe('packState', () => {
  test('a kernel of 3 inputs and 2 units is kept transposed', () => {
    const [kernel, bias] = lowerDense(dense(3, 2), 1, false).states
    expect([...packState(kernel!, PARAMETERS)]).toEqual([11, 21, 31, 12, 22, 32])
    expect([...packState(bias!, PARAMETERS)]).toEqual([1, 2])
  })

  test('beside a column of ones the bias is the last column of the kernel', () => {
    const { states } = lowerDense(dense(3, 2), 1, true)
    expect(states.map(stateSize)).toEqual([8])
    expect([...packState(states[0]!, PARAMETERS)]).toEqual([11, 21, 31, 1, 12, 22, 32, 2])
  })

  test('unpackState takes it apart again', () => {
    for (const hasOnes of [false, true]) {
      const { states } = lowerDense(dense(3, 2), 1, hasOnes)
      const parameters = states.flatMap((state) => [...unpackState(state, packState(state, PARAMETERS))])
      expect(parameters.map(([name, values]) => [name, [...values]])).toEqual([...PARAMETERS])
    }
  })
})

describe('slicedShape', () => {
  const tensor = (rows: number, columns: number): StateTensor => ({ ...vectorState('x', 1, true), rows, columns })

  test('a tensor that fits into the cache is one piece a member', () => {
    expect(slicedShape(tensor(10, 785), 12)).toEqual([12, 7850])
  })

  test('a large one is cut into slices of whole rows, the same for every number of members', () => {
    expect(slicedShape(tensor(100, 785), 1)).toEqual([2, 1, 39_250])
    expect(slicedShape(tensor(100, 785), 12)).toEqual([24, 1, 39_250])
  })

  test('rows of a prime number are cut one by one', () => {
    expect(slicedShape(tensor(7, 30_000), 1)).toEqual([7, 1, 30_000])
  })
})

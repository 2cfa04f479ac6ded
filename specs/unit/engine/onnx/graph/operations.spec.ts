import { GraphBuilder } from '../../../../../src/engine/onnx/graph/graphBuilder'
import {
  add,
  broadcast,
  gather,
  gemm,
  matMul,
  reduce,
  reshape,
  transpose
} from '../../../../../src/engine/onnx/graph/operations'

const g = new GraphBuilder()
const tensor = (...shape: number[]) => g.input(`x${shape}`, 'float32', shape)

describe('operations', () => {
  test('know the shapes of what they make', () => {
    expect(gemm(g, tensor(2, 3), tensor(4, 3), { transposeB: true }).shape).toEqual([2, 4])
    expect(gemm(g, tensor(3, 2), tensor(3, 4), { transposeA: true }).shape).toEqual([2, 4])
    expect(matMul(g, tensor(5, 2, 3), tensor(1, 3, 4)).shape).toEqual([5, 2, 4])
    expect(matMul(g, tensor(5, 2, 3), tensor(1, 4, 3), { transposeB: true }).shape).toEqual([5, 2, 4])
    expect(add(g, tensor(5, 1, 4), tensor(3, 1)).shape).toEqual([5, 3, 4])
    expect(reduce(g, 'ReduceSum', tensor(2, 3, 4), [1]).shape).toEqual([2, 1, 4])
    expect(transpose(g, tensor(2, 3, 4), [2, 0, 1]).shape).toEqual([4, 2, 3])
    expect(gather(g, tensor(9, 3), g.input('rows', 'int32', [4])).shape).toEqual([4, 3])
    expect(gather(g, tensor(9, 3), g.input('columns', 'int32', [5]), 1).shape).toEqual([9, 5])
  })

  test('a reshape to the shape it has is the tensor itself', () => {
    const x = tensor(2, 3)
    expect(reshape(g, x, [2, 3])).toBe(x)
    expect(reshape(g, x, [6]).shape).toEqual([6])
  })

  test('shapes that do not fit are found when the graph is built', () => {
    expect(() => gemm(g, tensor(2, 3), tensor(4, 5))).toThrow('Gemm of [2,3] and [4,5]')
    expect(() => matMul(g, tensor(2, 3), tensor(4, 5))).toThrow('MatMul of [2,3] and [4,5]')
    expect(() => reshape(g, tensor(2, 3), [4])).toThrow('Reshape of [2,3] to [4]')
    expect(() => broadcast(tensor(2, 3), tensor(4))).toThrow('[2,3] and [4] do not fit together')
  })
})

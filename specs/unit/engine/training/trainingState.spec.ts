import {
  decodeTrainingState,
  encodeTrainingState,
  type TrainingState
} from '../../../../src/engine/training/trainingState'

const state: TrainingState = {
  step: 1234,
  lossSum: 0.1 + 0.2,
  metrics: { 'train.loss': { unit: 'epoch', at: [1, 2], values: [0.3, 1 / 3] } },
  tensors: [Float32Array.of(1.5, -0, 3e-45), new Float32Array(0), Float32Array.of(Math.fround(0.1))]
}

describe('the codec of training states', () => {
  test('gives back every bit', () => {
    const decoded = decodeTrainingState(encodeTrainingState(state))
    expect(decoded).toEqual(state)
    expect(Object.is(decoded!.tensors[0]![1], -0)).toBe(true)
  })

  test('a view on part of a buffer is encoded as that part', () => {
    const values = Float32Array.of(1, 2, 3, 4).subarray(1, 3)
    expect([...decodeTrainingState(encodeTrainingState({ ...state, tensors: [values] }))!.tensors[0]!]).toEqual([2, 3])
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, -0, 2 ** -1074])(
    'keeps %d, of which JSON knows nothing',
    (lossSum) => {
      expect(decodeTrainingState(encodeTrainingState({ ...state, lossSum }))!.lossSum).toBe(lossSum)
    }
  )

  test('bytes that are something else, or not all there, are no state', () => {
    const bytes = encodeTrainingState(state)
    expect(decodeTrainingState(new Uint8Array(0))).toBeNull()
    expect(decodeTrainingState(Buffer.from('{"step": 1}\n{}\n'))).toBeNull()
    expect(decodeTrainingState(bytes.subarray(0, bytes.length - 1))).toBeNull()
    expect(decodeTrainingState(bytes.subarray(0, 40))).toBeNull()
    expect(decodeTrainingState(Buffer.concat([bytes, Buffer.alloc(4)]))).toBeNull()
  })
})

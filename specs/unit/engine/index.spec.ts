import { createEngine } from '../../../src/engine/index'

describe('createEngine', () => {
  test('scalar runs the synthetic problems', () => {
    expect(createEngine('scalar')).toMatchObject({ name: 'scalar', supports: ['synthetic'] })
  })

  // Nothing native is loaded before it is asked for.
  test('auto trains networks, on onnx unless that turns out not to work', () => {
    expect(createEngine('auto')).toMatchObject({ name: 'onnx', supports: ['classification'] })
  })

  test.each(['', 'tfjs:webgl', 'tfjs:', 'onnx:', 'onnx:auto', 'onnx:winograd', 'torch'])(
    "refuses %j as the user's mistake and lists what there is",
    (name) => {
      expect(() => createEngine(name)).toThrow(expect.objectContaining({ name: 'InputError' }))
      expect(() => createEngine(name)).toThrow(/wasm/)
    }
  )

  test('lists every choice', () => {
    const list =
      /auto, scalar, onnx, onnx:nchwc, onnx:plain, tfjs, tfjs:tfjs-node-gpu, tfjs:tfjs-node, tfjs:wasm, tfjs:cpu/
    expect(() => createEngine('torch')).toThrow(list)
  })
})

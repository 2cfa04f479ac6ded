import { createEngine } from '../../../src/engine/index'

describe('createEngine', () => {
  test('scalar runs the synthetic problems', () => {
    expect(createEngine('scalar')).toMatchObject({ name: 'scalar', supports: ['synthetic'] })
  })

  test.each(['onnx', '', 'tfjs:webgl', 'tfjs:'])("refuses %j as the user's mistake and lists what there is", (name) => {
    expect(() => createEngine(name)).toThrow(expect.objectContaining({ name: 'InputError' }))
    expect(() => createEngine(name)).toThrow(/wasm/)
  })
})

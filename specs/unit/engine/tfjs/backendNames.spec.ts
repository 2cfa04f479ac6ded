import { parseBackend, requestedBackend, TFJS_BACKENDS } from '../../../../src/engine/tfjs/backendNames'

describe('requestedBackend', () => {
  test('is auto where the environment says nothing', () => {
    expect(requestedBackend({})).toBe('auto')
    expect(requestedBackend({ CLAIMCHECK_TFJS_BACKEND: '' })).toBe('auto')
  })

  test.each(['auto', ...TFJS_BACKENDS])('takes %s', (name) => {
    expect(requestedBackend({ CLAIMCHECK_TFJS_BACKEND: name })).toBe(name)
  })

  test('refuses another name, with its place and the names there are', () => {
    const read = () => requestedBackend({ CLAIMCHECK_TFJS_BACKEND: 'webgl' })
    expect(read).toThrow(/CLAIMCHECK_TFJS_BACKEND: there is no such backend/)
    expect(read).toThrow(/expected: auto, tfjs-node-gpu, tfjs-node, wasm, cpu/)
    expect(read).toThrow(/received: "webgl"/)
  })
})

test('parseBackend is exact: no other case, no white space', () => {
  expect(() => parseBackend('WASM', 'engine')).toThrow(/engine/)
  expect(() => parseBackend(' wasm', 'engine')).toThrow(/engine/)
})

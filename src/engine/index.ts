import { InputError } from '../errors'
import { AutoEngine } from './autoEngine'
import type { Engine } from './engine'
import { ONNX_LOWERINGS } from './onnxPackage'
import { createScalarEngine } from './scalar/scalarEngine'
import { parseBackend, TFJS_BACKENDS } from './tfjs/backendNames'

export { probeEngines } from './probeEngines'
export type { EngineProbe } from './rankEngines'

/**
 * Creates an engine by name. TensorFlow.js and ONNX Runtime are loaded by this call or by the first question, so make it
 * where runs are executed: in a worker process or a script, never in Jest's VM context.
 *
 * @param name `scalar`; `onnx`, in the better lowering that works, or `onnx:<lowering>`; `tfjs`, on the backend that
 *   CLAIMCHECK_TFJS_BACKEND names, else the first that works, or `tfjs:<backend>`, such as `tfjs:wasm`; `auto`: onnx
 *   where it works, else tfjs
 * @throws InputError for any other name
 * @example createEngine('scalar').supports // ['synthetic']
 */
export function createEngine(name: string): Engine {
  if (name === 'scalar') return createScalarEngine()
  if (name === 'auto') {
    return new AutoEngine([
      { name: 'onnx', create: () => createEngine('onnx') },
      { name: 'tfjs', create: () => createEngine('tfjs') }
    ])
  }
  if (name === 'tfjs') return tfjsModule().createTfjsEngine()
  if (name.startsWith('tfjs:')) return tfjsModule().createTfjsEngine(parseBackend(name.slice('tfjs:'.length), 'engine'))
  if (name === 'onnx') return onnxModule().createOnnxEngine()
  const lowering = ONNX_LOWERINGS.find((each) => name === `onnx:${each}`)
  if (lowering !== undefined) return onnxModule().createOnnxEngine(lowering)
  const choices = [
    ...ONNX_LOWERINGS.map((each) => `onnx:${each}`),
    'tfjs',
    ...TFJS_BACKENDS.map((backend) => `tfjs:${backend}`)
  ]
  throw new InputError('there is no such engine', {
    where: 'engine',
    expected: ['auto', 'scalar', 'onnx', ...choices].join(', '),
    received: JSON.stringify(name)
  })
}

/** Loaded when it is asked for: it brings TensorFlow.js with it, which takes a quarter of a second. */
function tfjsModule(): typeof import('./tfjs/tfjsEngine') {
  return require('./tfjs/tfjsEngine')
}

/** Loaded when it is asked for: the native library is an optional dependency. */
function onnxModule(): typeof import('./onnx/onnxEngine') {
  return require('./onnx/onnxEngine')
}

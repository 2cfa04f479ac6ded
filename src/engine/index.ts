import { InputError } from '../errors'
import type { Engine } from './engine'
import { createScalarEngine } from './scalar/scalarEngine'
import { parseBackend, TFJS_BACKENDS } from './tfjs/backendNames'

export { type EngineProbe, type EngineState, probeEngines } from './probeEngines'

/**
 * Creates an engine by name. TensorFlow.js is loaded by this call, so make it where runs are executed: in a worker
 * process or a script, never in Jest's VM context.
 *
 * @param name `scalar`; `tfjs` or `auto`: TensorFlow.js on the backend that CLAIMCHECK_TFJS_BACKEND names, else the first
 *   that works; `tfjs:<backend>`, such as `tfjs:wasm`
 * @throws InputError for any other name
 * @example createEngine('scalar').supports // ['synthetic']
 */
export function createEngine(name: string): Engine {
  if (name === 'scalar') return createScalarEngine()
  if (name === 'tfjs' || name === 'auto') return tfjsModule().createTfjsEngine()
  if (name.startsWith('tfjs:')) return tfjsModule().createTfjsEngine(parseBackend(name.slice('tfjs:'.length), 'engine'))
  throw new InputError('there is no such engine', {
    where: 'engine',
    expected: ['auto', 'scalar', 'tfjs', ...TFJS_BACKENDS.map((backend) => `tfjs:${backend}`)].join(', '),
    received: JSON.stringify(name)
  })
}

/** Loaded when it is asked for: it brings TensorFlow.js with it, which takes a quarter of a second. */
function tfjsModule(): typeof import('./tfjs/tfjsEngine') {
  return require('./tfjs/tfjsEngine')
}

import { InputError } from '../../errors'

/** Where TensorFlow.js can compute, the first that works wins under `auto`. */
export const TFJS_BACKENDS = ['tfjs-node-gpu', 'tfjs-node', 'wasm', 'cpu'] as const

export type TfjsBackendName = (typeof TFJS_BACKENDS)[number]

export type TfjsBackendChoice = TfjsBackendName | 'auto'

/** Forces a backend in every process of a run; an explicit choice in code goes before it. */
export const BACKEND_VARIABLE = 'CLAIMCHECK_TFJS_BACKEND'

/** The npm package of a backend. */
export const BACKEND_PACKAGES = {
  'tfjs-node-gpu': '@tensorflow/tfjs-node-gpu',
  'tfjs-node': '@tensorflow/tfjs-node',
  wasm: '@tensorflow/tfjs-backend-wasm',
  cpu: '@tensorflow/tfjs-backend-cpu'
} as const satisfies Record<TfjsBackendName, string>

/**
 * The backend that the environment asks for; `auto` where it says nothing.
 *
 * @throws InputError for an unknown name
 * @example requestedBackend({ CLAIMCHECK_TFJS_BACKEND: 'wasm' }) // 'wasm'
 */
export function requestedBackend(environment: Readonly<Record<string, string | undefined>>): TfjsBackendChoice {
  const value = environment[BACKEND_VARIABLE]
  return value === undefined || value === '' ? 'auto' : parseBackend(value, BACKEND_VARIABLE)
}

/** @throws InputError for an unknown name */
export function parseBackend(value: string, where: string): TfjsBackendChoice {
  const known: readonly TfjsBackendChoice[] = ['auto', ...TFJS_BACKENDS]
  const found = known.find((name) => name === value)
  if (found !== undefined) return found
  throw new InputError('there is no such backend of TensorFlow.js', {
    where,
    expected: known.join(', '),
    received: JSON.stringify(value)
  })
}

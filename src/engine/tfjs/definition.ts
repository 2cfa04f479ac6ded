import type { TrainingSpeed } from '../../runs/classification/cost'
import { NETWORK_KINDS, type NetworkKind } from '../../runs/classification/types'
import type { EngineDefinition, EngineState } from '../engineDefinition'
import { probeInChild } from '../probeInChild'
import {
  BACKEND_PACKAGES,
  BACKEND_VARIABLE,
  parseBackend,
  requestedBackend,
  TFJS_BACKENDS,
  type TfjsBackendName
} from './backendNames'
import { installRemedy, packageFolder, repairRemedy } from './backendPackage'

/** By `EngineIdentity.backend`. Eager: nothing is compiled, and a step's overhead is all that is not arithmetic. */
const SPEEDS: Readonly<Record<string, TrainingSpeed>> = {
  tensorflow: eager({ stepMs: 0.6, denseGigaflops: 27, convGigaflops: 80 }),
  wasm: eager({ stepMs: 0.2, denseGigaflops: 13, convGigaflops: 30 }),
  cpu: eager({ stepMs: 0.6, denseGigaflops: 0.8, convGigaflops: 0.5 })
}

export const tfjs: EngineDefinition<NetworkKind> = {
  name: 'tfjs',
  runs: NETWORK_KINDS,
  variants: TFJS_BACKENDS,
  everywhere: 'wasm',
  forced(environment) {
    const variant = requestedBackend(environment)
    return variant === 'auto' ? null : { by: BACKEND_VARIABLE, variant }
  },
  create(variant) {
    if (variant === null) return engineModule().createTfjsEngine()
    const backend = parseBackend(variant, 'engine')
    return engineModule().createTfjsEngine(backend)
  },
  probe: () =>
    Promise.all(
      TFJS_BACKENDS.map(async (variant) => ({
        variant,
        packageName: BACKEND_PACKAGES[variant],
        state: await stateOf(variant)
      }))
    ),
  speed: (backend) => SPEEDS[backend] ?? SPEEDS.wasm!,
  bytes: 150e6
}

function eager(speed: Pick<TrainingSpeed, 'stepMs' | 'denseGigaflops' | 'convGigaflops'>): TrainingSpeed {
  return { startMs: 0, pixelNs: 0, parameterNs: 0, shares: false, ...speed }
}

async function stateOf(backend: TfjsBackendName): Promise<EngineState> {
  if (packageFolder(backend) === null) return { kind: 'absent', remedy: installRemedy(backend) }
  const result = await probeInChild('tfjs/probeProcess', backend)
  return result.kind === 'working' ? result : { remedy: repairRemedy(backend), ...result }
}

/** Loaded when it is asked for: it brings TensorFlow.js with it, which takes a quarter of a second. */
function engineModule(): typeof import('./tfjsEngine') {
  return require('./tfjsEngine')
}

import type { EngineIdentity, EngineName } from '../plan/types'
import { createScalarEngine } from './scalar/scalarEngine'
import {
  BACKEND_PACKAGES,
  BACKEND_VARIABLE,
  requestedBackend,
  TFJS_BACKENDS,
  type TfjsBackendName
} from './tfjs/backendNames'
import { installRemedy, packageFolder, repairRemedy } from './tfjs/backendPackage'
import { probeInChild } from './tfjs/probeInChild'

/** What the machine has of an engine. */
export type EngineState =
  | { readonly kind: 'absent'; readonly remedy: string }
  /** Installed, but without its native part, or it cannot be loaded. */
  | { readonly kind: 'broken'; readonly reason: string; readonly remedy: string }
  | { readonly kind: 'working'; readonly identity: EngineIdentity; readonly device: 'CPU' | 'GPU' }

export interface EngineProbe {
  readonly engine: EngineName
  /** Choice of the backend, as in `tfjs:<backend>`; `javascript` for the scalar engine. */
  readonly backend: string
  readonly state: EngineState
  /** Whether `--engine auto` computes on it. */
  readonly chosen: boolean
  /** Why it is chosen or not, in half a sentence. */
  readonly why: string
}

/**
 * Finds out which engines and backends work here. Every installed backend is started in a process of its own, so a
 * crash or a hang of native code is a finding and not the end of the caller. Takes a second.
 *
 * @throws InputError where CLAIMCHECK_TFJS_BACKEND names no backend
 */
export async function probeEngines(): Promise<EngineProbe[]> {
  const requested = requestedBackend(process.env)
  const states = await Promise.all(TFJS_BACKENDS.map(async (backend) => ({ backend, state: await probe(backend) })))
  const firstWorking = states.find(({ state }) => state.kind === 'working')?.backend ?? null
  const chosen = requested === 'auto' ? firstWorking : requested
  const tfjs = states.map(({ backend, state }): EngineProbe => {
    const isChosen = backend === chosen && state.kind === 'working'
    return { engine: 'tfjs', backend, state, chosen: isChosen, why: explain(backend, state, requested, chosen) }
  })
  const identity = await createScalarEngine().identity()
  return [
    {
      engine: 'scalar',
      backend: identity.backend,
      state: { kind: 'working', identity, device: 'CPU' },
      chosen: true,
      why: 'the engine of synthetic problems, always there'
    },
    ...tfjs
  ]
}

async function probe(backend: TfjsBackendName): Promise<EngineState> {
  if (packageFolder(backend) === null) return { kind: 'absent', remedy: installRemedy(backend) }
  const result = await probeInChild(backend)
  if (result.kind === 'working') return result
  return { kind: 'broken', reason: result.reason, remedy: repairRemedy(backend) }
}

function explain(
  backend: TfjsBackendName,
  state: EngineState,
  requested: TfjsBackendName | 'auto',
  chosen: TfjsBackendName | null
): string {
  const forced = requested !== 'auto' && `${BACKEND_VARIABLE} asks for ${requested}`
  switch (state.kind) {
    case 'absent':
      return `${BACKEND_PACKAGES[backend]} is not installed`
    case 'broken':
      return `${BACKEND_PACKAGES[backend]} is installed but does not work here`
    case 'working':
      if (forced) return forced
      return backend === chosen ? 'the first that works' : `${chosen} goes before it`
    default:
      return state satisfies never
  }
}

import type { EngineIdentity, EngineName } from '../plan/types'
import { BACKEND_VARIABLE } from './tfjs/backendNames'

/** What the machine has of an engine. */
export type EngineState =
  | { readonly kind: 'absent'; readonly remedy: string }
  /** Installed, but without its native part, or it cannot be loaded, or it does not work on this processor. */
  | { readonly kind: 'broken'; readonly reason: string; readonly remedy: string }
  | { readonly kind: 'working'; readonly identity: EngineIdentity; readonly device: 'CPU' | 'GPU' }

/** An engine that trains networks, in one of its variants. */
export interface EngineVariant {
  readonly engine: 'onnx' | 'tfjs'
  /** `wasm`, `nchwc`, ...: `<engine>:<variant>` is a choice of `--engine`. */
  readonly variant: string
  readonly packageName: string
  readonly state: EngineState
}

export interface EngineProbe {
  readonly engine: EngineName
  /** Choice of the backend or of the lowering, as in `tfjs:<backend>`; `javascript` for the scalar engine. */
  readonly backend: string
  readonly state: EngineState
  /** Whether `--engine auto` computes on it. */
  readonly chosen: boolean
  /** Why it is chosen or not, in half a sentence. */
  readonly why: string
}

/**
 * Says which variant `--engine auto` takes and why: the first that works.
 *
 * @param variants in the order in which `auto` prefers them
 * @param forced the variant of tfjs that CLAIMCHECK_TFJS_BACKEND asks for; null where it asks for none
 */
export function rankEngines(variants: readonly EngineVariant[], forced: string | null): EngineProbe[] {
  const usable = variants.filter(
    ({ engine, variant, state }) =>
      state.kind === 'working' && (engine !== 'tfjs' || forced === null || variant === forced)
  )
  return variants.map((each) => {
    const { engine, variant, state } = each
    const chosen = each === usable[0]
    return { engine, backend: variant, state, chosen, why: explain(each, usable, forced) }
  })
}

function explain(each: EngineVariant, usable: readonly EngineVariant[], forced: string | null): string {
  const { engine, packageName, state } = each
  switch (state.kind) {
    case 'absent':
      return `${packageName} is not installed`
    case 'broken':
      return `${packageName} is installed but does not work here`
    case 'working': {
      const best = usable[0]
      const ownBest = usable.find((other) => other.engine === engine)
      const asked = engine === 'tfjs' && forced !== null ? `${BACKEND_VARIABLE} asks for ${forced}` : null
      if (each === best) return asked ?? 'the first that works'
      if (each === ownBest) return `${nameOf(best!)} goes before it; --engine ${engine} takes it`
      return asked ?? `${nameOf(ownBest!)} goes before it`
    }
    default:
      return state satisfies never
  }
}

function nameOf({ engine, variant }: EngineVariant): string {
  return `${engine}:${variant}`
}

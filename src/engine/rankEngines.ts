import type { EngineState, ForcedVariant, ProbedVariant } from './engineDefinition'

/** An engine in one of its variants. */
export interface EngineVariant extends ProbedVariant {
  readonly engine: string
  /** What the environment asks for among the variants of this engine; null where it asks for none. */
  readonly forced: ForcedVariant | null
}

export interface EngineProbe {
  readonly engine: string
  /** Choice of the backend or of the lowering, as in `tfjs:<backend>`; `javascript` for the scalar engine. */
  readonly backend: string
  readonly state: EngineState
  /** Whether `--engine auto` computes on it, for its kind of run. */
  readonly chosen: boolean
  /** Why it is chosen or not, in half a sentence. */
  readonly why: string
}

/**
 * Says which variant `--engine auto` takes and why: the first that works.
 *
 * @param variants of the engines of one kind of run, in the order in which `auto` prefers them
 */
export function rankEngines(variants: readonly EngineVariant[]): EngineProbe[] {
  const usable = variants.filter(
    ({ variant, forced, state }) => state.kind === 'working' && (forced === null || forced.variant === variant)
  )
  return variants.map((each) => {
    const { engine, variant, state } = each
    return { engine, backend: variant, state, chosen: each === usable[0], why: explain(each, usable) }
  })
}

function explain(each: EngineVariant, usable: readonly EngineVariant[]): string {
  const { engine, packageName, state, forced, why } = each
  switch (state.kind) {
    case 'absent':
      return `${packageName} is not installed`
    case 'broken':
      return `${packageName} is installed but does not work here`
    case 'working': {
      const best = usable[0]
      const ownBest = usable.find((other) => other.engine === engine)
      const asked = forced === null ? null : `${forced.by} asks for ${forced.variant}`
      if (each === best) return asked ?? why ?? 'the first that works'
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

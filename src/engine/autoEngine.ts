import { ClaimcheckError } from '../errors'
import type { RunKindName, RunSpec } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import type { CohortContext, Engine } from './engine'

/** What `auto` chooses from. */
export interface EngineCandidate {
  readonly name: string
  /** Loads it. */
  readonly create: () => Engine
}

/** The engine of `auto`: the first candidate that works here, found out when it is first asked. */
export class AutoEngine implements Engine {
  readonly supports: readonly RunKindName[]
  readonly #candidates: readonly EngineCandidate[]
  readonly #passedOver: string[] = []
  #chosen: Promise<Engine> | null = null
  #name: string

  /** @param candidates for such runs, the best first, at least one */
  constructor(runs: RunKindName, candidates: readonly EngineCandidate[]) {
    this.supports = [runs]
    this.#candidates = candidates
    this.#name = candidates[0]!.name
  }

  /** Until it was asked, the first candidate's. */
  get name(): string {
    return this.#name
  }

  /** Which better candidates do not work here and why, a line each; empty until it was asked. */
  get passedOver(): readonly string[] {
    return this.#passedOver
  }

  /** @throws what the last candidate throws, where none works */
  async identity(): Promise<EngineIdentity> {
    return (await this.#choose()).identity()
  }

  async executeCohort(cohort: readonly RunSpec[], context: CohortContext): Promise<void> {
    return (await this.#choose()).executeCohort(cohort, context)
  }

  #choose(): Promise<Engine> {
    this.#chosen ??= this.#firstWorking()
    return this.#chosen
  }

  async #firstWorking(): Promise<Engine> {
    for (const [index, { name, create }] of this.#candidates.entries()) {
      this.#name = name
      try {
        const engine = create()
        await engine.identity()
        return engine
      } catch (error) {
        if (index === this.#candidates.length - 1) throw error
        this.#passedOver.push(`${name}: ${reasonOf(error)}`)
      }
    }
    throw new Error('auto has no candidates')
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof ClaimcheckError)) return firstLine(error instanceof Error ? error.message : String(error))
  const { received, remedy } = error.details
  return [error.subject, received, remedy]
    .filter((text) => text !== undefined)
    .map(firstLine)
    .join('; ')
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]!
}

import { AutoEngine } from '../engine/autoEngine'
import type { Engine } from '../engine/engine'
import { choicesInWords, enginesOf } from '../engine/engines'
import { InputError } from '../errors'
import type { RunKindName } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'

export interface IdentifyTask {
  /** A choice as in `--engine`. */
  readonly engine: string
  /** The kind of runs that it is asked for. */
  readonly runs: RunKindName
}

/** What an engine is; and of `auto`, what it would have preferred, a line each. */
export interface EngineFound {
  readonly identity: EngineIdentity
  readonly passedOver: readonly string[]
}

/**
 * Asks an engine what it is.
 *
 * @throws InputError where it does not execute such runs; UnavailableError where it does not work here
 */
export async function identifyEngine(engine: Engine, task: IdentifyTask): Promise<EngineFound> {
  if (!engine.supports.includes(task.runs)) {
    throw new InputError(`the engine ${task.engine} does not execute ${task.runs} runs`, {
      where: '--engine',
      expected: choicesInWords('auto', enginesOf(task.runs)),
      received: task.engine
    })
  }
  const identity = await engine.identity()
  return { identity, passedOver: engine instanceof AutoEngine ? engine.passedOver : [] }
}

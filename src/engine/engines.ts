import type { RunKindName, RunSpec } from '../runs/runKinds'
import type { EngineDefinition } from './engineDefinition'
import { onnx } from './onnx/definition'
import { programEngine } from './program/definition'
import { scalar } from './scalar/definition'
import { tfjs } from './tfjs/definition'

/** Every engine; of those that execute the same kind of run the best first, as `--engine auto` prefers them. */
export const ENGINES: readonly EngineDefinition[] = [scalar, onnx, tfjs, programEngine]

/** The engines of a kind of run, the best first. */
export function enginesOf(runs: RunKindName): readonly EngineDefinition[] {
  return ENGINES.filter((engine) => engine.runs.includes(runs))
}

/** What `--engine` comes to for a kind of run: one that has a single engine leaves no choice. */
export function choiceFor(runs: RunKindName, choice: string): string {
  const [only, ...others] = enginesOf(runs)
  return only !== undefined && others.length === 0 ? only.name : choice
}

/** Engines among which `--engine` chooses. */
export const CHOICES: readonly EngineDefinition[] = ENGINES.filter(({ runs }) => enginesOf(runs[0]!).length > 1)

/**
 * What `--engine` takes, in half a sentence.
 *
 * @example choicesInWords() // 'auto, onnx, tfjs, or one in a variant: tfjs:wasm'
 */
export function choicesInWords(auto = 'auto', engines = CHOICES): string {
  const examples = engines.flatMap(({ name, variants, everywhere }) =>
    variants.flatMap((variant) => (variant === everywhere ? `, or one in a variant: ${name}:${variant}` : []))
  )
  return `${[auto, ...engines.map(({ name }) => name)].join(', ')}${examples[0] ?? ''}`
}

/** What executes a run; for an engine that is not in the list the one that every machine has. */
export function engineFor({ kind, engine: { name } }: Pick<RunSpec, 'kind' | 'engine'>): EngineDefinition {
  const engines = enginesOf(kind)
  return engines.find((engine) => engine.name === name) ?? engines.find(({ everywhere }) => everywhere !== null)!
}

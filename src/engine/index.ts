import { InputError } from '../errors'
import type { RunKindName } from '../runs/runKinds'
import { AutoEngine } from './autoEngine'
import type { Engine } from './engine'
import type { EngineDefinition } from './engineDefinition'
import { CHOICES, ENGINES, enginesOf } from './engines'

export { probeEngines } from './probeEngines'
export type { EngineProbe } from './rankEngines'

/**
 * Creates an engine by name. TensorFlow.js and ONNX Runtime are loaded by this call or by the first question, so make it
 * where runs are executed: in a worker process or a script, never in Jest's VM context.
 *
 * @param name `scalar`; `onnx`, in the better lowering that works, or `onnx:<lowering>`; `tfjs`, on the backend that
 *   CLAIMCHECK_TFJS_BACKEND names, else the first that works, or `tfjs:<backend>`, such as `tfjs:wasm`; `auto`: the first
 *   of the engines for `runs` that works, onnx before tfjs
 * @param runs the kind of run that `auto` chooses for
 * @throws InputError for any other name
 * @example createEngine('scalar').supports // ['synthetic']
 */
export function createEngine(name: string, runs: RunKindName = CHOICES[0]!.runs[0]!): Engine {
  if (name === 'auto') {
    return new AutoEngine(
      runs,
      enginesOf(runs).map((engine) => ({ name: engine.name, create: () => createEngine(engine.name) }))
    )
  }
  const [engineName, ...variant] = name.split(':')
  const definition = ENGINES.find((each) => each.name === engineName)
  const engine = definition?.create(variant.length === 0 ? null : variant.join(':')) ?? null
  if (engine !== null) return engine
  throw new InputError('there is no such engine', {
    where: 'engine',
    expected: ['auto', ...ENGINES.flatMap(choicesOf)].join(', '),
    received: JSON.stringify(name)
  })
}

function choicesOf({ name, variants }: EngineDefinition): string[] {
  return [name, ...variants.map((variant) => `${name}:${variant}`)]
}

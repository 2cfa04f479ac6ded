import { enginesOf } from '../../../src/engine/engines'
import { type EngineVariant, whyNot } from './askEngine'

const VARIANTS: readonly EngineVariant[] = enginesOf('classification').flatMap(({ name, variants }) =>
  variants.map((choice) => ({ engine: name, choice }))
)

/** Where the package is, they have no excuse and must pass. */
const ALWAYS_WORK: Readonly<Record<string, string>> = {
  'tfjs wasm': '@tensorflow/tfjs-backend-wasm',
  'tfjs cpu': '@tensorflow/tfjs-backend-cpu',
  'onnx plain': 'onnxruntime-node'
}

/** `describe` for every engine. One that is absent or does not work here is listed as skipped, with the reason. */
export function describeEngines(title: string, suite: (variant: EngineVariant) => void): void {
  for (const variant of VARIANTS) {
    const name = `${variant.engine} ${variant.choice}: ${title}`
    const reason = whyUnavailable(variant)
    if (reason === null) describe(name, () => suite(variant))
    else test.skip(`${name} (${reason})`, () => undefined)
  }
}

function whyUnavailable(variant: EngineVariant): string | null {
  const required = ALWAYS_WORK[`${variant.engine} ${variant.choice}`]
  return required !== undefined && isInstalled(required) ? null : whyNot(variant)
}

function isInstalled(name: string): boolean {
  try {
    require.resolve(name)
    return true
  } catch {
    return false
  }
}

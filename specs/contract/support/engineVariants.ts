import { TFJS_BACKENDS } from '../../../src/engine/tfjs/backendNames'
import { packageFolder } from '../../../src/engine/tfjs/backendPackage'
import { whyNot } from './askEngine'

/** An engine, and where or how it computes. */
export interface EngineVariant {
  readonly engine: 'tfjs' | 'onnx'
  /** tfjs: the backend; onnx: the lowering. */
  readonly choice: string
}

const VARIANTS: readonly EngineVariant[] = [
  ...TFJS_BACKENDS.map((choice) => ({ engine: 'tfjs', choice }) as const),
  { engine: 'onnx', choice: 'plain' },
  { engine: 'onnx', choice: 'nchwc' }
]

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
  const { engine, choice } = variant
  if (engine === 'onnx') {
    if (!isInstalled('onnxruntime-node')) return 'onnxruntime-node is not installed'
    // Where ONNX Runtime is, the portable lowering has no excuse: it must pass.
    return choice === 'plain' ? null : whyNot(variant)
  }
  // Nor have the dependencies wasm and cpu.
  if (choice === 'wasm' || choice === 'cpu') return null
  const backend = TFJS_BACKENDS.find((name) => name === choice)
  if (backend === undefined || packageFolder(backend) === null) return 'not installed'
  return whyNot(variant)
}

function isInstalled(name: string): boolean {
  try {
    require.resolve(name)
    return true
  } catch {
    return false
  }
}

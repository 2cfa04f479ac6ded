import type { TrainingSpeed } from '../../runs/classification/cost'
import { NETWORK_KINDS, type NetworkKind } from '../../runs/classification/types'
import type { EngineDefinition, EngineState } from '../engineDefinition'
import { probeInChild } from '../probeInChild'
import { INSTALL_REMEDY, PACKAGE } from './installRemedy'

/** How convolutions may be lowered, the better one first: to blocked kernels of ONNX Runtime, or portably. */
const LOWERINGS = ['nchwc', 'plain'] as const
/** What may mend a package without its binary. */
const REPAIR = `npm rebuild --foreground-scripts ${PACKAGE}`

const SPEED: TrainingSpeed = {
  startMs: 100,
  stepMs: 0.012,
  denseGigaflops: 120,
  convGigaflops: 150,
  pixelNs: 0.45,
  parameterNs: 1.3,
  shares: true
}

export const onnx: EngineDefinition<NetworkKind> = {
  name: 'onnx',
  runs: NETWORK_KINDS,
  variants: LOWERINGS,
  everywhere: null,
  create(variant) {
    if (variant === null) return engineModule().createOnnxEngine()
    const lowering = LOWERINGS.find((each) => each === variant)
    return lowering === undefined ? null : engineModule().createOnnxEngine(lowering)
  },
  probe: () =>
    Promise.all(
      LOWERINGS.map(async (variant) => ({ variant, packageName: PACKAGE, state: await stateOf(`onnx:${variant}`) }))
    ),
  speed: () => SPEED,
  bytes: 190e6
}

async function stateOf(choice: string): Promise<EngineState> {
  if (!isInstalled()) return { kind: 'absent', remedy: INSTALL_REMEDY }
  const result = await probeInChild('probeProcess', choice)
  return result.kind === 'working' ? result : { remedy: REPAIR, ...result }
}

/** Whether the optional dependency is there. Nothing of it is loaded. */
function isInstalled(): boolean {
  try {
    require.resolve(`${PACKAGE}/package.json`)
    return true
  } catch {
    return false
  }
}

/** Loaded when it is asked for: the native library is an optional dependency. */
function engineModule(): typeof import('./onnxEngine') {
  return require('./onnxEngine')
}

import { isOnnxInstalled, ONNX_INSTALL, ONNX_LOWERINGS, ONNX_PACKAGE, ONNX_REPAIR } from './onnxPackage'
import { probeInChild } from './probeInChild'
import { type EngineProbe, type EngineState, type EngineVariant, rankEngines } from './rankEngines'
import { createScalarEngine } from './scalar/scalarEngine'
import { BACKEND_PACKAGES, requestedBackend, TFJS_BACKENDS, type TfjsBackendName } from './tfjs/backendNames'
import { installRemedy, packageFolder, repairRemedy } from './tfjs/backendPackage'

/**
 * Finds out which engines work here, in which variants. Each that is installed is started in a process of its own, so a
 * crash or a hang of native code is a finding and not the end of the caller. Takes a second or two.
 *
 * @returns the scalar engine, then the others in the order in which `--engine auto` prefers them
 * @throws InputError where CLAIMCHECK_TFJS_BACKEND names no backend
 */
export async function probeEngines(): Promise<EngineProbe[]> {
  const requested = requestedBackend(process.env)
  const [scalar, ...variants] = await Promise.all([
    probeScalar(),
    ...ONNX_LOWERINGS.map(onnx),
    ...TFJS_BACKENDS.map(tfjs)
  ])
  return [scalar, ...rankEngines(variants, requested === 'auto' ? null : requested)]
}

async function probeScalar(): Promise<EngineProbe> {
  const identity = await createScalarEngine().identity()
  return {
    engine: 'scalar',
    backend: identity.backend,
    state: { kind: 'working', identity, device: 'CPU' },
    chosen: true,
    why: 'the engine of synthetic problems, always there'
  }
}

async function onnx(lowering: string): Promise<EngineVariant> {
  return { engine: 'onnx', variant: lowering, packageName: ONNX_PACKAGE, state: await probeOnnx(lowering) }
}

async function probeOnnx(lowering: string): Promise<EngineState> {
  if (!isOnnxInstalled()) return { kind: 'absent', remedy: ONNX_INSTALL }
  const result = await probeInChild('probeProcess', `onnx:${lowering}`)
  return result.kind === 'working' ? result : { remedy: ONNX_REPAIR, ...result }
}

async function tfjs(backend: TfjsBackendName): Promise<EngineVariant> {
  return { engine: 'tfjs', variant: backend, packageName: BACKEND_PACKAGES[backend], state: await probeTfjs(backend) }
}

async function probeTfjs(backend: TfjsBackendName): Promise<EngineState> {
  if (packageFolder(backend) === null) return { kind: 'absent', remedy: installRemedy(backend) }
  const result = await probeInChild('tfjs/probeProcess', backend)
  return result.kind === 'working' ? result : { remedy: repairRemedy(backend), ...result }
}

import path from 'node:path'
import util from 'node:util'
import * as tf from '@tensorflow/tfjs-core'
import { BACKEND_PACKAGES, type TfjsBackendName } from './backendNames'
import { registerWasmKernels } from './kernels/registerWasmKernels'

/** A backend that computes in this process. */
export interface OpenBackend {
  readonly name: TfjsBackendName
  /** `EngineIdentity.version` */
  readonly version: string
  /** `EngineIdentity.backend` */
  readonly backend: 'wasm' | 'cpu' | 'tensorflow'
  /** `EngineIdentity.instructionSet` */
  readonly instructionSet: string
  readonly device: 'CPU' | 'GPU'
}

/**
 * WebAssembly is deterministic, so one binary with one thread gives the same bits on every machine.
 *
 * @throws Error where it cannot be loaded
 */
export async function loadWasmBackend(): Promise<OpenBackend> {
  const wasm = require(BACKEND_PACKAGES.wasm) as typeof import('@tensorflow/tfjs-backend-wasm')
  wasm.setWasmPaths(path.dirname(require.resolve(BACKEND_PACKAGES.wasm)) + path.sep)
  wasm.setThreadsCount(1)
  // One core a process: the parallelism is in the workers.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  await withoutNewListeners(() => activate('wasm'))
  registerWasmKernels()
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')
  return {
    name: 'wasm',
    version: `tfjs-core ${tf.version_core}, tfjs-backend-wasm ${wasm.version_wasm}`,
    backend: 'wasm',
    instructionSet: simd === true ? 'wasm-simd128' : 'wasm',
    device: 'CPU'
  }
}

/** Plain JavaScript. `Math.exp` and its like belong to V8, so its version is part of the identity. */
export async function loadCpuBackend(): Promise<OpenBackend> {
  const cpu = require(BACKEND_PACKAGES.cpu) as typeof import('@tensorflow/tfjs-backend-cpu')
  await activate('cpu')
  return {
    name: 'cpu',
    version: `tfjs-core ${tf.version_core}, tfjs-backend-cpu ${cpu.version_cpu}`,
    backend: 'cpu',
    instructionSet: `javascript, V8 ${process.versions.v8}`,
    device: 'CPU'
  }
}

/** What is used of tfjs-node's backend object. */
interface NodeBackend {
  readonly isUsingGpuDevice: boolean
  readonly binding: { readonly TF_Version: string }
}

/** @throws Error where the package lacks its native part or that cannot be loaded */
export async function loadNodeBackend(name: 'tfjs-node' | 'tfjs-node-gpu'): Promise<OpenBackend> {
  restoreIsNullOrUndefined()
  // Read by libtensorflow when it starts: one core a process, reproducible kernels, warnings and errors only.
  process.env.TF_NUM_INTRAOP_THREADS ??= '1'
  process.env.TF_NUM_INTEROP_THREADS ??= '1'
  process.env.TF_DETERMINISTIC_OPS ??= '1'
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1'
  const { version } = require(BACKEND_PACKAGES[name]) as { readonly version: Readonly<Record<string, string>> }
  await activate('tensorflow')
  const { isUsingGpuDevice, binding } = tf.backend() as unknown as NodeBackend
  const device = isUsingGpuDevice ? 'GPU' : 'CPU'
  return {
    name,
    version: `tfjs-core ${tf.version_core}, ${name} ${version['tfjs-node'] ?? version[name] ?? 'of unknown version'}`,
    backend: 'tensorflow',
    instructionSet: `libtensorflow ${binding.TF_Version}, ${device}, ${process.platform}-${process.arch}`,
    device
  }
}

/**
 * Emscripten's start-up code listens for uncaught errors and throws them again, which hides the exit code of a crash
 * from whoever started the process.
 */
async function withoutNewListeners(action: () => Promise<void>): Promise<void> {
  const events = ['uncaughtException', 'unhandledRejection'] as const
  const before = events.map((event) => process.rawListeners(event))
  await action()
  events.forEach((event, index) => {
    for (const listener of process.rawListeners(event)) {
      if (!before[index]!.includes(listener)) process.removeListener(event, listener as () => void)
    }
  })
}

async function activate(backend: string): Promise<void> {
  // Production mode leaves out the shape checks of every operation and an advertisement on stderr.
  tf.enableProdMode()
  if (!(await tf.setBackend(backend))) throw new Error(`the backend ${backend} did not start`)
  await tf.ready()
}

/** tfjs-node 4.22 calls this function, which Node 23 removed. */
function restoreIsNullOrUndefined(): void {
  const legacy = util as { isNullOrUndefined?: (value: unknown) => boolean }
  legacy.isNullOrUndefined ??= (value) => value === null || value === undefined
}

import { spawnSync } from 'node:child_process'
import path from 'node:path'
import type { Network } from '../../../src/claims/network/resolveNetwork'
import type { MetricSeries } from '../../../src/claims/runs'
import type { LabeledImages } from '../../../src/data/types'
import type { RunOutcome } from '../../../src/engine/engine'
import { TFJS_BACKENDS, type TfjsBackendName } from '../../../src/engine/tfjs/backendNames'
import { packageFolder } from '../../../src/engine/tfjs/backendPackage'
import type { OptimizerSpec } from '../../../src/optim/presets'
import type { ClassificationRunSpec } from '../../../src/runs/classification/types'
import { compiledSource } from './compiledSource'
import type { SmallDataset } from './smallDataset'

export type TfjsTask =
  | { readonly kind: 'identity' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'probe' }
  | { readonly kind: 'execute'; readonly spec: Omit<ClassificationRunSpec, 'engine'>; readonly dataset: SmallDataset }
  | {
      readonly kind: 'cohort'
      readonly specs: readonly Omit<ClassificationRunSpec, 'engine'>[]
      readonly dataset: SmallDataset
      /** A checkpoint is due every so many questions. */
      readonly due: number
      /** Where each run goes on, base64; without it at its beginning. */
      readonly from?: readonly (string | null)[]
      /** The execution breaks off with this checkpoint. */
      readonly stopAfter?: number
    }
  | {
      /** Of the engine, or derived by TensorFlow.js. */
      readonly kind: 'gradients' | 'autodiff'
      readonly network: Network
      readonly parameters: readonly Float64Array[]
      readonly images: LabeledImages
      readonly indices: readonly number[]
      readonly pixelScale: number
      readonly masks: readonly Float32Array[]
    }
  | { readonly kind: 'movingAverage'; readonly beta: number; readonly values: readonly (readonly number[])[] }
  | {
      readonly kind: 'optimizer'
      readonly spec: OptimizerSpec
      readonly numSteps: number
      readonly initial: readonly number[]
      readonly gradients: readonly (readonly number[])[]
      /** The update after which another optimizer goes on from what the first one saved. */
      readonly resumeAt?: number
    }

export type TfjsAnswer<Value> = { readonly value: Value } | { readonly error: { name: string; message: string } }

export interface Executed {
  /** The outcome as JSON, non-finite numbers as strings: what "to the bit" compares. */
  readonly bytes: string
  readonly shares: readonly number[]
  /** Live tensors after the run. */
  readonly tensors: number
}

export interface ExecutedCohort {
  /** In the order in which they were handed out. */
  readonly events: readonly { readonly index: number; readonly bytes: string }[]
  readonly checkpoints: readonly { readonly index: number; readonly bytes: string }[]
  /** How often the engine asked for a checkpoint. */
  readonly asked: number
  readonly tensors: number
}

/** Gives tasks to a fresh process with engine tfjs, in order. */
export function askTfjs(backend: TfjsBackendName, tasks: readonly TfjsTask[]): TfjsAnswer<unknown>[] {
  const input = JSON.stringify({ dist: compiledSource(), backend, tasks }, typedArraysAsLists)
  const child = path.join(__dirname, 'tfjsChild.cjs')
  const { status, stdout, stderr } = spawnSync(process.execPath, [child], { input, maxBuffer: 2 ** 28 })
  if (status !== 0) throw new Error(`the child ended with ${status}: ${stderr}`)
  return JSON.parse(String(stdout))
}

/** The value of an answer. */
export function resultOf<Value>(answer: TfjsAnswer<unknown> | undefined): Value {
  if (answer === undefined || 'error' in answer) throw new Error(`the task failed: ${JSON.stringify(answer)}`)
  return answer.value as Value
}

export function executeRuns(
  backend: TfjsBackendName,
  runs: readonly { readonly spec: Omit<ClassificationRunSpec, 'engine'>; readonly dataset: SmallDataset }[]
): Executed[] {
  return askTfjs(
    backend,
    runs.map((run) => ({ kind: 'execute', ...run }))
  ).map((answer) => resultOf<Executed>(answer))
}

/** The values of a metric, the last one last. */
export function series({ bytes }: Executed, metric: string): readonly number[] {
  const found: MetricSeries | undefined = (JSON.parse(bytes) as RunOutcome).metrics[metric]
  if (found === undefined) throw new Error(`the run recorded no ${metric}: ${bytes}`)
  return found.values
}

/** `describe` for every backend. A native one that is absent or does not work here is a skipped test that says why. */
export function describeBackends(title: string, suite: (backend: TfjsBackendName) => void): void {
  for (const backend of TFJS_BACKENDS) {
    const name = `${title} on ${backend}`
    const reason = whyUnavailable(backend)
    if (reason === null) describe(name, () => suite(backend))
    else test.skip(`${name} (${reason})`, () => undefined)
  }
}

/** The dependencies wasm and cpu have no excuse: they must pass. */
function whyUnavailable(backend: TfjsBackendName): string | null {
  if (backend === 'wasm' || backend === 'cpu') return null
  if (packageFolder(backend) === null) return 'not installed; scripts/build-tfjs-node.mjs builds it from source'
  const script = path.join(compiledSource(), 'engine', 'tfjs', 'probeProcess.js')
  const { stdout } = spawnSync(process.execPath, [script, backend])
  return String(stdout).includes('"kind":"working"') ? null : 'installed, but it does not work here'
}

function typedArraysAsLists(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value
}

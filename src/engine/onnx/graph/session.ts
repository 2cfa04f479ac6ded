import type { InferenceSession, Tensor } from 'onnxruntime-node'
import type { ElementType } from './graphBuilder'

export type TensorData = Float32Array | Uint8Array | Int32Array | BigInt64Array

export interface Feed {
  readonly type: ElementType
  readonly shape: readonly number[]
  readonly data: TensorData
}

/**
 * One core: a process a core is faster than threads, and the bits do not depend on the machine's number of cores.
 *
 * `set_denormal_as_zero` stays off: the first session that has it sets the mode of its whole thread for good, so that
 * JavaScript and WebAssembly beside it lose the smallest numbers too, and other engines' runs would depend on it.
 */
const OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  graphOptimizationLevel: 'all',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  enableCpuMemArena: true,
  enableMemPattern: true
}

/** A compiled graph that is ready to run. */
export class CompiledGraph {
  private constructor(
    private readonly ort: typeof import('onnxruntime-node'),
    private readonly session: InferenceSession
  ) {}

  static async load(model: Uint8Array, options: InferenceSession.SessionOptions = {}): Promise<CompiledGraph> {
    const ort = await import('onnxruntime-node')
    return new CompiledGraph(ort, await ort.InferenceSession.create(model, { ...OPTIONS, ...options }))
  }

  /** A tensor over the same memory, to be fed again and again. */
  tensor({ type, shape, data }: Feed): Tensor {
    return new this.ort.Tensor(type as 'float32', data as Float32Array, shape)
  }

  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>> {
    return this.session.run(feeds)
  }

  release(): Promise<void> {
    return this.session.release()
  }
}

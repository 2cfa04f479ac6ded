import { forwardFlops } from '../../claims/network/countOperations'
import type { Network } from '../../claims/network/resolveNetwork'
import type { UpdateRule } from '../../optim/updateRule'
import { type CompiledNetwork, compileNetwork, type Pixels } from './compileNetwork'
import { evaluationGraph } from './evaluationGraph'
import { CompiledGraph } from './graph/session'
import { createImageStack } from './images/createImageStack'
import { type ImageStack, imageLayersOf } from './images/imageStack'
import { VECTOR } from './members'
import type { Runtime } from './openRuntime'
import { stateSize } from './states'
import { trainingGraph } from './trainingGraph'
import { type UpdateFeatures, updateFeatures } from './update/updateFeatures'

/** Work of one call: long enough to hide its overhead, short enough for progress and checkpoints. */
const FLOPS_PER_CALL = 1.5e11
const MAX_STEPS_PER_CALL = 512
/** What an update goes over in a step: more would come from memory, which takes longer than what the members share. */
const CACHED_BYTES = 12e6
/** Images that are evaluated at once; of vectors whole multiples, and 50,000 and 10,000 of them. */
const EVALUATED_VECTORS = 25 * VECTOR
const EVALUATED_IMAGES = 128

/**
 * The compiled graphs of a network in a protocol, for cohorts of any size: made when they are first needed and kept.
 */
export class CohortModel {
  /**
   * Runs that one graph trains. A convolutional network's work is its members' own, so nothing is gained by more than one; of
   * a dense one as many as a shared cache holds, where the kernels keep members apart.
   */
  readonly membersAtOnce: number
  readonly evaluatedAtOnce: number
  /** Members share the vectors of a processor, so that each one's images fill them. */
  readonly evaluatedMultiple: number
  private readonly imageStack: ImageStack | null
  private readonly graphs = new Map<string, Promise<CompiledGraph>>()
  private readonly compiled = new Map<number, CompiledNetwork>()

  constructor(
    readonly network: Network,
    readonly batchSize: number,
    private readonly pixels: Pixels,
    { block, sharesKernels }: Pick<Runtime, 'block' | 'sharesKernels'>
  ) {
    const hasImages = imageLayersOf(network).length > 0
    this.evaluatedAtOnce = hasImages ? EVALUATED_IMAGES : EVALUATED_VECTORS
    this.evaluatedMultiple = hasImages ? 1 : VECTOR
    this.imageStack = hasImages ? createImageStack(network, pixels.scale, block) : null
    const cached = Math.max(1, Math.floor(CACHED_BYTES / updatedBytes(this.compiledFor(1))))
    this.membersAtOnce = hasImages || !sharesKernels ? 1 : cached
  }

  /** Steps of one call. */
  stepsPerCall(members: number): number {
    const flops = 3 * this.batchSize * members * forwardFlops(this.network)
    return Math.max(1, Math.min(MAX_STEPS_PER_CALL, Math.floor(FLOPS_PER_CALL / flops)))
  }

  compiledFor(members: number): CompiledNetwork {
    const known = this.compiled.get(members)
    if (known !== undefined) return known
    const compiled = compileNetwork(this.network, this.pixels, members, this.imageStack)
    this.compiled.set(members, compiled)
    return compiled
  }

  training(rules: readonly UpdateRule[]): { graph: Promise<CompiledGraph>; features: UpdateFeatures } {
    const features = updateFeatures(rules)
    const members = rules.length
    const key = `training ${members} ${JSON.stringify(features)}`
    const build = () => trainingGraph(this.network, this.compiledFor(members), members, this.batchSize, features)
    return { graph: this.graph(key, build), features }
  }

  evaluation(members: number, numImages: number): Promise<CompiledGraph> {
    const build = () => evaluationGraph(this.network, this.compiledFor(members), members, numImages)
    return this.graph(`evaluation ${members} ${numImages}`, build)
  }

  async release(): Promise<void> {
    const graphs = await Promise.allSettled(this.graphs.values())
    this.graphs.clear()
    for (const graph of graphs) if (graph.status === 'fulfilled') await graph.value.release()
  }

  private graph(key: string, build: () => Uint8Array): Promise<CompiledGraph> {
    const known = this.graphs.get(key)
    if (known !== undefined) return known
    const graph = CompiledGraph.load(build())
    this.graphs.set(key, graph)
    return graph
  }
}

/** Of one member: gradient, and before and after the update parameters, two moments and a maximum. */
function updatedBytes({ states }: CompiledNetwork): number {
  const values = states.reduce((sum, state) => sum + (state.trained ? stateSize(state) : 0), 0)
  return 9 * Float32Array.BYTES_PER_ELEMENT * values
}

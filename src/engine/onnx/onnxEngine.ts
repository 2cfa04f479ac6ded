import { networkOn } from '../../claims/network/resolveNetwork'
import type { Dataset } from '../../data/types'
import { canonicalJson } from '../../json/canonical'
import { type ClassificationRunSpec, NETWORK_KINDS } from '../../runs/classification/types'
import type { EngineIdentity } from '../../runs/types'
import type { Engine } from '../engine'
import { numericsDigest } from '../numerics'
import { requireRunKind } from '../requireRunKind'
import { DATA_READER } from '../training/dataReader'
import { CohortModel } from './cohortModel'
import type { Pixels } from './compileNetwork'
import { executeClassifiers } from './executeClassifiers'
import type { ImageLowering } from './images/imageStack'
import { openRuntime, type Runtime } from './openRuntime'

/** Models that a process keeps compiled. */
const KEPT_MODELS = 3

/**
 * The engine of the networks on a CPU: a whole training step of a whole cohort is compiled into one ONNX graph, which ONNX
 * Runtime executes on one thread. Load it in a worker process or a script, never in Jest's VM context: its typed
 * arrays are not those of the context.
 *
 * @param choice how convolutions are lowered; `auto`: to blocked kernels where they work here
 */
export function createOnnxEngine(choice: ImageLowering | 'auto' = 'auto'): Engine {
  const models = new Map<string, CohortModel>()
  return {
    name: 'onnx',
    supports: NETWORK_KINDS,
    identity: () => identify(choice),
    executeCohort: async (cohort, context) => {
      const runtime = await openRuntime(choice)
      const runs = cohort.map((spec) => requireRunKind('onnx', NETWORK_KINDS, spec))
      await executeClassifiers(runs, context, (spec, dataset) => modelFor(models, spec, dataset, runtime))
    }
  }
}

async function identify(choice: ImageLowering | 'auto'): Promise<EngineIdentity> {
  const { version, instructionSet, block } = await openRuntime(choice)
  const lowering = block === null ? 'plain' : `nchwc${block}`
  return {
    name: 'onnx',
    version,
    backend: 'cpu',
    instructionSet,
    lowering,
    numerics: numericsDigest({ engine: __filename, data: DATA_READER })
  }
}

function modelFor(
  models: Map<string, CohortModel>,
  { model: { layers }, loss, training, data }: ClassificationRunSpec,
  dataset: Dataset,
  runtime: Runtime
): CohortModel {
  const { imageShape, numClasses, numTargets = null } = dataset
  const pixelType = pixelTypeOf(dataset, data)
  const key = canonicalJson({
    layers,
    loss,
    batchSize: training.batchSize,
    pixelScale: data.pixelScale,
    imageShape,
    numClasses,
    numTargets,
    pixelType
  })
  const known = models.get(key)
  if (known !== undefined) return known
  const network = networkOn(dataset, layers, loss)
  const made = new CohortModel(network, training.batchSize, { scale: data.pixelScale, type: pixelType }, runtime)
  for (const [old, model] of [...models].slice(0, Math.max(0, models.size + 1 - KEPT_MODELS))) {
    models.delete(old)
    void model.release()
  }
  models.set(key, made)
  return made
}

/** As which type of numbers a run's images come to a graph. */
function pixelTypeOf({ trainingFile }: Dataset, { standardise }: ClassificationRunSpec['data']): Pixels['type'] {
  const areNumbers = trainingFile.pixels.BYTES_PER_ELEMENT > 1 || standardise?.includes('inputs')
  return areNumbers ? 'float32' : 'uint8'
}

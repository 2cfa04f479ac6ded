import type { ImageShape } from '../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import type { ImageOperators } from './imageOperators'
import type { ImageMinibatch, ParameterValues, TrainedImages } from './imageStack'
import type { ImageMeans, InputGradient, Normalisation } from './layers/batchNormalization'
import { backwardPass, forwardPass, type SegmentForward } from './segmentPasses'
import { numDropouts, type Segment } from './segments'
import { sliced, sliceLength, unsliced } from './slices'

/** The two ends of the image part. */
export interface ImageBorders {
  /** Bytes `[count, height * width * channels]` as images. */
  readonly fromPixels: (g: GraphBuilder, bytes: Value) => Value
  /** Shape of the images that are flattened into features. */
  readonly lastShape: ImageShape
}

/** A segment's forward pass, and the normalisation before it. */
interface SegmentPass extends SegmentForward {
  readonly entry: Value
  readonly normalisation: Normalisation | null
}

/** A minibatch through all segments in training mode, and back. */
export function trainImages(
  g: GraphBuilder,
  operators: ImageOperators,
  { fromPixels, lastShape }: ImageBorders,
  segments: readonly Segment[],
  minibatch: ImageMinibatch,
  parameters: ParameterValues
): TrainedImages {
  const length = sliceLength(minibatch.images.shape[0]!, operators.maxSlice)
  const remainingFactors = minibatch.dropout.map((factors) => sliced(g, factors, length))
  const statistics = new Map<string, Value>()
  const passes: SegmentPass[] = []
  let entry = sliced(g, minibatch.images, length)
  let held: readonly Value[] = []
  let moments: ImageMeans | null = null
  for (const [index, { normalisation, layers }] of segments.entries()) {
    let own: Normalisation | null = null
    if (normalisation !== null) {
      const batch = normalisation.batchMoments(g, moments!)
      own = normalisation.normalisation(g, parameters, batch)
      for (const [name, value] of normalisation.movedStatistics(g, parameters, batch)) statistics.set(name, value)
    }
    const next = segments[index + 1]?.normalisation ?? null
    const factors = remainingFactors.splice(0, numDropouts(layers))
    const pass = forwardPass(
      g,
      layers,
      parameters,
      { entry, held, factors },
      (step, slice) => (normalisation === null ? fromPixels(step, slice) : normalisation.apply(step, slice, own!)),
      (step, output) =>
        next === null ? [operators.toFeatures(step, output)] : [output, ...next.imageMoments(step, output)]
    )
    passes.push({ ...pass, entry, normalisation: own })
    entry = pass.ends[0]!
    held = pass.held
    moments = next === null ? null : [unsliced(g, pass.ends[1]!), unsliced(g, pass.ends[2]!)]
  }

  return {
    features: unsliced(g, entry),
    statistics,
    backward: (featureGradient) => {
      const gradients = new Map<string, Value>()
      let gradient = sliced(g, featureGradient, length)
      let heldGradients: readonly Value[] = []
      let factors: InputGradient | null = null
      for (let index = segments.length - 1; index >= 0; index--) {
        const { normalisation, layers } = segments[index]!
        if (normalisation === null && layers.length === 0) continue
        const { entry, kept, ends, normalisation: own } = passes[index]!
        const next = segments[index + 1]?.normalisation ?? null
        const factorsOfNext = factors
        const output = next === null ? [] : [ends[0]!]
        const result = backwardPass(
          g,
          layers,
          parameters,
          { kept, scanned: [gradient, entry, ...output], held: heldGradients, wanted: normalisation !== null },
          (step, [gradient, _entry, output]) =>
            next === null
              ? operators.fromFeatures(step, gradient!, lastShape)
              : next.applyGradient(step, output!, gradient!, factorsOfNext!),
          (step, gradient, [, entry]) => [gradient, ...normalisation!.gradientMeans(step, entry!, gradient, own!)]
        )
        for (const [name, value] of result.gradients) gradients.set(name, value)
        if (normalisation === null) continue
        gradient = result.ends[0]!
        heldGradients = result.held
        const means: ImageMeans = [unsliced(g, result.ends[1]!), unsliced(g, result.ends[2]!)]
        for (const [name, value] of normalisation.parameterGradients(g, means)) gradients.set(name, value)
        factors = normalisation.inputGradient(g, means, own!)
      }
      return gradients
    }
  }
}

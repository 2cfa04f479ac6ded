import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import { reshape } from '../../graph/operations'
import type { ImageOperators } from '../imageOperators'

/** `[pixels, channels]` */
export function pixelRows(g: GraphBuilder, operators: ImageOperators, images: Value): Value {
  const [count, channels, height, width] = images.shape
  return reshape(g, operators.toFeatures(g, images), [count! * height! * width!, channels!])
}

export function fromPixelRows(g: GraphBuilder, operators: ImageOperators, rows: Value, { shape }: Value): Value {
  const [count, channels, height, width] = shape
  const features = reshape(g, rows, [count!, height! * width! * channels!])
  return operators.fromFeatures(g, features, [height!, width!, channels!])
}

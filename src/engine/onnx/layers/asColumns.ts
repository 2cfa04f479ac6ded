import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { multiply, reshape, transpose } from '../graph/operations'
import type { Vectors } from './loweredLayer'

/** Vectors as columns; rows are transposed and scaled. */
export function asColumns(g: GraphBuilder, vectors: Vectors): Value {
  if (vectors.layout === 'columns') return vectors.value
  if (vectors.hasOnes) throw new Error('a column of ones is for a Dense layer alone')
  const { value, scale } = vectors
  const columns = reshape(g, transpose(g, value, [1, 0]), [1, value.shape[1]!, value.shape[0]!])
  return scale === 1 ? columns : multiply(g, columns, g.scalar(scale))
}

/** A gradient with respect to `asColumns(vectors)`, `[1, length, batch]`, as one with respect to the vectors. */
export function gradientOfColumns(g: GraphBuilder, vectors: Vectors, gradient: Value): Value {
  if (vectors.layout === 'columns') return gradient
  const { shape } = vectors.value
  const rows = transpose(g, reshape(g, gradient, [shape[1]!, shape[0]!]), [1, 0])
  return vectors.scale === 1 ? rows : multiply(g, rows, g.scalar(vectors.scale))
}

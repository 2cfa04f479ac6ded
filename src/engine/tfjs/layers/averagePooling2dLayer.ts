import * as tf from '@tensorflow/tfjs-core'
import type { ResolvedLayer } from '../../../claims/network/resolveNetwork'
import { averagingMatrices } from '../../../claims/network/window'
import { simpleTrace, type TfjsLayer } from './layer'

/**
 * The mean of each window: a product along the columns of every image's pixels and one along its rows, one way for all
 * backends. Neither operand is transposed: the wasm backend then multiplies in a plain loop.
 */
export function averagePooling2dLayer(layer: Extract<ResolvedLayer, { kind: 'averagePooling2d' }>): TfjsLayer {
  const { input, output, window } = layer
  const [rows, columns] = averagingMatrices(input, window)
  const backRows = { values: Float32Array.from(rows), shape: [output[0], input[0]] } as const
  const backColumns = { values: Float32Array.from(columns), shape: [output[1], input[1]] } as const
  const [toRows, toColumns] = [transposed(backRows), transposed(backColumns)]
  /** @param images `[n, height, width, channels]`, of one shape or the other */
  const through = (images: tf.Tensor, alongRows: Matrix, alongColumns: Matrix): tf.Tensor => {
    const [count, , , channels] = images.shape as [number, number, number, number]
    const columnsLast = tf.transpose(images, [0, 1, 3, 2])
    const pooled = lastAxisTimes(columnsLast, alongColumns)
    const rowsLast = tf.transpose(pooled, [0, 2, 3, 1])
    const all = tf.transpose(lastAxisTimes(rowsLast, alongRows), [0, 3, 2, 1])
    return tf.reshape(all, [count, alongRows.shape[1], alongColumns.shape[1], channels])
  }
  const infer = (images: tf.Tensor): tf.Tensor => through(images, toRows, toColumns)
  return {
    infer,
    train: (images) => simpleTrace(infer(images), (gradient) => through(gradient, backRows, backColumns))
  }
}

/** Row by row. */
interface Matrix {
  readonly values: Float32Array
  readonly shape: readonly [number, number]
}

function transposed({ values, shape: [rows, columns] }: Matrix): Matrix {
  const turned = Float32Array.from(values, (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!)
  return { values: turned, shape: [columns, rows] }
}

function lastAxisTimes(x: tf.Tensor, { values, shape }: Matrix): tf.Tensor {
  const product = tf.matMul(tf.reshape<tf.Rank.R2>(x, [-1, shape[0]]), tf.tensor2d(values, [...shape]))
  return tf.reshape(product, [...x.shape.slice(0, -1), shape[1]])
}

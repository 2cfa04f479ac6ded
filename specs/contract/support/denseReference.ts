import type { LabeledImages } from '../../../src/data/types'
import type { DenseParameters } from '../../../src/engine/training/initialWeights'
import type { ResolvedDense, ResolvedLayer } from '../../../src/engine/training/resolveLayers'

/**
 * The float64 reference of a Dense stack with softmax cross-entropy, written with loops over numbers so that it shares
 * nothing with the engines. `denseReference.spec.ts` checks it by finite differences.
 */
export interface ReferenceGradients {
  /** Mean over the rows. */
  readonly loss: number
  /** Kernel, then bias, layer by layer. */
  readonly gradients: readonly Float64Array[]
}

type Matrix = readonly Float64Array[]

/** Inputs of the rows, and their labels. */
export interface Rows {
  readonly inputs: Matrix
  readonly labels: readonly number[]
}

export function rowsOf(images: LabeledImages, indices: ArrayLike<number>, pixelScale: number): Rows {
  const size = images.pixels.length / images.count
  const chosen = Array.from(indices)
  return {
    inputs: chosen.map((index) =>
      Float64Array.from(images.pixels.subarray(index * size, (index + 1) * size), (pixel) => pixel / pixelScale)
    ),
    labels: chosen.map((index) => images.labels[index]!)
  }
}

/** @param masks factors of the Dropout layers, row by row; null for inference */
export function referenceLogits(
  layers: readonly ResolvedLayer[],
  parameters: readonly DenseParameters[],
  inputs: Matrix,
  masks: readonly ArrayLike<number>[] | null
): Matrix {
  return forward(layers, parameters, inputs, masks).at(-1)!
}

/** One loss a row: ln sum exp(z) - z_label. */
export function referenceLosses(logits: Matrix, labels: readonly number[]): number[] {
  return logits.map((row, i) => {
    const largest = Math.max(...row)
    return largest + Math.log(sum(row.map((z) => Math.exp(z - largest)))) - row[labels[i]!]!
  })
}

export function referenceGradients(
  layers: readonly ResolvedLayer[],
  parameters: readonly DenseParameters[],
  { inputs, labels }: Rows,
  masks: readonly ArrayLike<number>[]
): ReferenceGradients {
  const values = forward(layers, parameters, inputs, masks)
  const logits = values.at(-1)!
  const gradients: Float64Array[] = []
  let gradient: Matrix = logits.map((row, i) =>
    softmax(row).map((p, label) => (p - (label === labels[i] ? 1 : 0)) / logits.length)
  )
  let denseIndex = parameters.length
  let maskIndex = masks.length
  for (let index = layers.length - 1; index >= 0; index--) {
    const layer = layers[index]!
    const input = values[index]!
    if (layer.kind === 'dropout') {
      gradient = masked(gradient, masks[--maskIndex]!)
      continue
    }
    if (index < layers.length - 1) gradient = throughActivation(layer, values[index + 1]!, gradient)
    const { kernel, bias } = parameters[--denseIndex]!
    if (bias !== null) gradients.unshift(columnSums(gradient, layer.units))
    gradients.unshift(outerSum(input, gradient, layer))
    gradient = gradient.map((row) => backwardRow(row, kernel, layer))
  }
  return { loss: sum(referenceLosses(logits, labels)) / labels.length, gradients }
}

/** The input of every layer, and last the logits. */
function forward(
  layers: readonly ResolvedLayer[],
  parameters: readonly DenseParameters[],
  inputs: Matrix,
  masks: readonly ArrayLike<number>[] | null
): Matrix[] {
  const values = [inputs]
  let denseIndex = 0
  let maskIndex = 0
  layers.forEach((layer, index) => {
    const input = values.at(-1)!
    if (layer.kind === 'dropout') {
      values.push(masks === null ? input : masked(input, masks[maskIndex++]!))
      return
    }
    const affine = input.map((row) => affineRow(row, parameters[denseIndex]!, layer))
    denseIndex += 1
    values.push(index === layers.length - 1 ? affine : affine.map((row) => activated(layer.activation, row)))
  })
  return values
}

function affineRow(row: Float64Array, { kernel, bias }: DenseParameters, { units }: ResolvedDense): Float64Array {
  const result = bias === null ? new Float64Array(units) : Float64Array.from(bias)
  for (let i = 0; i < row.length; i++) {
    for (let unit = 0; unit < units; unit++) result[unit]! += row[i]! * kernel[i * units + unit]!
  }
  return result
}

function activated(activation: ResolvedDense['activation'], row: Float64Array): Float64Array {
  switch (activation) {
    case 'linear':
      return row
    case 'relu':
      return row.map((x) => Math.max(x, 0))
    case 'tanh':
      return row.map((x) => Math.tanh(x))
    case 'sigmoid':
      return row.map((x) => 1 / (1 + Math.exp(-x)))
    case 'softmax':
      return softmax(row)
    default:
      return activation satisfies never
  }
}

function throughActivation({ activation }: ResolvedDense, output: Matrix, gradient: Matrix): Matrix {
  return gradient.map((row, r) => {
    const y = output[r]!
    switch (activation) {
      case 'linear':
        return row
      case 'relu':
        return row.map((g, i) => (y[i]! > 0 ? g : 0))
      case 'tanh':
        return row.map((g, i) => g * (1 - y[i]! ** 2))
      case 'sigmoid':
        return row.map((g, i) => g * y[i]! * (1 - y[i]!))
      case 'softmax': {
        const mean = sum(row.map((g, i) => g * y[i]!))
        return row.map((g, i) => y[i]! * (g - mean))
      }
      default:
        return activation satisfies never
    }
  })
}

function softmax(row: Float64Array): Float64Array {
  const largest = Math.max(...row)
  const exponentials = row.map((z) => Math.exp(z - largest))
  const total = sum(exponentials)
  return exponentials.map((value) => value / total)
}

function masked(matrix: Matrix, mask: ArrayLike<number>): Matrix {
  return matrix.map((row, r) => row.map((value, i) => value * mask[r * row.length + i]!))
}

function columnSums(matrix: Matrix, columns: number): Float64Array {
  return Float64Array.from({ length: columns }, (_, column) => sum(matrix.map((row) => row[column]!)))
}

function backwardRow(row: Float64Array, kernel: Float64Array, { inputs, units }: ResolvedDense): Float64Array {
  const result = new Float64Array(inputs)
  for (let i = 0; i < inputs; i++) {
    for (let unit = 0; unit < units; unit++) result[i]! += row[unit]! * kernel[i * units + unit]!
  }
  return result
}

function outerSum(input: Matrix, gradient: Matrix, { inputs, units }: ResolvedDense): Float64Array {
  const result = new Float64Array(inputs * units)
  input.forEach((row, r) => {
    for (let i = 0; i < inputs; i++) {
      for (let unit = 0; unit < units; unit++) result[i * units + unit]! += row[i]! * gradient[r]![unit]!
    }
  })
  return result
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

import { outputSize, type Window } from '../../../../claims/network/window'
import { type GraphBuilder, int, ints, text, type Value } from '../../graph/graphBuilder'
import { concat, gemm, pad, reshape, slice, transpose } from '../../graph/operations'
import type { Convolution, KernelGradient } from '../imageOperators'
import { blockedConvolution, channelwiseFilters, padSides } from './blocks'
import { channelsAsBatch, imagesAsChannels } from './directConvolution'
import { hasToomCook, type ToomCook, toomCook } from './toomCook'

/** The sums before and after the products must cost less than what is saved. */
const WORTHWHILE_SHARE = 0.75

/** Whether a convolution is better done by `rowConvolution`. */
export function rowsPay(input: readonly number[], window: Window): boolean {
  const { size, strides } = window
  if (strides[0] !== 1 || strides[1] !== 1 || !hasToomCook(size[0])) return false
  const { numProducts, tile } = toomCook(size[0])
  const rows = outputSize(input, window)[0]
  return Math.ceil(rows / tile) * numProducts <= WORTHWHILE_SHARE * rows * size[0]
}

/**
 * A convolution along the columns of sums of rows: tiles of four output rows by Toom-Cook, 8 products where the plain
 * sum over a kernel's five rows takes 20. Every sum of rows is itself a convolution, of each channel on its own.
 */
export function rowConvolution(
  g: GraphBuilder,
  kernel: Value,
  input: readonly number[],
  window: Window,
  block: number
): Convolution {
  const [kernelRows, kernelColumns, , filters] = kernel.shape
  const { numProducts, tile, constantProduct, kernel: kernelMatrix, output: outputMatrix } = toomCook(kernelRows!)
  const [rows, columns] = outputSize(input, window)
  const numTiles = Math.ceil(rows / tile)
  const grouped = groupedFilters(g, kernel, kernelMatrix, block)
  const allFilters = numProducts * filters!
  return (step, images, { bias, rectified }) => {
    const count = images.shape[0]!
    const { padded } = padSides(step, images, block, [0, 0], window.padColumns)
    const sums = outputMatrix[0]!.map((_, product) => inputSum(step, padded, product, window, rows, block))
    const inputs = concat(step, sums, 1)
    const biases = bias === null ? null : onProduct(step, bias, constantProduct, numProducts)
    const products = blockedConvolution(step, [inputs, grouped, biases], [count, allFilters, numTiles, columns], {
      kernel_shape: ints([1, kernelColumns!]),
      group: int(numProducts)
    })
    // Channel blocks and tiles of one product are rows of one block, so that products are dilated rows.
    const rowsOfProduct = (filters! / block) * numTiles
    const asRows = reshape(step, products, [count, block, numProducts * rowsOfProduct, columns])
    const outputs = outputMatrix.map((factors) =>
      rowSums(step, asRows, factors, block, { dilation: rowsOfProduct, rectified, numRows: rowsOfProduct })
    )
    const views = outputs.map((value) =>
      reshape(step, value, [(count * filters!) / block, numTiles, 1, columns * block])
    )
    const tiles = reshape(step, concat(step, views, 2), [(count * filters!) / block, numTiles * tile, columns * block])
    const cut = slice(step, tiles, [0, 0, 0], [(count * filters!) / block, rows, columns * block])
    return reshape(step, cut, [count, filters!, rows, columns])
  }
}

/** What a product sees of each tile's rows: `[count, channels, tiles, width]`. @param images padded at the sides */
function inputSum(g: GraphBuilder, images: Value, product: number, window: Window, rows: number, block: number): Value {
  const { numProducts, tile, input: matrix } = toomCook(window.size[0])
  const numTiles = Math.ceil(rows / tile)
  const top = window.padRows[0]
  const bottom = (numTiles - 1) * tile + numProducts - images.shape[2]! - top
  return rowSums(g, images, matrix[product]!, block, { stride: tile, pads: [top, bottom], numRows: numTiles })
}

interface RowSumOptions {
  readonly numRows: number
  readonly stride?: number
  readonly dilation?: number
  readonly pads?: readonly [number, number]
  readonly rectified?: boolean
}

/** sum_k factors[k] X[i stride + k dilation - pad] for each channel. */
function rowSums(
  g: GraphBuilder,
  images: Value,
  factors: readonly number[],
  block: number,
  options: RowSumOptions
): Value {
  const { numRows, stride = 1, dilation = 1, pads = [0, 0], rectified = false } = options
  const [count, channels, , width] = images.shape
  return blockedConvolution(
    g,
    [images, channelwiseFilters(g, factors, [factors.length, 1], channels!, block)],
    [count!, channels!, numRows, width!],
    {
      kernel_shape: ints([factors.length, 1]),
      strides: ints([stride, 1]),
      dilations: ints([dilation, 1]),
      pads: ints([pads[0], 0, pads[1], 0]),
      group: int(channels!),
      ...(rectified ? { activation: text('Relu') } : {})
    }
  )
}

/** The kernels of all products, one group of filters after another: `[products * filters, channels, 1, columns]`. */
function groupedFilters(g: GraphBuilder, kernel: Value, matrix: ToomCook['kernel'], block: number): Value {
  const [kernelRows, kernelColumns, channels, filters] = kernel.shape
  const rows = reshape(g, kernel, [kernelRows!, kernelColumns! * channels! * filters!])
  const products = gemm(g, constantMatrix(g, matrix), rows)
  const blocks = [kernelColumns!, channels! / block, block, filters! / block, block]
  const laidOut = transpose(g, reshape(g, products, [matrix.length, ...blocks]), [0, 4, 2, 1, 3, 5])
  return reshape(g, laidOut, [matrix.length * filters!, channels!, 1, kernelColumns!])
}

/** The filters' biases on one product, and zeros on the others. */
function onProduct(g: GraphBuilder, bias: Value, product: number, numProducts: number): Value {
  const filters = bias.shape[0]!
  return pad(g, bias, [product * filters], [(numProducts - 1 - product) * filters])
}

function constantMatrix(g: GraphBuilder, rows: readonly (readonly number[])[]): Value {
  return g.constant('float32', [rows.length, rows[0]!.length], rows.flat())
}

/**
 * The kernel's gradient by the transposed algorithm: sums of the rows of X as in the convolution, sums of the rows of
 * dY instead of the kernel's, one correlation along the columns for each product, and the kernel's rows at the end.
 */
export function rowKernelGradient(
  kernel: readonly number[],
  input: readonly number[],
  window: Window,
  block: number
): KernelGradient {
  const [kernelRows, kernelColumns, channels, filters] = kernel
  const { numProducts, tile, kernel: kernelMatrix, output: outputMatrix } = toomCook(kernelRows!)
  const [rows] = outputSize(input, window)
  const numTiles = Math.ceil(rows / tile)
  return {
    sumShapes: new Array<number[]>(numProducts).fill([channels!, filters!, 1, kernelColumns!]),
    add: (g, sums, images, gradient) => {
      const { padded } = padSides(g, images, block, [0, 0], window.padColumns)
      return sums.map((sum, product) => {
        const factors = outputMatrix.map((row) => row[product]!)
        const options = { stride: tile, pads: [0, numTiles * tile - rows], numRows: numTiles } as const
        const gradientSum = rowSums(g, gradient, factors, block, options)
        const asImages = channelsAsBatch(g, inputSum(g, padded, product, window, rows, block), block)
        const asFilters = imagesAsChannels(g, gradientSum, block)
        const attributes = { kernel_shape: ints(asFilters.shape.slice(2)) }
        return blockedConvolution(g, [asImages, asFilters, null, sum], sum.shape, attributes)
      })
    },
    kernel: (g, sums) => {
      const elements = channels! * filters! * kernelColumns!
      const products = concat(
        g,
        sums.map((sum) => reshape(g, sum, [1, elements])),
        0
      )
      const ofRows = gemm(g, constantMatrix(g, kernelMatrix), products, { transposeA: true })
      const blocks = reshape(g, ofRows, [kernelRows!, channels!, filters! / block, kernelColumns!, block])
      return reshape(g, transpose(g, blocks, [0, 3, 1, 2, 4]), kernel)
    }
  }
}

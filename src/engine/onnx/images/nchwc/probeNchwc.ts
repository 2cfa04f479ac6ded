import { GraphBuilder, type Value } from '../../graph/graphBuilder'
import { zeros } from '../../graph/operations'
import { CompiledGraph } from '../../graph/session'
import type { ImageOperators } from '../imageOperators'
import { plainOperators } from '../plain/plainOperators'
import { nchwcOperators } from './nchwcOperators'

/** Of AVX-512, and of what is older. */
const BLOCKS = [16, 8]
const COUNT = 2
/** Enough rows for `rowConvolution`, and no two lengths alike. */
const SHAPE = [8, 7, 3] as const
const KERNEL = [3, 2] as const
/** Of the largest value: a thousand roundings of float32, where a wrong layout is off by the value itself. */
const TOLERANCE = 1e-4

/** A refusal is not to be printed. */
const FATAL = 4

/**
 * Finds the block of channels of this machine's blocked kernels by a small graph of everything that the lowering asks of
 * them, whose answer is compared with that of standard operators.
 *
 * @returns null where the kernels are absent or wrong
 */
export async function probeNchwc(): Promise<number | null> {
  for (const block of BLOCKS) {
    try {
      const expected = await answers(plainOperators, 2 * block)
      const received = await answers(nchwcOperators(block), 2 * block)
      if (expected.every((values, index) => agree(values, received[index]!))) return block
    } catch {
      // A runtime without the kernels refuses the graph: that is an answer, not a failure.
    }
  }
  return null
}

function agree(expected: Float32Array, received: Float32Array): boolean {
  const largest = expected.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  return expected.every((value, index) => Math.abs(value - received[index]!) <= TOLERANCE * largest)
}

async function answers(operators: ImageOperators, channels: number): Promise<readonly Float32Array[]> {
  const g = new GraphBuilder()
  const graph = await CompiledGraph.load(encoded(g, operators, channels), { logSeverityLevel: FATAL })
  try {
    const outputs = await graph.run({})
    return Object.keys(outputs)
      .sort()
      .map((name) => outputs[name]!.data as Float32Array)
  } finally {
    await graph.release()
  }
}

function encoded(g: GraphBuilder, operators: ImageOperators, channels: number): Uint8Array {
  const window = { size: KERNEL, strides: [1, 1], padRows: [1, 1], padColumns: [0, 1] } as const
  const bias = g.constant('float32', [channels], integers([channels], 3))
  const bytes = [COUNT, SHAPE[0] * SHAPE[1] * SHAPE[2]]
  const values = integers(bytes, 1).map((value) => value + 2)
  const pixels = operators.fromPixels(g, g.constant('uint8', bytes, values), SHAPE, 1)

  const kernelShape = (inputs: number) => [...KERNEL, inputs, channels]
  const convolve = (images: Value, seed: number) => {
    const shape = kernelShape(images.shape[1]!)
    const kernel = g.constant('float32', shape, integers(shape, seed))
    return operators.convolution(g, kernel, SHAPE, window)(g, images, { bias, rectified: true })
  }
  const first = convolve(pixels, 3)
  const second = convolve(first, 5)
  const ofKernel = operators.kernelGradient(kernelShape(channels), SHAPE, window)
  const zeroSums = ofKernel.sumShapes.map((shape) => zeros(g, shape))

  // Whole numbers without rounding: which of two values is larger does not depend on the lowering.
  const poolingWindow = { size: [3, 2], strides: [2, 2], padRows: [1, 1], padColumns: [0, 1] } as const
  const pooled = operators.maxPool(g, first, poolingWindow)
  const pooling = { images: first, output: pooled, gradient: pooled, window: poolingWindow, rectified: true }

  const factor = g.constant('float32', [1, channels], integers([channels], 7))
  const affine = operators.affine(g, second, { factor, offset: factor, plus: first })

  g.output('affine', operators.toFeatures(g, affine))
  g.output('kernelGradient', ofKernel.kernel(g, ofKernel.add(g, zeroSums, first, second)))
  g.output('means', operators.channelMeans(g, second))
  g.output('poolingGradient', operators.toFeatures(g, operators.maxPoolGradient(g, pooling)))
  return g.encode()
}

/** Integers from -2 to 2 without a pattern that a wrong layout would keep. */
function integers(shape: readonly number[], seed: number): number[] {
  const length = shape.reduce((product, size) => product * size, 1)
  return Array.from({ length }, (_, index) => ((index * index * seed + 7 * index + Math.floor(index / 11)) % 5) - 2)
}

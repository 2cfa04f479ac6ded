import { GraphBuilder } from '../../graph/graphBuilder'
import { zeros } from '../../graph/operations'
import { CompiledGraph } from '../../graph/session'
import type { ImageOperators } from '../imageOperators'
import { plainOperators } from '../plain/plainOperators'
import { nchwcOperators } from './nchwcOperators'

/** AVX-512 and Arm; AVX2. */
const BLOCKS = [16, 8]
const COUNT = 2
const SHAPE = [5, 7, 3] as const
/** Two rows: too few for sums of rows, which are not exact. */
const KERNEL = [2, 3] as const

/**
 * Finds the block of channels of this machine's blocked kernels by a small network of all of them: two convolutions and
 * a pooling forwards, and the second kernel's gradient. Its numbers are small integers, so that both lowerings must
 * agree to the bit.
 *
 * @returns null where the kernels are absent or wrong
 */
export async function probeNchwc(): Promise<number | null> {
  for (const block of BLOCKS) {
    const channels = 2 * block
    try {
      const expected = await answer(plainOperators, channels)
      const received = await answer(nchwcOperators(block), channels)
      if (expected.every((value, index) => value === received[index])) return block
    } catch {
      // A runtime without the kernels refuses the graph: that is an answer, not a failure.
    }
  }
  return null
}

async function answer(operators: ImageOperators, channels: number): Promise<readonly number[]> {
  const g = new GraphBuilder()
  const window = { size: KERNEL, strides: [1, 1], padRows: [0, 1], padColumns: [1, 1] } as const
  const shapeOf = (inputs: number) => [...KERNEL, inputs, channels]
  const convolution = (inputs: number, seed: number) => {
    const kernel = g.constant('float32', shapeOf(inputs), integers(shapeOf(inputs), seed))
    return operators.convolution(g, kernel, SHAPE, window)
  }
  const bytes = [COUNT, SHAPE[0] * SHAPE[1] * SHAPE[2]]
  const values = integers(bytes, 1).map((value) => value + 2)
  const pixels = operators.fromPixels(g, g.constant('uint8', bytes, values), SHAPE, 1)
  const options = { bias: null, rectified: true }
  const first = convolution(SHAPE[2], 3)(g, pixels, options)
  const second = convolution(channels, 5)(g, first, options)
  const pooled = operators.maxPool(g, second, { size: [3, 2], strides: [2, 2], padRows: [1, 1], padColumns: [0, 1] })
  const gradient = operators.kernelGradient(shapeOf(channels), SHAPE, window)
  const zeroSums = gradient.sumShapes.map((shape) => zeros(g, shape))
  const kernelSums = gradient.add(g, zeroSums, first, second)
  g.output('pooled', operators.toFeatures(g, pooled))
  g.output('kernel', gradient.kernel(g, kernelSums))
  const graph = await CompiledGraph.load(g.encode())
  try {
    const { pooled, kernel } = await graph.run({})
    return [...(pooled!.data as Float32Array), ...(kernel!.data as Float32Array)]
  } finally {
    await graph.release()
  }
}

/** Integers from -2 to 2 without a pattern that a wrong layout would keep. */
function integers(shape: readonly number[], seed: number): number[] {
  const length = shape.reduce((product, size) => product * size, 1)
  return Array.from({ length }, (_, index) => ((index * index * seed + 7 * index + Math.floor(index / 11)) % 5) - 2)
}

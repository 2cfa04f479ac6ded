import { ANY, GraphBuilder } from './graph/graphBuilder'
import { divide, gemm, unary } from './graph/operations'
import { CompiledGraph } from './graph/session'

/** Rows of several members. */
const NUM_ROWS = 120
/** Rows of fewer, above and below the tiles of kernels, and multiples of none. */
const FEWER = [2, 3, 5, 10, 33]
/** Lengths of rows, and columns, likewise. */
const SHAPES = [
  [7, 5],
  [37, 16],
  [130, 70],
  [300, 130]
] as const

/**
 * Whether the kernels here are as `members.ts` needs them, tried on numbers: a row of a product does not depend on the rows
 * beside it, quotients and roots are rounded right. Where they are not, runs must be trained one by one.
 */
export async function probeProducts(): Promise<boolean> {
  const graph = await CompiledGraph.load(products())
  try {
    for (const [length, columns] of SHAPES) {
      const b = numbers(length * columns, 89)
      const answers = async (a: Float32Array) => {
        const matrix = (data: Float32Array, shape: readonly number[]) => graph.tensor({ type: 'float32', shape, data })
        const outputs = await graph.run({
          a: matrix(a, [a.length / length, length]),
          b: matrix(b, [length, columns]),
          c: matrix(b, [columns, length])
        })
        return Object.values(outputs).map(({ data }) => data as Float32Array)
      }
      const a = numbers(NUM_ROWS * length, 97)
      const all = await answers(a)
      for (const rows of FEWER) {
        const some = await answers(a.subarray((NUM_ROWS - rows) * length))
        if (!some.every((last, output) => bytes(last).equals(bytes(all[output]!).subarray(-last.byteLength))))
          return false
      }
      if (!bytes(all.at(-1)!).equals(bytes(a.map(rootOfThird)))) return false
    }
    return true
  } finally {
    await graph.release()
  }
}

function products(): Uint8Array {
  const g = new GraphBuilder()
  const a = g.input('a', 'float32', [ANY, ANY])
  const b = g.input('b', 'float32', [ANY, ANY])
  const c = g.input('c', 'float32', [ANY, ANY])
  for (const alpha of [1, 1 / 255]) {
    g.output(`${alpha} a b`, gemm(g, a, b, { alpha }))
    g.output(`${alpha} a c'`, gemm(g, a, c, { alpha, transposeB: true }))
  }
  g.output('root', unary(g, 'Sqrt', divide(g, unary(g, 'Abs', a), g.scalar(3))))
  return g.encode()
}

/** Rounding to float64 before float32 changes neither quotients nor roots. */
function rootOfThird(x: number): number {
  return Math.sqrt(Math.fround(Math.abs(x) / 3))
}

function bytes({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** In [-1, 1], and no multiples of a power of two. */
function numbers(length: number, period: number): Float32Array {
  return Float32Array.from({ length }, (_, place) => (2 * (place % period)) / (period - 1) - 1)
}

import { sha256 } from '../../json/canonical'
import { GraphBuilder } from './graph/graphBuilder'
import { add, approximate, divide, gemm, matMul, reduce, reshape, unary } from './graph/operations'
import { CompiledGraph } from './graph/session'

/** Odd lengths, so that the ends of vectors are in it. */
const ROWS = 37
const INNER = 1031
const COLUMNS = 45

/**
 * A digest of what the kernels make of fixed numbers: processors whose vector units round in another order give another one,
 * and so other run keys. Eight hex digits.
 */
export async function numericFingerprint(): Promise<string> {
  const g = new GraphBuilder()
  const a = g.input('a', 'float32', [ROWS, INNER])
  const b = g.input('b', 'float32', [COLUMNS, INNER])
  const product = gemm(g, a, b, { transposeB: true, alpha: 1 / 255 })
  const exponentials = approximate(g, 'Exp', product)
  const shares = divide(g, exponentials, reduce(g, 'ReduceSum', exponentials, [1]))
  const logarithms = approximate(g, 'Log', approximate(g, 'Sigmoid', product))
  g.output('shares', add(g, shares, approximate(g, 'Tanh', logarithms)))
  g.output('gram', matMul(g, shares, shares, { transposeB: true }))
  // The update's own kind of product.
  const row = reshape(g, shares, [1, ROWS * COLUMNS])
  g.output('sum', gemm(g, g.constant('float32', [1, 1], [0.9]), row, { addend: unary(g, 'Sqrt', row) }))
  const graph = await CompiledGraph.load(g.encode())
  const outputs = await graph.run({
    a: graph.tensor({ type: 'float32', shape: [ROWS, INNER], data: sawtooth(ROWS * INNER, 97) }),
    b: graph.tensor({ type: 'float32', shape: [COLUMNS, INNER], data: sawtooth(COLUMNS * INNER, 89) })
  })
  await graph.release()
  const bytes = ['shares', 'gram', 'sum'].map((name) => {
    const { buffer, byteOffset, byteLength } = outputs[name]!.data as Float32Array
    return Buffer.from(buffer, byteOffset, byteLength)
  })
  return sha256(Buffer.concat(bytes)).slice(0, 8)
}

/** Numbers in [-1, 1] that are no multiples of a power of two. */
function sawtooth(length: number, period: number): Float32Array {
  return Float32Array.from({ length }, (_, place) => (2 * (place % period)) / (period - 1) - 1)
}

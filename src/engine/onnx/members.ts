import type { GraphBuilder, Value } from './graph/graphBuilder'
import { type Approximated, approximate, concat, gemm, matMul, pad, reshape, slice } from './graph/operations'

/**
 * What a graph may compute for several members at once. A member's bits must not depend on how many there are nor on its
 * place, and ONNX Runtime promises no such thing; it was found to do this:
 *
 * - Adding, multiplying, dividing, roots, comparing and moving give the one right answer, wherever a number lies.
 * - `Exp`, `Log`, `Tanh`, `Sigmoid`, `Erf` are approximations, and what is left over at the end of a tensor, less than a vector of the
 *   processor, goes through another one (`Log`: the C library's). So each member's part is filled up to whole vectors.
 * - `ReduceSum` and `ReduceMean` add in an order that depends on whether an axis of length 1 (a single member) was in the way,
 *   and on where in memory a row starts. Sums are products with ones instead: one product a member, of a fixed shape.
 * - A row of a product depends neither on the other rows nor on their number, but for a single row, or column: that is
 *   another kernel. So there are always two. `probeProducts.ts` asks the machine whether it is so.
 */

/** Numbers in the widest vector of the processors that ONNX Runtime has kernels for: AVX-512, and SVE where it is built. */
export const VECTOR = 16

/** An approximated function of every number. @param x `[members, ...]` */
export function approximateEach(g: GraphBuilder, op: Approximated, x: Value): Value {
  const [members, ...rest] = x.shape
  const size = rest.reduce((product, length) => product * length, 1)
  const filled = Math.ceil(size / VECTOR) * VECTOR
  if (filled === size) return approximate(g, op, x)
  const padded = pad(g, reshape(g, x, [members!, size]), [0, 0], [0, filled - size])
  return reshape(g, slice(g, approximate(g, op, padded), [0, 0], [members!, size]), x.shape)
}

/** @param x `[members, units, examples]` @returns `[members, 1, examples]` */
export function sumOfUnits(g: GraphBuilder, x: Value): Value {
  return matMul(g, row(g, x.shape[1]!, 1), x)
}

/** @param x `[members, units, examples]` @returns `[members, units, 1]` */
export function sumOfExamples(g: GraphBuilder, x: Value): Value {
  return weightedExamples(g, x, 1)
}

/** @param x `[members, units, examples]` @returns `[members, units, 1]` */
export function meanOfExamples(g: GraphBuilder, x: Value): Value {
  return weightedExamples(g, x, 1 / x.shape[2]!)
}

function weightedExamples(g: GraphBuilder, x: Value, weight: number): Value {
  const [members, units, examples] = x.shape
  const sums = matMul(g, row(g, examples!, weight), x, { transposeB: true })
  return reshape(g, sums, [members!, units!, 1])
}

/** Fewer axes than the tensor that it is multiplied with: otherwise a single member's product would be another. */
function row(g: GraphBuilder, length: number, value: number): Value {
  return g.constant('float32', [1, length], new Array<number>(length).fill(value))
}

/**
 * `alpha a b`, or with b transposed: products of every member's a.
 *
 * @param a `[members, rows, inner]`
 * @param b a member's own, `[members, ...]`, or one matrix for all: all rows are one product then
 * @returns `[members, rows, columns]`
 */
export function memberProducts(
  g: GraphBuilder,
  a: Value,
  b: Value,
  { transposeB = false, alpha = 1 }: { transposeB?: boolean; alpha?: number } = {}
): Value {
  const [members, rows, inner] = a.shape
  const columns = b.shape.at(transposeB ? -2 : -1)!
  const right = twoAtLeast(g, b, b.shape.length + (transposeB ? -2 : -1))
  if (b.shape.length === 2) {
    const left = twoAtLeast(g, reshape(g, a, [members! * rows!, inner!]), 0)
    const product = gemm(g, left, right, { transposeB, alpha })
    return reshape(g, slice(g, product, [0, 0], [members! * rows!, columns]), [members!, rows!, columns])
  }
  const product = matMul(g, twoAtLeast(g, a, 1), right, { transposeB, alpha })
  return slice(g, product, [0, 0, 0], [members!, rows!, columns])
}

function twoAtLeast(g: GraphBuilder, x: Value, axis: number): Value {
  return x.shape[axis] === 1 ? concat(g, [x, x], axis) : x
}

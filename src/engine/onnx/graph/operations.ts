import { float, type GraphBuilder, int, ints, type Value } from './graphBuilder'
import { DATA_TYPES } from './modelProto'

/**
 * The operators that the compiler uses, with their shapes: a graph is written as the mathematics reads, and a shape
 * that does not fit is found when it is built.
 */

export const add = (g: GraphBuilder, a: Value, b: Value): Value => g.op('Add', [a, b], broadcast(a, b))
export const subtract = (g: GraphBuilder, a: Value, b: Value): Value => g.op('Sub', [a, b], broadcast(a, b))
export const multiply = (g: GraphBuilder, a: Value, b: Value): Value => g.op('Mul', [a, b], broadcast(a, b))
export const divide = (g: GraphBuilder, a: Value, b: Value): Value => g.op('Div', [a, b], broadcast(a, b))
export const maximum = (g: GraphBuilder, a: Value, b: Value): Value => g.op('Max', [a, b], broadcast(a, b))
export const minimum = (g: GraphBuilder, a: Value, b: Value): Value => g.op('Min', [a, b], broadcast(a, b))

/** Functions whose results are the one right answer. */
export function unary(g: GraphBuilder, op: 'Sqrt' | 'Relu' | 'Neg' | 'Abs' | 'Reciprocal', x: Value): Value {
  return g.op(op, [x], x.shape)
}

/** Functions that kernels approximate: a number's bits may depend on its place in the tensor (`members.ts`). */
export type Approximated = 'Exp' | 'Log' | 'Tanh' | 'Sigmoid' | 'Erf'

export function approximate(g: GraphBuilder, op: Approximated, x: Value): Value {
  return g.op(op, [x], x.shape)
}

/** a < b as 0 or 1: `Cast` of a comparison is ten times as fast as `Where`. */
export function compare(
  g: GraphBuilder,
  op: 'Less' | 'Greater' | 'Equal' | 'LessOrEqual' | 'GreaterOrEqual',
  a: Value,
  b: Value
): Value {
  const [flags] = g.node({ op, inputs: [a, b], outputs: [{ type: 'bool', shape: broadcast(a, b) }] })
  return cast(g, flags!, 'float32')
}

export function cast(g: GraphBuilder, x: Value, type: Value['type']): Value {
  return g.node({
    op: 'Cast',
    inputs: [x],
    attributes: { to: int(DATA_TYPES[type]) },
    outputs: [{ type, shape: x.shape }]
  })[0]!
}

/** alpha op(a) op(b) + addend for matrices. */
export function gemm(
  g: GraphBuilder,
  a: Value,
  b: Value,
  {
    transposeA = false,
    transposeB = false,
    alpha = 1,
    addend = null
  }: { transposeA?: boolean; transposeB?: boolean; alpha?: number; addend?: Value | null } = {}
): Value {
  if (a.shape.length !== 2 || b.shape.length !== 2) throw new Error(`Gemm of [${a.shape}] and [${b.shape}]`)
  const [m, k] = transposeA ? lastTwo(a).reverse() : lastTwo(a)
  const [inner, n] = transposeB ? lastTwo(b).reverse() : lastTwo(b)
  if (inner !== k) throw new Error(`Gemm of [${a.shape}] and [${b.shape}]`)
  return g.op('Gemm', addend === null ? [a, b] : [a, b, addend], [m!, n!], {
    transA: int(Number(transposeA)),
    transB: int(Number(transposeB)),
    alpha: float(alpha)
  })
}

/** Products of the last two axes, one for each index of the axes before them; an operand with fewer axes is used for all. */
export function matMul(
  g: GraphBuilder,
  a: Value,
  b: Value,
  {
    transposeA = false,
    transposeB = false,
    alpha = 1
  }: { transposeA?: boolean; transposeB?: boolean; alpha?: number } = {}
): Value {
  const [m, k] = transposeA ? lastTwo(a).reverse() : lastTwo(a)
  const [inner, n] = transposeB ? lastTwo(b).reverse() : lastTwo(b)
  if (inner !== k) throw new Error(`MatMul of [${a.shape}] and [${b.shape}]`)
  const batch = a.shape.length >= b.shape.length ? a.shape.slice(0, -2) : b.shape.slice(0, -2)
  const shape = [...batch, m!, n!]
  if (!transposeA && !transposeB && alpha === 1) return g.op('MatMul', [a, b], shape)
  const attributes = { transA: int(Number(transposeA)), transB: int(Number(transposeB)), alpha: float(alpha) }
  return g.op('FusedMatMul', [a, b], shape, attributes, 'com.microsoft')
}

function lastTwo({ shape }: Value): number[] {
  return [shape.at(-2)!, shape.at(-1)!]
}

/** A view with another shape; free, but for a graph's output, where it is a copy. */
export function reshape(g: GraphBuilder, x: Value, shape: readonly number[]): Value {
  if (product(shape) !== product(x.shape)) throw new Error(`Reshape of [${x.shape}] to [${shape}]`)
  if (shape.length === x.shape.length && shape.every((length, axis) => length === x.shape[axis])) return x
  const [value] = g.node({
    op: 'Reshape',
    inputs: [x, g.constant('int64', [shape.length], shape)],
    outputs: [{ type: x.type, shape }]
  })
  return value!
}

export function transpose(g: GraphBuilder, x: Value, permutation: readonly number[]): Value {
  return g.op(
    'Transpose',
    [x],
    permutation.map((axis) => x.shape[axis]!),
    { perm: ints(permutation) }
  )
}

/** Reduces axes and keeps them with length 1. */
export function reduce(
  g: GraphBuilder,
  op: 'ReduceSum' | 'ReduceMax' | 'ReduceMean',
  x: Value,
  axes: readonly number[]
): Value {
  const shape = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
  const inputs = [x, g.constant('int64', [axes.length], axes)]
  return g.node({ op, inputs, attributes: { keepdims: int(1) }, outputs: [{ type: x.type, shape }] })[0]!
}

/** Picks slices along an axis. */
export function gather(g: GraphBuilder, x: Value, indices: Value, axis = 0): Value {
  const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)]
  return g.op('Gather', [x, indices], shape, { axis: int(axis) })
}

/** The shape of an elementwise operation, by NumPy's rule. */
export function broadcast(a: Value, b: Value): readonly number[] {
  const rank = Math.max(a.shape.length, b.shape.length)
  return Array.from({ length: rank }, (_, index) => {
    const left = a.shape[index - rank + a.shape.length] ?? 1
    const right = b.shape[index - rank + b.shape.length] ?? 1
    if (left !== right && left !== 1 && right !== 1)
      throw new Error(`[${a.shape}] and [${b.shape}] do not fit together`)
    return left === 1 ? right : left
  })
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, length) => total * length, 1)
}

/** Zeros of a shape, made when the graph runs. */
export function zeros(g: GraphBuilder, shape: readonly number[]): Value {
  return g.op('Expand', [g.scalar(0), g.constant('int64', [shape.length], shape)], shape)
}

/** Its product with the smallest normal number is above 1. */
export const LARGEST_FLOAT = 3.4028234663852886e38

/** 1 where x > 0, else 0: one pass, exact for all normal numbers. */
export function step(g: GraphBuilder, x: Value): Value {
  return g.op('HardSigmoid', [x], x.shape, { alpha: float(LARGEST_FLOAT), beta: float(0) })
}

export function softmax(g: GraphBuilder, x: Value, axis: number): Value {
  return g.op('Softmax', [x], x.shape, { axis: int(axis) })
}

/** Adds values around a tensor. @param before for each axis, as `after`; negative cuts off */
export function pad(g: GraphBuilder, x: Value, before: readonly number[], after: readonly number[], value = 0): Value {
  if ([...before, ...after].every((count) => count === 0)) return x
  const shape = x.shape.map((length, axis) => length + before[axis]! + after[axis]!)
  const pads = g.constant('int64', [2 * shape.length], [...before, ...after])
  return g.op('Pad', value === 0 ? [x, pads] : [x, pads, g.scalar(value)], shape)
}

/** Cuts `lengths` out of a tensor, from `starts` on, along all axes. */
export function slice(g: GraphBuilder, x: Value, starts: readonly number[], lengths: readonly number[]): Value {
  const axes = x.shape.flatMap((length, axis) => (starts[axis] === 0 && lengths[axis] === length ? [] : [axis]))
  if (axes.length === 0) return x
  const along = (values: readonly number[]) => g.constant('int64', [axes.length], values)
  const from = axes.map((axis) => starts[axis]!)
  const to = axes.map((axis) => starts[axis]! + lengths[axis]!)
  return g.op('Slice', [x, along(from), along(to), along(axes)], lengths)
}

export function concat(g: GraphBuilder, parts: readonly Value[], axis: number): Value {
  if (parts.length === 1) return parts[0]!
  const length = parts.reduce((sum, { shape }) => sum + shape[axis]!, 0)
  const shape = parts[0]!.shape.with(axis, length)
  return g.op('Concat', parts, shape, { axis: int(axis) })
}

import type { UpdateForm } from '../../../optim/updateRule'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import {
  add,
  divide,
  LARGEST_FLOAT,
  maximum,
  minimum,
  multiply,
  reduce,
  reshape,
  subtract,
  unary
} from '../graph/operations'
import { sumOfExamples, sumOfUnits } from '../members'
import type { StatePart, StateTensor } from '../states'
import type { GradientScalar } from './scalarInputs'

/** For every member, `[members, 1, 1]`; those that some member needs. */
export type GradientScalars = Readonly<Partial<Record<GradientScalar, Value>>>

/** A state tensor that the optimizer moves, with the gradient of the mean loss: both `[members, rows, columns]`. */
export interface Moved {
  readonly tensor: StateTensor
  readonly x: Value
  readonly gradient: Value
}

/** What updates are made of: the gradients of all tensors with L2, clipped, and with decay. */
export function prepareSlopes(
  g: GraphBuilder,
  moved: readonly Moved[],
  form: UpdateForm,
  scalars: GradientScalars
): readonly Value[] {
  const whole = moved.map(({ tensor, x, gradient }) => withL2(g, tensor, x, gradient))
  const cut = form.clipsValue ? whole.map((gradient) => between(g, gradient, scalars.clipValue!)) : whole
  const clipped = form.clipsNorm ? shortened(g, moved, cut, form, scalars) : cut
  if (!form.addsDecay) return clipped
  return clipped.map((gradient, index) => add(g, multiply(g, moved[index]!.x, scalars.weightDecay!), gradient))
}

/** Adds 2 l2 w, the gradient of l2 times the squared weights. */
function withL2(g: GraphBuilder, { rows, columns, parts }: StateTensor, x: Value, gradient: Value): Value {
  if (parts.every(({ l2 }) => l2 === 0)) return gradient
  const factors = new Array<number>(rows * columns).fill(0)
  for (const { places, l2 } of parts) for (const place of places) factors[place] = 2 * l2
  const uniform = factors.every((factor) => factor === factors[0])
  const factor = uniform ? g.scalar(factors[0]!) : g.constant('float32', [1, rows, columns], factors)
  return add(g, gradient, multiply(g, x, factor))
}

function between(g: GraphBuilder, x: Value, limit: Value): Value {
  return maximum(g, minimum(g, x, limit), unary(g, 'Neg', limit))
}

/** Each member's gradient, or each part of it, with the norm that it may have at most. */
function shortened(
  g: GraphBuilder,
  moved: readonly Moved[],
  gradients: readonly Value[],
  { clipNormOf }: UpdateForm,
  { clipNorm, clipEpsilon }: GradientScalars
): readonly Value[] {
  const factorOf = (squares: Value) => {
    const norm = add(g, unary(g, 'Sqrt', squares), clipEpsilon!)
    return divide(g, clipNorm!, maximum(g, norm, clipNorm!))
  }
  if (clipNormOf === 'all') {
    const sums = gradients.map((gradient) => sumOf(g, multiply(g, gradient, gradient)))
    const factor = factorOf(sums.reduce((sum, next) => add(g, sum, next)))
    return gradients.map((gradient) => multiply(g, gradient, factor))
  }
  return gradients.map((gradient, index) => {
    const squares = multiply(g, gradient, gradient)
    const factor = ofParts(g, moved[index]!.tensor, (mask) => factorOf(sumOf(g, masked(g, squares, mask))))
    return multiply(g, gradient, factor)
  })
}

/**
 * One number for each block, a parameter of a member, in the place of its squared gradients: AdaShift's spatial operation.
 *
 * @param gradient `[members, rows, columns]`
 */
export function blockSquares(g: GraphBuilder, tensor: StateTensor, gradient: Value, form: UpdateForm): Value {
  const isOfSquares = form.spatialOf === 'squares'
  const values = isOfSquares ? multiply(g, gradient, gradient) : gradient
  const numbers = ofParts(g, tensor, (mask, part) => {
    if (form.spatial === 'mean') {
      return multiply(g, sumOf(g, masked(g, values, mask)), g.scalar(1 / part.places.length))
    }
    // What is in no place of the part must not be the largest: gradients may all be below 0.
    const others = mask && multiply(g, subtract(g, mask, g.scalar(1)), g.scalar(LARGEST_FLOAT))
    const own = others === null ? values : add(g, masked(g, values, mask), others)
    return reduce(g, 'ReduceMax', own, [1, 2])
  })
  const each = isOfSquares ? numbers : multiply(g, numbers, numbers)
  return multiply(g, g.constant('float32', [1, tensor.rows, tensor.columns], ones(tensor)), each)
}

/** A number for each part of a tensor, in all of its places: `[members, rows, columns]`, or `[members, 1, 1]` for one part. */
function ofParts(
  g: GraphBuilder,
  tensor: StateTensor,
  numberOf: (mask: Value | null, part: StatePart) => Value
): Value {
  const { rows, columns, parts } = tensor
  const [only] = parts
  if (parts.length === 1 && only!.places.length === rows * columns) return numberOf(null, only!)
  const spread = parts.map((part) => {
    const own = new Array<number>(rows * columns).fill(0)
    for (const place of part.places) own[place] = 1
    const mask = g.constant('float32', [1, rows, columns], own)
    return multiply(g, mask, numberOf(mask, part))
  })
  return spread.reduce((sum, next) => add(g, sum, next))
}

function masked(g: GraphBuilder, x: Value, mask: Value | null): Value {
  return mask === null ? x : multiply(g, x, mask)
}

/** @param x `[members, rows, columns]` @returns `[members, 1, 1]` */
function sumOf(g: GraphBuilder, x: Value): Value {
  return reshape(g, sumOfExamples(g, sumOfUnits(g, x)), [x.shape[0]!, 1, 1])
}

function ones({ rows, columns }: StateTensor): number[] {
  return new Array<number>(rows * columns).fill(1)
}

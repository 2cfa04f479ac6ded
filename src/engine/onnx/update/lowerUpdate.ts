import type { Slot } from '../../../optim/updateRule'
import { type Arithmetic, generalUpdate, type Optimized, type ScalarsOf } from '../../training/generalUpdate'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { add, divide, gemm, maximum, minimum, multiply, reshape, unary } from '../graph/operations'
import type { UpdateFeatures } from './updateFeatures'

/** Those that some member needs, each a value for every slice of the state tensor: `[members * slices, ...]`. */
export type ScalarValues = ScalarsOf<Value>

/**
 * The general update of one state tensor, every rule of a form in one; `generalUpdate` has the equations. A large tensor goes
 * slice by slice, so that a slice stays in the cache for all of the operations.
 *
 * @param state x and slots in their sliced shape; a slot that no member needs is not there
 * @param slope g_t, `[members, rows, columns]`
 * @param squares as in `generalUpdate`, likewise
 */
export function lowerUpdate(
  g: GraphBuilder,
  state: Optimized<Value>,
  slope: Value,
  squares: Value | null,
  scalars: ScalarValues,
  features: UpdateFeatures
): Optimized<Value> {
  const { shape } = state.x
  const own = reshape(g, slope, shape)
  const ownSquares = squares === null ? null : reshape(g, squares, shape)
  if (shape.length === 2) {
    return generalUpdate(arithmetic(g, false, scalars), features.form, state, own, ownSquares, scalars)
  }
  return sliced(g, state, own, ownSquares, scalars, features)
}

function arithmetic(g: GraphBuilder, isSlice: boolean, scalars: ScalarValues): Arithmetic<Value> {
  // Of a slice, `[1, values]`, it is a product of a 1 x 1 matrix, which ONNX Runtime computes faster than its elementwise
  // operators, and with one rounding.
  const scaledSum = (factor: Value, x: Value, addend: Value) =>
    isSlice ? gemm(g, factor, x, { addend }) : add(g, multiply(g, x, factor), addend)
  return {
    add: (a, b) => add(g, a, b),
    multiply: (a, b) => multiply(g, a, b),
    divide: (a, b) => divide(g, a, b),
    smaller: (a, b) => minimum(g, a, b),
    larger: (a, b) => maximum(g, a, b),
    root: (a) => unary(g, 'Sqrt', a),
    magnitude: (a) => unary(g, 'Abs', a),
    positive: (a) => unary(g, 'Relu', a),
    scaledSum,
    advance: (moment, before, value) => scaledSum(moment === 'first' ? scalars.beta1! : scalars.beta2!, before, value),
    candidate: (second) => (scalars.beforeMaximum === undefined ? second : multiply(g, second, scalars.beforeMaximum))
  }
}

function sliced(
  g: GraphBuilder,
  state: Optimized<Value>,
  slope: Value,
  squares: Value | null,
  scalars: ScalarValues,
  { form }: UpdateFeatures
): Optimized<Value> {
  const slots = Object.keys(state.slots) as Slot[]
  const names = Object.keys(scalars) as (keyof ScalarValues)[]
  const inputs = [
    state.x,
    ...slots.map((slot) => state.slots[slot]!),
    slope,
    ...(squares === null ? [] : [squares]),
    ...names.map((name) => scalars[name]!)
  ]
  const { outputs } = g.scan([], inputs, (step, _, values) => {
    const [x, ...rest] = values as [Value, ...Value[]]
    const take = (count: number) => rest.splice(0, count)
    const own = entriesOf(slots, take(slots.length))
    const [ownSlope] = take(1)
    const ownSquares = squares === null ? null : take(1)[0]!
    const factors = entriesOf(names, rest)
    const next = generalUpdate(arithmetic(step, true, factors), form, { x, slots: own }, ownSlope!, ownSquares, factors)
    return { states: [], outputs: [next.x, ...slots.map((slot) => next.slots[slot]!)] }
  })
  const [x, ...after] = outputs as [Value, ...Value[]]
  return { x, slots: entriesOf(slots, after) }
}

function entriesOf<Name extends string>(
  names: readonly Name[],
  values: readonly Value[]
): Partial<Record<Name, Value>> {
  return Object.fromEntries(names.map((name, index) => [name, values[index]!])) as Partial<Record<Name, Value>>
}

import { SLOTS, type Slot } from '../../../optim/updateRule'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { add, divide, gemm, maximum, minimum, multiply, reshape, unary } from '../graph/operations'
import type { StateTensor } from '../states'
import type { ScalarName } from './scalarInputs'
import type { UpdateFeatures } from './updateFeatures'

/** The state of a tensor that the optimizer moves, in its sliced shape; null for what no member needs. */
export interface OptimizerState extends Readonly<Record<Slot, Value | null>> {
  readonly x: Value
}

/** Those that some member needs, each a value for every slice of the state tensor: `[members * slices, ...]`. */
export type ScalarValues = Readonly<Partial<Record<ScalarName, Value>>>

/**
 * The general update of one state tensor, every rule in one; `updateScalars.ts` has the equations. A large tensor goes
 * slice by slice, so that a slice stays in the cache for all of the operations.
 *
 * @param gradient of the mean loss, `[members, rows, columns]`, without L2
 */
export function lowerUpdate(
  g: GraphBuilder,
  tensor: StateTensor,
  state: OptimizerState,
  gradient: Value,
  scalars: ScalarValues,
  features: UpdateFeatures
): OptimizerState {
  const { shape } = state.x
  const slope = reshape(g, withL2(g, tensor, state.x, gradient), shape)
  return shape.length === 2
    ? update(g, false, state, slope, scalars, features)
    : sliced(g, state, slope, scalars, features)
}

function update(
  g: GraphBuilder,
  isSlice: boolean,
  state: OptimizerState,
  gradient: Value,
  scalars: ScalarValues,
  features: UpdateFeatures
): OptimizerState {
  const firstMoment = state.firstMoment && scaledSum(g, isSlice, scalars.beta1!, state.firstMoment, gradient)
  const { direction, ...moments } = divided(g, isSlice, state, gradient, firstMoment ?? gradient, scalars, features)
  const velocity = state.velocity && scaledSum(g, isSlice, scalars.momentum!, state.velocity, direction)
  const x = scaledSum(g, isSlice, scalars.negatedStepSize!, velocity ?? direction, state.x)
  return { x, firstMoment, ...moments, velocity }
}

/** The direction that the second moment makes of the first, and what is kept of it. */
function divided(
  g: GraphBuilder,
  isSlice: boolean,
  state: OptimizerState,
  gradient: Value,
  average: Value,
  scalars: ScalarValues,
  features: UpdateFeatures
): { readonly direction: Value } & Pick<OptimizerState, 'secondMoment' | 'maximum'> {
  if (state.secondMoment === null) return { direction: average, secondMoment: null, maximum: null }
  const squares = multiply(g, gradient, gradient)
  const admitted = features.secondMomentOfSome ? minimum(g, squares, scalars.squareCap!) : squares
  const secondMoment = scaledSum(g, isSlice, scalars.beta2!, state.secondMoment, admitted)
  const candidate = features.correctionBeforeMaximum ? multiply(g, secondMoment, scalars.beforeMaximum!) : secondMoment
  const kept = state.maximum && features.maximumOfSome ? minimum(g, state.maximum, scalars.maximumCap!) : state.maximum
  const dividing = kept === null ? candidate : maximum(g, candidate, kept)
  const inside = features.epsilonInside ? add(g, dividing, scalars.epsilonInside!) : dividing
  const denominator = add(g, unary(g, 'Sqrt', inside), scalars.epsilonOutside!)
  return { direction: divide(g, average, denominator), secondMoment, maximum: kept === null ? null : dividing }
}

/**
 * factor x + addend. For a slice, `[1, values]`, it is a product of a 1 x 1 matrix, which ONNX Runtime computes faster than
 * its elementwise operators, and with one rounding.
 */
function scaledSum(g: GraphBuilder, isSlice: boolean, factor: Value, x: Value, addend: Value): Value {
  return isSlice ? gemm(g, factor, x, { addend }) : add(g, multiply(g, x, factor), addend)
}

function sliced(
  g: GraphBuilder,
  state: OptimizerState,
  gradient: Value,
  scalars: ScalarValues,
  features: UpdateFeatures
): OptimizerState {
  const present = valuesOf(state)
  const names = Object.keys(scalars) as ScalarName[]
  const factors = names.map((name) => scalars[name]!)
  const { outputs } = g.scan([], [...present, gradient, ...factors], (step, _, values) => {
    const own = stateOf(state, values)
    const slope = values[present.length]!
    const entries = names.map((name, index) => [name, values[present.length + 1 + index]!])
    const next = update(step, true, own, slope, Object.fromEntries(entries) as ScalarValues, features)
    return { states: [], outputs: valuesOf(next) }
  })
  return stateOf(state, outputs)
}

/** Those that are there, x first. */
function valuesOf(state: OptimizerState): Value[] {
  return [state.x, ...SLOTS.map((slot) => state[slot])].filter((value) => value !== null)
}

/** Values in the order of those that `like` has. */
function stateOf(like: OptimizerState, values: readonly Value[]): OptimizerState {
  let next = 0
  const take = (value: Value | null) => (value === null ? null : values[next++]!)
  const x = take(like.x)!
  const slots = SLOTS.map((slot): [Slot, Value | null] => [slot, take(like[slot])])
  return { x, ...(Object.fromEntries(slots) as Record<Slot, Value | null>) }
}

/** Adds 2 l2 w, the gradient of l2 times the squared weights. */
function withL2(g: GraphBuilder, { rows, columns, parts }: StateTensor, x: Value, gradient: Value): Value {
  if (parts.every(({ l2 }) => l2 === 0)) return gradient
  const factors = new Array<number>(rows * columns).fill(0)
  for (const { places, l2 } of parts) for (const place of places) factors[place] = 2 * l2
  const uniform = factors.every((factor) => factor === factors[0])
  const factor = uniform ? g.scalar(factors[0]!) : g.constant('float32', [1, rows, columns], factors)
  return add(g, gradient, multiply(g, reshape(g, x, gradient.shape), factor))
}

import type { Nonlinearity } from '../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from './graph/graphBuilder'
import { type Approximated, add, multiply, step, subtract, unary } from './graph/operations'

/** How a graph approximates a function: `members.approximateEach` where several members stand in one tensor. */
type Approximate = (g: GraphBuilder, op: Approximated, x: Value) => Value

/** A function of every number by itself, and its gradient. */
export interface Elementwise {
  readonly activate: (g: GraphBuilder, x: Value, approximate: Approximate) => Value
  /** The gradient at x, or at the output, is multiplied in. */
  readonly gradient: (g: GraphBuilder, at: Value, gradient: Value, approximate: Approximate) => Value
  /** What `gradient` looks at: what it can, the output, is mostly there already. */
  readonly at: 'input' | 'output'
}

/**
 * An activation that takes every number by itself; null for softmax, which looks at all units. The gradient of relu, and of its
 * leaky form, at 0 is that below 0.
 */
export function elementwise(nonlinearity: Nonlinearity): Elementwise | null {
  switch (nonlinearity.activation) {
    case 'relu':
      return {
        at: 'output',
        activate: (g, x) => unary(g, 'Relu', x),
        gradient: (g, y, dy) => multiply(g, dy, step(g, y))
      }
    case 'leaky_relu': {
      const { slope } = nonlinearity
      return {
        at: 'input',
        activate: (g, x) => {
          const below = unary(g, 'Relu', unary(g, 'Neg', x))
          return subtract(g, unary(g, 'Relu', x), multiply(g, below, g.scalar(slope)))
        },
        gradient: (g, x, dy) => multiply(g, dy, add(g, multiply(g, step(g, x), g.scalar(1 - slope)), g.scalar(slope)))
      }
    }
    case 'gelu':
      return {
        at: 'input',
        activate: (g, x, approximate) => multiply(g, x, normalDistribution(g, x, approximate)),
        gradient: (g, x, dy, approximate) => {
          const exponent = multiply(g, multiply(g, x, x), g.scalar(-0.5))
          const density = multiply(g, approximate(g, 'Exp', exponent), g.scalar(1 / Math.sqrt(2 * Math.PI)))
          return multiply(g, dy, add(g, normalDistribution(g, x, approximate), multiply(g, x, density)))
        }
      }
    case 'silu':
      return {
        at: 'input',
        activate: (g, x, approximate) => multiply(g, x, approximate(g, 'Sigmoid', x)),
        gradient: (g, x, dy, approximate) => {
          const s = approximate(g, 'Sigmoid', x)
          const slope = multiply(g, multiply(g, x, s), subtract(g, g.scalar(1), s))
          return multiply(g, dy, add(g, s, slope))
        }
      }
    case 'tanh':
      return {
        at: 'output',
        activate: (g, x, approximate) => approximate(g, 'Tanh', x),
        gradient: (g, y, dy) => multiply(g, dy, subtract(g, g.scalar(1), multiply(g, y, y)))
      }
    case 'sigmoid':
      return {
        at: 'output',
        activate: (g, x, approximate) => approximate(g, 'Sigmoid', x),
        gradient: (g, y, dy) => multiply(g, dy, multiply(g, y, subtract(g, g.scalar(1), y)))
      }
    case 'softmax':
      return null
    default:
      return nonlinearity satisfies never
  }
}

/** Phi(x) = (1 + erf(x/sqrt 2))/2 */
function normalDistribution(g: GraphBuilder, x: Value, approximate: Approximate): Value {
  const error = approximate(g, 'Erf', multiply(g, x, g.scalar(Math.SQRT1_2)))
  return multiply(g, add(g, error, g.scalar(1)), g.scalar(0.5))
}

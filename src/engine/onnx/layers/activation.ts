import type { Activation } from '../../../claims/types'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { compare, divide, multiply, reduce, subtract, unary } from '../graph/operations'
import { approximateEach, sumOfUnits } from '../members'
import { asColumns, gradientOfColumns } from './asColumns'
import { type LoweredLayer, NO_STATES } from './loweredLayer'

type Nonlinear = Exclude<Activation, 'linear'>

export function lowerActivation(activation: Nonlinear): LoweredLayer {
  return {
    states: [],
    dropoutUnits: 0,
    inference: (g, input) => ({ layout: 'columns', value: activate(g, activation, asColumns(g, input)) }),
    training: (g, input) => {
      const output = activate(g, activation, asColumns(g, input))
      return {
        output: { layout: 'columns', value: output },
        statistics: NO_STATES,
        backward: (gradient, wanted) => ({
          input: wanted ? gradientOfColumns(g, input, activationGradient(g, activation, output, gradient)) : null,
          states: NO_STATES
        })
      }
    }
  }
}

/** @param x `[members, units, batch]`; softmax is over the units */
function activate(g: GraphBuilder, activation: Nonlinear, x: Value): Value {
  switch (activation) {
    case 'relu':
      return unary(g, 'Relu', x)
    case 'tanh':
      return approximateEach(g, 'Tanh', x)
    case 'sigmoid':
      return approximateEach(g, 'Sigmoid', x)
    case 'softmax': {
      const exponentials = approximateEach(g, 'Exp', subtract(g, x, reduce(g, 'ReduceMax', x, [1])))
      return divide(g, exponentials, sumOfUnits(g, exponentials))
    }
    default:
      return activation satisfies never
  }
}

/**
 * Takes a gradient with respect to `activate`'s output y back through it. The gradient of relu at 0 is 0.
 */
function activationGradient(g: GraphBuilder, activation: Nonlinear, y: Value, gradient: Value): Value {
  switch (activation) {
    case 'relu':
      return multiply(g, gradient, compare(g, 'Greater', y, g.scalar(0)))
    case 'tanh':
      return multiply(g, gradient, subtract(g, g.scalar(1), multiply(g, y, y)))
    case 'sigmoid':
      return multiply(g, gradient, multiply(g, y, subtract(g, g.scalar(1), y)))
    case 'softmax': {
      const weighted = sumOfUnits(g, multiply(g, gradient, y))
      return multiply(g, y, subtract(g, gradient, weighted))
    }
    default:
      return activation satisfies never
  }
}

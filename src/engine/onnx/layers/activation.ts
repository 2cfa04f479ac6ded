import type { Nonlinearity } from '../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { divide, multiply, reduce, subtract } from '../graph/operations'
import { approximateEach, sumOfUnits } from '../members'
import { elementwise } from '../nonlinearity'
import { asColumns, gradientOfColumns } from './asColumns'
import { type LoweredLayer, NO_STATES } from './loweredLayer'

export function lowerActivation(nonlinearity: Nonlinearity): LoweredLayer {
  const each = elementwise(nonlinearity)
  const activate = (g: GraphBuilder, x: Value) => (each === null ? softmax(g, x) : each.activate(g, x, approximateEach))
  return {
    states: [],
    dropoutUnits: 0,
    inference: (g, input) => ({ layout: 'columns', value: activate(g, asColumns(g, input)) }),
    training: (g, input) => {
      const x = asColumns(g, input)
      const output = activate(g, x)
      const gradientOf = (gradient: Value) =>
        each === null
          ? softmaxGradient(g, output, gradient)
          : each.gradient(g, each.at === 'input' ? x : output, gradient, approximateEach)
      return {
        output: { layout: 'columns', value: output },
        statistics: NO_STATES,
        backward: (gradient, wanted) => ({
          input: wanted ? gradientOfColumns(g, input, gradientOf(gradient)) : null,
          states: NO_STATES
        })
      }
    }
  }
}

/** Over the units. @param x `[members, units, batch]` */
function softmax(g: GraphBuilder, x: Value): Value {
  const exponentials = approximateEach(g, 'Exp', subtract(g, x, reduce(g, 'ReduceMax', x, [1])))
  return divide(g, exponentials, sumOfUnits(g, exponentials))
}

function softmaxGradient(g: GraphBuilder, y: Value, gradient: Value): Value {
  return multiply(g, y, subtract(g, gradient, sumOfUnits(g, multiply(g, gradient, y))))
}

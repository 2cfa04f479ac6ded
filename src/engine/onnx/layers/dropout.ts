import { multiply } from '../graph/operations'
import { type LoweredLayer, NO_STATES } from './loweredLayer'

/** Multiplies by factors that are drawn outside the graph, the same for all members. */
export function lowerDropout(units: number): LoweredLayer {
  return {
    states: [],
    dropoutUnits: units,
    inference: (_, input) => input,
    training: (g, input, _, dropout) => {
      if (dropout === null) throw new Error('a Dropout layer without its factors')
      if (input.layout === 'rows' && input.hasOnes) throw new Error('a column of ones is for a Dense layer alone')
      return {
        output: { ...input, value: multiply(g, input.value, dropout) },
        statistics: NO_STATES,
        backward: (gradient, wanted) => ({ input: wanted ? multiply(g, gradient, dropout) : null, states: NO_STATES })
      }
    }
  }
}

import type { PairedHypothesis } from './types'

/** The kinds that compare two arms pair by pair. */
export const COMPARISONS = [
  'lower',
  'not-lower',
  'higher',
  'not-higher',
  'equivalent',
  'faster'
] as const satisfies readonly PairedHypothesis['kind'][]

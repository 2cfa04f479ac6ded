import type { HigherRefuted, LowerRefuted } from './types'

/** What every comparison can come to, refuted apart. */
export const COMPARISON_SUBTYPES = {
  reproduced: [],
  inconclusive: ['direction', 'co-check', 'no-spread', 'skew', 'failures', 'contradictory-looks', 'selection'],
  'not-evaluable': ['too-many-failures', 'too-few-pairs', 'no-data', 'no-logarithm']
} as const

export const LOWER_REFUTED: readonly LowerRefuted[] = [
  'opposite',
  'higher-by-less-than-margin',
  'equivalent',
  'higher',
  'no-better'
]

export const HIGHER_REFUTED: readonly HigherRefuted[] = [
  'opposite',
  'lower-by-less-than-margin',
  'equivalent',
  'lower',
  'no-better'
]

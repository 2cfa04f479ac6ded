import type { Hypothesis, OutcomeName } from './types'

/** What a hypothesis is, as far as its verdict's subtypes depend on it. */
export type HypothesisForm = 'lower' | 'not-lower' | 'equivalent' | 'converges-to-points' | 'converges-to-seeds'

const COMPARISON = {
  reproduced: [],
  inconclusive: ['direction', 'co-check', 'failures'],
  'not-evaluable': ['too-many-failures', 'too-few-pairs', 'no-data', 'no-logarithm']
} as const

/** The subtypes that the verdict on each form of hypothesis can have: what a registered outcome may name. */
export const SUBTYPES = {
  lower: { ...COMPARISON, refuted: ['opposite', 'lower-by-less-than-margin', 'equivalent', 'higher', 'no-better'] },
  'not-lower': { ...COMPARISON, refuted: ['lower'] },
  equivalent: { ...COMPARISON, refuted: ['different'] },
  'converges-to-points': {
    reproduced: [],
    refuted: ['elsewhere'],
    inconclusive: ['not-settled', 'mixed'],
    'not-evaluable': ['no-data']
  },
  'converges-to-seeds': {
    reproduced: [],
    refuted: ['too-few'],
    inconclusive: ['not-settled'],
    'not-evaluable': ['no-data']
  }
} as const satisfies Record<HypothesisForm, Record<OutcomeName, readonly string[]>>

export function hypothesisForm(hypothesis: Pick<Hypothesis, 'kind'> & { readonly over?: unknown }): HypothesisForm {
  if (hypothesis.kind !== 'converges-to') return hypothesis.kind
  return hypothesis.over === 'seeds' ? 'converges-to-seeds' : 'converges-to-points'
}

import type { Hypothesis, OutcomeName } from './types'

/** What a hypothesis is, as far as its verdict's subtypes depend on it. */
export type HypothesisForm =
  | Exclude<Hypothesis['kind'], 'converges-to' | 'rate'>
  | 'converges-to-points'
  | 'converges-to-seeds'
  | 'rate-points'
  | 'rate-seeds'

const COMPARISON = {
  reproduced: [],
  inconclusive: ['direction', 'co-check', 'failures', 'contradictory-looks'],
  'not-evaluable': ['too-many-failures', 'too-few-pairs', 'no-data', 'no-logarithm']
} as const

const LOWER = {
  ...COMPARISON,
  refuted: ['opposite', 'lower-by-less-than-margin', 'equivalent', 'higher', 'no-better']
} as const

/** The subtypes that the verdict on each form of hypothesis can have: what a registered outcome may name. */
export const SUBTYPES = {
  lower: LOWER,
  'not-lower': { ...COMPARISON, refuted: ['lower'] },
  equivalent: { ...COMPARISON, refuted: ['different'] },
  faster: { ...LOWER, 'not-evaluable': [...LOWER['not-evaluable'], 'too-many-censored'] },
  'lower-at-most-settings': {
    reproduced: [],
    refuted: ['opposite', 'no-majority'],
    inconclusive: ['failures'],
    'not-evaluable': COMPARISON['not-evaluable']
  },
  'converges-to-points': {
    reproduced: [],
    refuted: ['elsewhere'],
    inconclusive: ['not-settled', 'mixed'],
    'not-evaluable': ['no-data']
  },
  'converges-to-seeds': {
    reproduced: [],
    refuted: ['too-few'],
    inconclusive: ['not-settled', 'contradictory-looks'],
    'not-evaluable': ['no-data']
  },
  contrast: {
    reproduced: [],
    refuted: ['opposite'],
    inconclusive: ['not-settled'],
    'not-evaluable': ['no-data']
  },
  'rate-points': {
    reproduced: [],
    refuted: ['slower'],
    inconclusive: ['mixed'],
    'not-evaluable': ['too-many-failures', 'no-data']
  },
  'rate-seeds': {
    reproduced: [],
    refuted: ['slower'],
    inconclusive: ['failures'],
    'not-evaluable': ['too-many-failures', 'too-few-seeds', 'no-data']
  },
  invariant: {
    reproduced: [],
    refuted: ['violated'],
    inconclusive: ['failures'],
    'not-evaluable': ['no-data']
  },
  range: {
    reproduced: [],
    refuted: ['below', 'above'],
    inconclusive: ['failures'],
    'not-evaluable': ['too-many-failures', 'too-few-seeds', 'no-data']
  },
  arithmetic: {
    reproduced: [],
    refuted: ['below', 'above'],
    inconclusive: [],
    'not-evaluable': []
  },
  'all-of': {
    reproduced: [],
    refuted: ['member-refuted'],
    inconclusive: [],
    'not-evaluable': ['no-data']
  }
} as const satisfies Record<HypothesisForm, Record<OutcomeName, readonly string[]>>

export function hypothesisForm({ kind, over }: Pick<Hypothesis, 'kind'> & { readonly over?: unknown }): HypothesisForm {
  if (kind !== 'converges-to' && kind !== 'rate') return kind
  return over === 'seeds' ? `${kind}-seeds` : `${kind}-points`
}

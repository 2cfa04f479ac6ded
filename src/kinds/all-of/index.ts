import type { Kind } from '../kind'
import { FIXED_ONLY } from '../shared/replicates'
import { judgeAllOf } from './judge'
import { allOfAnswer, allOfSentence } from './sentence'
import { allOfShow } from './show'
import type { AllOfTypes } from './types'

/** Reproduced where all of the named claims are; refuted or below-margin where one of k is not, at alpha/k. */
export const allOf: Kind<AllOfTypes> = {
  resolve: (file) => file,
  start: null,
  experiments: [],
  armKeys: [],
  metrics: [],
  methods: FIXED_ONLY,
  checks: { alone: [], fit: [] },
  reach: () => null,
  subtypes: () => ({
    reproduced: [],
    'below-margin': [],
    refuted: ['member-refuted'],
    inconclusive: ['member-below-margin'],
    'not-evaluable': ['no-data']
  }),

  arms: () => [],
  replicates: () => 'none',
  parts: ({ claims }) => (Array.isArray(claims) ? claims.filter((part) => typeof part === 'string') : []),

  evidenceKinds: () => ['all-of'],
  collect: ({ claims }) => ({ kind: 'all-of', claims }),
  samples: () => [],
  prepare: judgeAllOf,

  sentence: allOfSentence,
  answer: allOfAnswer,
  show: allOfShow
}

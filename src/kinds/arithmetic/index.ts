import { TEMPLATE_ASSUMPTIONS } from '../../runs/templateAssumptions'
import type { Kind } from '../kind'
import { FIXED_ONLY } from '../shared/replicates'
import { REST } from '../shared/starts'
import { checkExpression, checkOrder } from './checks'
import { arithmeticEvidence } from './evidence'
import { judgeArithmetic } from './judge'
import { arithmeticSentence } from './sentence'
import { arithmeticShow } from './show'
import type { ArithmeticTypes } from './types'

/** A statement about numbers alone. No run, no seeds, no p value. */
export const arithmetic: Kind<ArithmeticTypes> = {
  resolve: (file) => file,
  start: {
    experiment: null,
    claim: {
      statement: 'Replace: 5,000 iterations of 128 images are 10 to 20 passes over 50,000 images.',
      hypothesis: { kind: 'arithmetic', expression: '5000 * 128 / 50000', low: 10, high: 20 },
      // Of the others the experiment states what is open.
      assumptions: TEMPLATE_ASSUMPTIONS,
      ...REST
    }
  },
  experiments: [],
  rank: 'check',
  armKeys: [],
  metrics: [],
  methods: FIXED_ONLY,
  checks: { alone: [checkExpression, checkOrder], fit: [] },
  reach: () => null,
  subtypes: () => ({ reproduced: [], refuted: ['below', 'above'], inconclusive: [], 'not-evaluable': [] }),

  arms: () => [],
  replicates: () => 'none',

  evidenceKinds: () => ['arithmetic'],
  collect: arithmeticEvidence,
  samples: () => [],
  prepare: judgeArithmetic,

  sentence: arithmeticSentence,
  show: arithmeticShow
}

import type { ExamplesByKind } from '../../../contract/kindContract'
import { invariant } from '../../report/evidence'

const hypothesis = { kind: 'invariant', arm: 'adam', property: 'effective-step-never-grows' } as const
const kept = invariant('kept', [0, 0])
const stopped = { ...kept, samples: kept.samples.map((sample) => ({ ...sample, diverged: true })) }

export const examples: ExamplesByKind<'invariant'> = {
  invariant: [
    ['reproduced', { hypothesis, evidence: kept }],
    ['refuted (violated)', { hypothesis, evidence: invariant('broken', [0, 2, 0]) }],
    ['inconclusive (failures)', { hypothesis, evidence: stopped }],
    ['not-evaluable (no-data)', { hypothesis, evidence: invariant('none', []) }]
  ]
}

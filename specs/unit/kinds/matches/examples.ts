import type { MatchesEvidence, MatchesHypothesis } from '../../../../src/kinds/matches/types'
import type { ArmEvidence } from '../../../../src/kinds/shared/types'
import type { ExamplesByKind } from '../../../contract/kindContract'
import { runKeyOf } from '../../report/evidence'
import { CHOSEN, RIVAL, selectionOf, symmetric, TAILED, times } from '../builders'

/** Within .02 of a mean of 5 runs. */
export const MATCHES: MatchesHypothesis = {
  kind: 'matches',
  arm: 'adam',
  metric: 'train.loss',
  at: 'final',
  reported: { value: '0.300', sd: '0.004', n: 5 },
  margin: { absolute: 0.02 },
  tuning: null
}

/** NaN: the run diverged. */
export function matchesOf(values: readonly number[], arm: Partial<ArmEvidence> = {}, id = 'matches'): MatchesEvidence {
  return {
    kind: 'matches',
    metric: 'train.loss',
    point: { kind: 'final' },
    arm: { arm: 'adam', setting: {}, selection: null, ...arm },
    samples: values.map((value, seed) => ({
      seed,
      runKey: runKeyOf(id, seed),
      value,
      failure: Number.isNaN(value) ? 'diverged' : null
    }))
  }
}

const example = (values: readonly number[], hypothesis: Partial<MatchesHypothesis> = {}) => ({
  hypothesis: { ...MATCHES, ...hypothesis },
  evidence: matchesOf(values)
})
/** Of two arms: the control ends at .2. */
const difference = (values: readonly number[]) => ({
  hypothesis: { ...MATCHES, control: 'sgd', reported: { value: '0.100' } },
  evidence: differencesOf(values)
})

export function differencesOf(values: readonly number[]): MatchesEvidence {
  const own = matchesOf(values)
  return {
    ...own,
    control: { arm: 'sgd', setting: {}, selection: null },
    samples: own.samples.map((sample, seed) => ({
      ...sample,
      value: sample.value - 0.2,
      of: { value: sample.value, controlRunKey: runKeyOf('matches-control', seed), control: 0.2 }
    }))
  }
}

const contested = (chosen: readonly number[], rival: readonly number[]) => ({
  hypothesis: MATCHES,
  evidence: matchesOf(chosen, { setting: CHOSEN, selection: selectionOf(0.4) }),
  contenders: [{ arm: 'adam', setting: RIVAL, evidence: matchesOf(rival, { setting: RIVAL }, 'rival') }]
})

export const examples: ExamplesByKind<'matches'> = {
  matches: [
    ['reproduced', example(symmetric(0.303, 0.01))],
    ['reproduced', example(symmetric(0.303, 0.01), { reported: { value: '0.30' }, margin: { relative: 0.1 } })],
    ['reproduced', example(symmetric(0.303, 0.01), { reported: { value: '0.300', se: '0.001', n: 3, examples: 300 } })],
    ['reproduced', difference(symmetric(0.303, 0.01))],
    ['refuted (above)', difference(symmetric(0.4, 0.01))],
    ['refuted (below)', example(symmetric(0.2, 0.01))],
    ['refuted (above)', example(symmetric(0.4, 0.01))],
    ['inconclusive', example(symmetric(0.317, 0.01), { reported: { value: '0.3000', sd: '0.0000', n: 50 } })],
    [
      'inconclusive (reported-uncertain)',
      example(symmetric(0.3, 0.01), { reported: { value: '0.3', sd: '0.1', n: 3 } })
    ],
    ['inconclusive (skew)', example(TAILED.map((value) => 0.315 + value))],
    ['inconclusive (no-spread)', example(times(10, 0.3))],
    ['inconclusive (failures)', example([...symmetric(0.3, 0.01), Number.NaN])],
    ['inconclusive (selection)', contested(symmetric(0.3, 0.01), symmetric(0.4, 0.01))],
    ['inconclusive (selection)', contested(symmetric(0.2, 0.01), symmetric(0.4, 0.01))],
    ['reproduced', contested(symmetric(0.3, 0.01), symmetric(0.303, 0.01))],
    ['not-evaluable (too-many-failures)', example([...times(3, 0.3), ...times(3, Number.NaN)])],
    ['not-evaluable (too-few-seeds)', example([0.3, 0.31])],
    ['not-evaluable (no-data)', example([])]
  ]
}

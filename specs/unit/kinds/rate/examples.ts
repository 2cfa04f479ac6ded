import type { RateHypothesis } from '../../../../src/kinds/rate/types'
import type { ExamplesByKind } from '../../../contract/kindContract'
import { rate } from '../../report/evidence'
import { symmetric, TAILED, times } from '../builders'

const example = (over: RateHypothesis['over'], slopes: readonly (number | null)[]) => ({
  hypothesis: { kind: 'rate', arm: 'adam', metric: 'regret', slopeBelow: -0.25, over } as const,
  evidence: rate('rate', slopes, over)
})

export const examples: ExamplesByKind<'rate'> = {
  rate: [
    ['reproduced', example('seeds', symmetric(-0.5, 0.1))],
    ['refuted (slower)', example('seeds', symmetric(0, 0.1))],
    ['inconclusive', example('seeds', symmetric(-0.27, 0.1))],
    [
      'inconclusive (skew)',
      example(
        'seeds',
        TAILED.map((slope) => slope - 0.25)
      )
    ],
    ['inconclusive (failures)', example('seeds', [...symmetric(-0.5, 0.1), Number.NaN])],
    ['not-evaluable (too-many-failures)', example('seeds', [...times(3, -1), ...times(3, Number.NaN)])],
    ['not-evaluable (too-few-seeds)', example('seeds', [-1, -1, null, null])],
    ['inconclusive (no-spread)', example('seeds', times(10, -0.5))],
    ['not-evaluable (no-data)', example('seeds', [])],
    ['reproduced', example('initial-points', [-1, null])],
    ['refuted (slower)', example('initial-points', [0, -0.2])],
    ['inconclusive (mixed)', example('initial-points', [-1, 0])],
    ['not-evaluable (too-many-failures)', example('initial-points', [-1, Number.NaN])],
    ['not-evaluable (no-data)', example('initial-points', [])]
  ]
}

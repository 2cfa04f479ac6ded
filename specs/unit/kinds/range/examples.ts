import type { ExamplesByKind } from '../../../contract/kindContract'
import { LIES_IN } from '../../../support/builders'
import { symmetric, TAILED, times } from '../builders'
import { rangeOf } from '../evidence'

const example = (values: readonly number[]) => ({ hypothesis: LIES_IN, evidence: rangeOf(values) })

export const examples: ExamplesByKind<'range'> = {
  range: [
    ['reproduced', example(symmetric(0.3, 0.01))],
    ['refuted (below)', example(symmetric(0.1, 0.01))],
    ['refuted (above)', example(symmetric(0.5, 0.01))],
    ['inconclusive', example(symmetric(0.4, 0.01))],
    ['inconclusive (skew)', example(TAILED.map((value) => 0.4 + value))],
    ['inconclusive (failures)', example([...symmetric(0.3, 0.01), Number.NaN])],
    ['not-evaluable (too-many-failures)', example([...times(3, 0.3), ...times(3, Number.NaN)])],
    ['not-evaluable (too-few-seeds)', example([0.3, 0.3])],
    ['not-evaluable (no-data)', example([])]
  ]
}

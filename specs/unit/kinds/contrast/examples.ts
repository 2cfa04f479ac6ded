import type { ContrastEvidence } from '../../../../src/kinds/contrast/types'
import type { ExamplesByKind } from '../../../contract/kindContract'
import { contrast } from '../../report/evidence'
import { times } from '../builders'

const hypothesis = {
  kind: 'contrast',
  treatment: 'amsgrad',
  control: 'adam',
  metric: 'x.windowMean',
  target: -1,
  tolerance: 0.01
} as const
const example = (rows: readonly (readonly [boolean, boolean])[]) => ({
  hypothesis,
  evidence: contrast('contrast', rows)
})
const moving = ({ pairs, ...evidence }: ContrastEvidence): ContrastEvidence => ({
  ...evidence,
  pairs: pairs.map((pair) => ({ ...pair, control: { ...pair.control, settled: false } }))
})

export const examples: ExamplesByKind<'contrast'> = {
  contrast: [
    ['reproduced', example(times(10, [false, true]))],
    ['refuted (opposite)', example(times(10, [true, false]))],
    ['inconclusive', example(times(10, [true, true]))],
    // Controls that may still arrive would take the difference back.
    ['inconclusive (not-settled)', { hypothesis, evidence: moving(example(times(10, [false, true])).evidence) }],
    ['not-evaluable (no-data)', example([])]
  ]
}

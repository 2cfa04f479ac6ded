import type { RangeHypothesis } from '../../../../src/kinds/range/types'
import type { ArmEvidence } from '../../../../src/kinds/shared/types'
import type { ExamplesByKind } from '../../../contract/kindContract'
import { LIES_IN } from '../../../support/builders'
import { runKeyOf } from '../../report/evidence'
import { CHOSEN, RIVAL, selectionOf, symmetric, TAILED, times } from '../builders'
import { rangeOf } from '../evidence'

const SHARE = { hypothesis: { ...LIES_IN, of: 'share', share: 0.7 } } as const
const share = (values: readonly number[]) => ({ ...SHARE, evidence: rangeOf(values) })
const run = (values: readonly number[]) => ({
  hypothesis: { ...LIES_IN, of: 'run' } as const,
  evidence: rangeOf(values)
})
const spread = (values: readonly number[]) => ({
  hypothesis: { ...LIES_IN, of: 'spread' } as const,
  evidence: rangeOf(values)
})
/** The same arm at values of an axis. */
const along = (...places: readonly (readonly number[])[]) => ({
  hypothesis: { ...LIES_IN, axis: 'noise' },
  evidence: {
    ...rangeOf([]),
    samples: places.flatMap((values, index) =>
      rangeOf(values).samples.map((sample) => ({
        ...sample,
        place: `0.${index}`,
        runKey: runKeyOf(`place ${index}`, sample.seed)
      }))
    )
  }
})
/** What lies in the range is a difference of two arms. */
const difference = (values: readonly number[]) => {
  const evidence = rangeOf(values)
  return {
    hypothesis: { ...LIES_IN, control: 'sgd' },
    evidence: {
      ...evidence,
      control: { ...evidence.arm, arm: 'sgd' },
      samples: evidence.samples.map((sample) => ({
        ...sample,
        of: { value: sample.value + 1, controlRunKey: runKeyOf('sgd', sample.seed), control: 1 }
      }))
    }
  }
}
const example = (values: readonly number[]) => ({ hypothesis: LIES_IN, evidence: rangeOf(values) })

const at = (values: readonly number[], arm: Partial<ArmEvidence>) => {
  const evidence = rangeOf(values)
  return { ...evidence, arm: { ...evidence.arm, ...arm } }
}
const contested = (
  chosen: readonly number[],
  rival: readonly number[],
  hypothesis: RangeHypothesis & { readonly kind: 'range' } = LIES_IN
) => ({
  hypothesis,
  evidence: at(chosen, { setting: CHOSEN, selection: selectionOf(0.4) }),
  contenders: [
    {
      arm: 'adam',
      setting: RIVAL,
      evidence: {
        ...at(rival, { setting: RIVAL }),
        samples: rangeOf(rival).samples.map((sample) => ({ ...sample, runKey: runKeyOf('rival', sample.seed) }))
      }
    }
  ]
})

/** Of a share of runs, "at least" or "at most". */
const open = (ends: { readonly low: number } | { readonly high: number }, values: readonly number[]) => {
  const { low: _low, high: _high, ...rest } = LIES_IN
  const infinite = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  return {
    hypothesis: { ...rest, ...ends, of: 'share', share: 0.7 } as const,
    evidence: { ...rangeOf(values), ...infinite, ...ends }
  }
}

export const examples: ExamplesByKind<'range'> = {
  range: [
    ['reproduced', example(symmetric(0.3, 0.01))],
    ['refuted (below)', example(symmetric(0.1, 0.01))],
    ['refuted (above)', example(symmetric(0.5, 0.01))],
    ['inconclusive', example(symmetric(0.4, 0.01))],
    ['inconclusive (skew)', example(TAILED.map((value) => 0.4 + value))],
    ['inconclusive (selection)', contested(symmetric(0.3, 0.01), symmetric(0.4, 0.01))],
    ['inconclusive (selection)', contested(symmetric(0.1, 0.01), symmetric(0.5, 0.01))],
    ['reproduced', contested(symmetric(0.3, 0.01), symmetric(0.31, 0.01))],
    ['inconclusive (failures)', example([...symmetric(0.3, 0.01), Number.NaN])],
    ['not-evaluable (too-many-failures)', example([...times(3, 0.3), ...times(3, Number.NaN)])],
    ['not-evaluable (too-few-seeds)', example([0.3, 0.3])],
    ['inconclusive (no-spread)', example(times(10, 0.3))],
    ['not-evaluable (no-data)', example([])],
    ['reproduced', share([...symmetric(0.3, 0.01, 20), 0.5])],
    ['refuted (too-few)', share(symmetric(0.5, 0.01))],
    ['reproduced', open({ low: 0.2 }, symmetric(0.3, 0.01, 20))],
    ['refuted (too-few)', open({ low: 0.2 }, symmetric(0.1, 0.01))],
    ['reproduced', open({ high: 0.4 }, symmetric(0.3, 0.01, 20))],
    ['inconclusive', open({ high: 0.4 }, symmetric(0.4, 0.01))],
    [
      'inconclusive (selection)',
      contested(symmetric(0.3, 0.01, 20), symmetric(0.5, 0.01, 20), { ...LIES_IN, of: 'share', share: 0.7 })
    ],
    ['inconclusive', share(symmetric(0.3, 0.01))],
    ['inconclusive (selection)', { ...contested([...symmetric(0.3, 0.01, 20), 0.5], symmetric(0.5, 0.01)), ...SHARE }],
    ['not-evaluable (no-data)', share([])],
    ['reproduced', run(symmetric(0.3, 0.01))],
    ['refuted (above)', run(symmetric(0.5, 0.01))],
    ['inconclusive', run(symmetric(0.3, 0.1))],
    ['reproduced', along(symmetric(0.3, 0.01), symmetric(0.25, 0.01))],
    ['refuted (above)', along(symmetric(0.3, 0.01), symmetric(0.5, 0.01))],
    ['inconclusive', along(symmetric(0.3, 0.01), symmetric(0.4, 0.01))],
    ['inconclusive (failures)', along(symmetric(0.3, 0.01), [...symmetric(0.3, 0.01), Number.NaN])],
    ['inconclusive (no-spread)', along(times(10, 0.3), symmetric(0.3, 0.01))],
    ['not-evaluable (too-few-seeds)', along([0.3, 0.31], symmetric(0.3, 0.01))],
    ['reproduced', difference(symmetric(0.3, 0.01))],
    // The range is 0.2 to 0.4.
    ['reproduced', spread(symmetric(5, 0.28, 80))],
    ['refuted (below)', spread(symmetric(0.3, 0.01))],
    ['refuted (above)', spread(symmetric(0.3, 5))],
    ['inconclusive', spread(symmetric(0.3, 0.4))],
    ['inconclusive (no-spread)', spread(times(10, 0.3))],
    ['inconclusive (failures)', spread([...symmetric(5, 0.28, 80), Number.NaN])]
  ]
}

import type { SettingsEvidence } from '../../../../src/kinds/lower-at-majority/types'
import type { ExamplesByKind } from '../../../contract/kindContract'
import { map } from '../../report/evidence'
import { settingsHypothesis as hypothesis } from '../evidence'

const example = (evidence: SettingsEvidence) => ({ hypothesis, evidence })

/** What ends at a training loss has it as its training loss. */
const lossOf = <Side extends { readonly value: number }>(side: Side) => ({ ...side, trainLoss: side.value })

/** With four runs of the treatment lost at each setting, or all losses of it 0. */
function changed(
  { cells, kind }: SettingsEvidence,
  change: (seed: number) => { readonly value: number; readonly failure: 'diverged' | null } | null
): SettingsEvidence {
  return {
    kind,
    cells: cells.map((cell) => ({
      ...cell,
      pairs: cell.pairs.map((pair) => ({ ...pair, treatment: lossOf({ ...pair.treatment, ...change(pair.seed) }) }))
    }))
  }
}

export const examples: ExamplesByKind<'lower-at-majority'> = {
  'lower-at-majority': [
    ['reproduced', example(map('map', [-0.1, -0.12, -0.2, 0], 0.01))],
    ['below-margin', example(map('less', [-0.1, -0.005, -0.005, -0.005], 0.002))],
    ['refuted (no-majority)', example(map('none', [-0.1, 0, 0, 0], 0.005))],
    ['refuted (opposite)', example(map('opposite', [-0.1, 0.1, 0.1, 0.2], 0.01))],
    ['inconclusive', example(map('open', [-0.1, 0, -0.05, -0.1], 0.1))],
    [
      'inconclusive (failures)',
      example(
        changed(map('failing', [-0.1, -0.1, -0.1, -0.1], 0.01, 12), (seed) =>
          seed < 4 ? { value: Number.NaN, failure: 'diverged' } : null
        )
      )
    ],
    ['not-evaluable (too-many-failures)', example(map('failed', [Number.NaN, -0.1, Number.NaN, Number.NaN], 0.01))],
    ['not-evaluable (too-few-pairs)', example(map('few', [-0.1, -0.1, -0.1, -0.1], 0.01, 2))],
    ['not-evaluable (no-data)', example(map('no', [-0.1, -0.1, -0.1, -0.1], 0.01, 0))],
    [
      'not-evaluable (no-logarithm)',
      example(changed(map('zero', [-0.1, -0.1, -0.1, -0.1], 0.01), () => ({ value: 0, failure: null })))
    ]
  ]
}

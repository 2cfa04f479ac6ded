import type { SourceFigure, SourcePanel } from '../../../src/claims/sourceFigure'
import type { ReportInput } from '../../../src/report/data/types'

const panel = (claim: string, rest: Partial<SourcePanel> = {}): SourcePanel => ({
  title: `Softmax regression: ${claim}`,
  claim: `toy/${claim}`,
  metric: 'train.loss',
  shows: 'treatment-lower',
  reported: [],
  ...rest
})

const number = (by: string, low: number, high = low) => ({ by, what: `about ${low}`, where: 'section 4', low, high })

/** A panel of each kind: measured with a number, with a range, with too few pairs, and three that were not measured. */
export const TOY_FIGURE: SourceFigure = {
  id: 'toy-figure',
  source: { key: 'toy', citation: 'A toy | paper.', locator: 'Figure 7', via: null },
  caption: 'Losses of *both* arms.',
  quote: 'lower <everywhere>',
  rows: [
    [
      panel('opposite', { reported: [number('paper', 0.3)] }),
      panel('reproduced', { reported: [number('paper', 0.02, 0.05), number('study', 0.9)] }),
      panel('five-pairs', { shows: null })
    ],
    [panel('no-data', { reported: [number('paper', 0.2)] }), panel('later')],
    [panel('elsewhere')]
  ]
}

/** The input with a figure of a source, and with curves of the runs that it shows: they fall to the run's last loss. */
export function withSourceFigure(input: ReportInput, figure: SourceFigure = TOY_FIGURE): ReportInput {
  const claims = figure.rows.flat().map(({ claim }) => claim)
  const keys = new Set(
    input.claims.flatMap((outcome) => {
      if (outcome.kind !== 'judged' || !claims.includes(outcome.claim.id)) return []
      const { evidence } = outcome.judgement
      return evidence.kind === 'paired'
        ? evidence.pairs.flatMap(({ control, treatment }) => [control.runKey, treatment.runKey])
        : []
    })
  )
  const runs = input.runs.map((run) => {
    const last = run.final['train.loss']
    if (!keys.has(run.key) || last === undefined) return run
    const losses = [3, 2, 1].map((factor) => Number((factor * last).toPrecision(6)))
    return { ...run, curve: { epochs: [1, 2, 3], losses: { 'train.loss': losses } } }
  })
  return { ...input, runs, sourceFigures: [figure] }
}

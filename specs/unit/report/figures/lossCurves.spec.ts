import { drawFigure } from '../../../../src/figures/renderSvg'
import type { ReportRunRow, RunCurve } from '../../../../src/report/data/types'
import { lossCurves } from '../../../../src/report/figures/lossCurves'
import { pairs } from '../evidence'

const evidence = pairs('curves', -0.1, 0.01, { n: 3 })

/** Runs of the evidence, of which only the curve is looked at: the control's losses and the treatment's. */
function runsWith(control: (seed: number) => RunCurve, treatment: (seed: number) => RunCurve) {
  return new Map(
    evidence.pairs.flatMap((pair) => [
      [pair.control.runKey, { curve: control(pair.seed) } as ReportRunRow] as const,
      [pair.treatment.runKey, { curve: treatment(pair.seed) } as ReportRunRow] as const
    ])
  )
}

const falling = (numEpochs: number, factor: number): RunCurve => {
  const epochs = Array.from({ length: numEpochs }, (_, index) => index + 1)
  return {
    epochs,
    losses: { 'train.loss': epochs.map((epoch) => factor / epoch), 'test.loss': epochs.map(() => factor) }
  }
}

describe('lossCurves', () => {
  it('states the medians at the end, and has a column a seed', async () => {
    const runs = runsWith(
      (seed) => falling(4, 1 + seed),
      (seed) => falling(4, 2 * (1 + seed))
    )
    const figure = lossCurves(evidence, runs, 'claim-1')!
    // Seeds 0, 1, 2: the median is that of seed 1.
    expect(figure.title).toBe(
      'Median train.loss after 4 epochs: adam 0.5, amsgrad 1; Median test.loss after 4 epochs: adam 2, amsgrad 4'
    )
    const lines = figure.csv.trimEnd().split('\n')
    expect(lines[0]).toBe('metric,arm,epoch,seed_0,seed_1,seed_2')
    expect(lines).toContain('train.loss,amsgrad,4,0.5,1,1.5')
    expect(lines).toHaveLength(1 + 2 * 2 * 4)
    expect((await drawFigure(figure)).warnings).toEqual([])
  })

  it('leaves a loss out that has no place on the axis', () => {
    const diverged: RunCurve = { epochs: [1, 2], losses: { 'train.loss': [0.5, Number.NaN] } }
    const runs = runsWith(
      () => falling(2, 1),
      (seed) => (seed === 1 ? diverged : falling(2, 1))
    )
    expect(lossCurves(evidence, runs, 'claim-1')!.csv).toContain('train.loss,amsgrad,2,0.5,,0.5')
  })

  it('thins many epochs, the first and the last stay', () => {
    const many = pairs('many', -0.1, 0.01, { n: 30 })
    const runs = new Map(
      many.pairs.flatMap(({ control, treatment }) =>
        [control, treatment].map(({ runKey }) => [runKey, { curve: falling(60, 1) } as ReportRunRow] as const)
      )
    )
    const { csv } = lossCurves(many, runs, 'claim-1')!
    const epochs = [
      ...new Set(
        csv
          .trimEnd()
          .split('\n')
          .slice(1)
          .map((line) => Number(line.split(',')[2]))
      )
    ]
    expect(epochs).toHaveLength(12)
    expect([epochs[0], epochs.at(-1)]).toEqual([1, 60])
  })

  it('is none where the report holds no curves', () => {
    expect(lossCurves(evidence, new Map(), 'claim-1')).toBeNull()
  })
})

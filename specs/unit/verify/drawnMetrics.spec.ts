import type { SourceFigure, SourcePanel } from '../../../src/claims/sourceFigure'
import { drawnMetrics } from '../../../src/verify/drawnMetrics'
import { claim } from '../../support/builders'

const panel = (id: string, metric: string): SourcePanel => ({ title: id, claim: id, metric, shows: null, reported: [] })

const figure = (...panels: SourcePanel[]): SourceFigure => ({
  id: 'figure-1',
  source: { key: 'toy', citation: 'A paper.', locator: 'Figure 1', via: null },
  caption: 'Losses.',
  quote: null,
  rows: panels.map((each) => [each])
})

describe('drawnMetrics', () => {
  const claims = [
    claim({ id: 'toy/a', experiment: 'one' }),
    claim({ id: 'toy/b', experiment: 'one' }),
    claim({ id: 'toy/c', experiment: 'two' }),
    claim({ id: 'toy/none', experiment: null })
  ]

  it('are those of every figure, by the experiment of the claim', () => {
    const figures = [
      figure(panel('toy/a', 'train.runningLoss'), panel('toy/c', 'test.loss')),
      figure(panel('toy/b', 'test.loss'), panel('toy/a', 'train.runningLoss'))
    ]
    expect(drawnMetrics(figures, claims)).toEqual(
      new Map([
        ['one', new Set(['train.runningLoss', 'test.loss'])],
        ['two', new Set(['test.loss'])]
      ])
    )
  })

  it('leave out claims that are not in the report, or run nothing', () => {
    const figures = [figure(panel('toy/elsewhere', 'test.loss'), panel('toy/none', 'test.loss'))]
    expect(drawnMetrics(figures, claims)).toEqual(new Map())
  })
})

import { resolveSourceFigure } from '../../../src/claims/sourceFigure'
import { loadClaims } from '../../../src/load/load'
import { CLAIMS_ROOT } from './documents'

const { claims, figures } = loadClaims(CLAIMS_ROOT)

describe('resolveSourceFigure', () => {
  it('fills in what the file leaves out, and makes of a number a range of its own', () => {
    const source = { key: 'paper', citation: 'A paper.', locator: 'Figure 1' }
    const told = { by: 'paper', what: 'about 0.3', where: 'section 2' }
    const panel = { title: 'Loss', claim: 'paper/lower', metric: 'test.loss' } as const
    const reported = [
      { ...told, value: 0.3 },
      { ...told, low: 0.2, high: 0.7 }
    ]
    expect(
      resolveSourceFigure({ id: 'figure-1', source, caption: 'Losses.', rows: [[{ ...panel, reported }]] })
    ).toEqual({
      id: 'figure-1',
      source: { ...source, via: null },
      caption: 'Losses.',
      quote: null,
      rows: [
        [
          {
            ...panel,
            shows: null,
            reported: [
              { ...told, low: 0.3, high: 0.3 },
              { ...told, low: 0.2, high: 0.7 }
            ]
          }
        ]
      ]
    })
  })
})

describe("the project's figures", () => {
  it('are arranged as their sources arrange them: three plots over two', () => {
    expect(figures.map(({ id, rows }) => [id, rows.map((row) => row.length)])).toEqual([
      ['bennatan2018-figure-4', [3, 2]],
      ['reddi2018-networks', [3, 2]]
    ])
  })

  it.each(figures.map((figure) => [figure.id, figure] as const))(
    '%s reports no other numbers than the claims of its source',
    (_, { rows, source }) => {
      const about = claims.filter(({ source: { key } }) => key === 'bennatan2018' || key === source.key)
      const told = about.flatMap(({ source: { reported, quote, paraphrase } }) => [reported?.what, quote, paraphrase])
      const text = told.filter((each) => typeof each === 'string').join(' ')
      for (const { low, high } of rows.flat().flatMap(({ reported }) => reported)) {
        for (const number of [low, high]) expect(text).toContain(String(number).replace(/^0/, ''))
      }
    }
  )

  it('show the claims of their own source', () => {
    for (const { source, rows } of figures) {
      expect(rows.flat().filter(({ claim }) => !claim.startsWith(`${source.key}/`))).toEqual([])
    }
  })
})

import { drawFigure } from '../../../../src/figures/renderSvg'
import { buildReport } from '../../../../src/report/data/build'
import { effectFigures } from '../../../../src/report/figures/effectFigure'
import { placeOf } from '../../../../src/report/figures/place'
import { claimNumbers } from '../../../../src/report/sections/context'
import { everyKind } from '../inputs'

const { claims } = buildReport(everyKind())
const numbers = claimNumbers(claims)
const figures = effectFigures(claims, numbers)

describe('effectFigures', () => {
  it('has one of every claim that stands on a scale, named by the number of the claim', () => {
    const placed = claims.filter((entry) => placeOf(entry) !== null)
    expect(placed.length).toBeGreaterThan(10)
    expect([...figures.keys()]).toEqual(placed.map(({ claim }) => claim.id))
    for (const [id, { title }] of figures) expect(title).toBe(`The effect of claim ${numbers.get(id)}`)
  })

  it('has none of a claim that was not measured', () => {
    expect(claims.map(({ claim }) => claim.id)).toContain('toy/five-pairs')
    expect(figures.has('toy/five-pairs')).toBe(false)
  })

  it('places the ratios of all of them on one axis', () => {
    const domains = [...figures.values()].flatMap(
      ({ spec }) => JSON.stringify(spec).match(/"type":"symlog","constant":0.01,"domain":[^\]]*/)?.[0] ?? []
    )
    expect(domains.length).toBeGreaterThan(5)
    expect(new Set(domains).size).toBe(1)
  })

  it('is drawn without a complaint', async () => {
    for (const figure of [...figures.values()].slice(0, 20)) expect((await drawFigure(figure)).warnings).toEqual([])
  })
})

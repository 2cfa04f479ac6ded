import { drawByVega } from '../../../src/figures/renderSvg'
import { sampleChart } from '../../../src/figures/sampleChart'

describe('named', () => {
  it('holds more names than a call stack does, in their order', async () => {
    const names = Array.from({ length: 1_500 }, (_, index) => String(9_000 - index))
    const samples = names.map((name, index) => ({ name, value: index % 7, series: 'seeds', hollow: false, note: '' }))
    const { svg, warnings } = await drawByVega(
      sampleChart({
        ...{ id: 'many', title: 'Many seeds', description: '', unit: 'seed', valueTitle: 'value' },
        ...{ samples, series: ['seeds'], band: null, levels: [], summary: null }
      })
    )
    expect(warnings).toEqual([])
    const shown = [...svg.matchAll(/>(\d{4})<\/text>/g)].map(([, name]) => Number(name))
    expect(shown.length).toBeGreaterThan(20)
    expect(shown).toEqual([...shown].sort((a, b) => b - a))
  })
})

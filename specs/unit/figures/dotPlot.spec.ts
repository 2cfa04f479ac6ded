import fc from 'fast-check'
import { type DotPlot, dotPlot } from '../../../src/figures/dotPlot'

const BAND = { lower: -1, upper: 1 }
const row = (label: string, value: number | null, mark = 'o') => ({ label, text: String(value), value, mark })

describe('dotPlot', () => {
  it('puts every value where the scale has it, with band, reference and interval', () => {
    const effect = { ...row('mean', 4, 'O'), interval: { lower: 3, upper: 5, level: 0.95 } }
    const plot: DotPlot = { rows: [row('a', -1), row('b', 0), row('c', 9)], band: BAND, reference: 0, effect }
    // 31 columns, of which the first and the last are air: 10 units on 28 steps, so 3, 4 and 5 at 12, 15 and 18.
    expect(dotPlot(plot, 31 + 4 + 2 + 6)).toEqual([
      'a     -1  [ o..|...                       ]',
      'b      0  [ ...o...                       ]',
      'c      9  [ ...|...                     o ]',
      'mean   4  [ ...|...    ===O===            ]'
    ])
  })

  it('keeps to the width, whatever the numbers are, where there is room for 20 columns', () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), fc.integer({ min: 60, max: 160 }), (values, columns) => {
        const rows = values.map((each) => ({ ...row('seed', each), text: 'x' }))
        const lines = dotPlot({ rows, band: BAND, reference: 0, effect: null }, columns)
        expect(lines).toHaveLength(values.length)
        for (const line of lines) {
          expect(line.length).toBeLessThanOrEqual(columns)
          expect(line).toMatch(/o/)
        }
      })
    )
  })

  it('puts labels on lines of their own where they leave no room for the scale', () => {
    const rows = [row('a label of many words', -1), row('another', 1)]
    // 36 columns less two gaps, two brackets and a text of two: 28 for the scale.
    expect(dotPlot({ rows, band: BAND, reference: 0, effect: null }, 36)).toEqual([
      `a label of many words\n  -1  [ o${'.'.repeat(12)}|${'.'.repeat(12)} ]`,
      `another\n   1  [ ${'.'.repeat(13)}|${'.'.repeat(11)}o ]`
    ])
  })

  it('has a row without a mark where there is no number, and an open band reaches the edge', () => {
    const band = { lower: Number.NEGATIVE_INFINITY, upper: 0 }
    const [failed, other] = dotPlot({ rows: [row('a', null), row('b', 1)], band, reference: null, effect: null }, 40)
    expect(failed).toMatch(/\[\.+ +\]$/)
    expect(other).toMatch(/\[\.+ +o \]$/)
  })

  it('stands in the middle where there is nothing to tell apart', () => {
    const band = { lower: 2, upper: 2 }
    const [line] = dotPlot({ rows: [row('a', 2)], band, reference: null, effect: null }, 40)
    expect(line).toMatch(/\[ +o +\]$/)
  })
})

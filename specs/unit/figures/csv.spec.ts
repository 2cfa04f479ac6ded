import { csvOf } from '../../../src/figures/csv'

describe('csvOf', () => {
  it('quotes what holds a comma, a quotation mark or a line end', () => {
    expect(csvOf([{ a: 'x, "y"\nz', b: 1.5 }])).toBe('a,b\n"x, ""y""\nz",1.5\n')
  })

  it('leaves a cell empty that has no number', () => {
    expect(csvOf([{ a: null, b: Number.NaN, c: Number.POSITIVE_INFINITY }])).toBe('a,b,c\n,,\n')
  })
})

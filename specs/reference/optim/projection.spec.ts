import fc from 'fast-check'
import { projectOnBox } from './projection'

describe('projectOnBox', () => {
  it('clips what is outside and leaves the rest', () => {
    expect(projectOnBox(Float64Array.of(-3, -1, 0.5, 1, Number.POSITIVE_INFINITY), [-1, 1])).toEqual(
      Float64Array.of(-1, -1, 0.5, 1, 1)
    )
  })

  it('does not hide NaN', () => {
    expect(projectOnBox(Float64Array.of(Number.NaN), [-1, 1])).toEqual(Float64Array.of(Number.NaN))
  })

  it('is the nearest point of the box, and idempotent', () => {
    const value = fc.double({ noNaN: true, min: -1e3, max: 1e3 })
    fc.assert(
      fc.property(value, value, value, (x, a, b) => {
        const domain = [Math.min(a, b), Math.max(a, b)] as const
        const [projected] = projectOnBox(Float64Array.of(x), domain)
        expect(Math.abs(projected! - x)).toBe(Math.max(domain[0] - x, x - domain[1], 0))
        expect(projectOnBox(Float64Array.of(projected!), domain)[0]).toBe(projected)
      })
    )
  })
})

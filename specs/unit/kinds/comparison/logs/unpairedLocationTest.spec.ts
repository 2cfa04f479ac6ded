import { unpairedLocationTest } from '../../../../../src/kinds/comparison/logs/unpairedLocationTest'
import { mean } from '../../../../../src/stats/describe'

const a = [0, 0.01, 0.02, 0.03, 0.04]
const shift = (by: number) => a.map((value) => value + by)

describe('unpairedLocationTest', () => {
  it('needs both tests to decide', () => {
    const location = unpairedLocationTest([{ a, b: shift(-1) }])
    expect(location.side(0, 0.05)).toBe('below')
    // 2 of 252 splits are as extreme: no decision at a level below that, however clear the interval.
    expect(location.test(0).pFlip).toBeCloseTo(2 / 252, 15)
    expect(location.side(0, 0.005)).toBe('contested')
    expect(location.side(-1, 0.05)).toBe('open')
    expect(location.side(-2, 0.05)).toBe('above')
    expect(location.test(0).p).toBe(Math.max(location.test(0).pT!, location.test(0).pFlip!))
  })

  it('gives every setting the same weight, whatever its number of runs', () => {
    const location = unpairedLocationTest([
      { a: [0, 0.1], b: [1, 1.1] },
      { a, b: shift(3) }
    ])
    expect(mean(location.values)).toBeCloseTo(2, 12)
    const { lower, upper } = location.interval(0.05)
    expect((lower + upper) / 2).toBeCloseTo(2, 12)
  })

  it('counts labels within settings only', () => {
    // Between the settings lies far more than between the arms.
    const blocks = [
      { a: [0, 0.1, 0.2], b: [1, 1.1, 1.2] },
      { a: [100, 100.1, 100.2], b: [101, 101.1, 101.2] }
    ]
    expect(unpairedLocationTest(blocks).test(0).pFlip).toBeCloseTo(2 / 400, 15)
  })
})

import { linearPercentTicks, percentTicks } from '../../../src/figures/percentTicks'

const percents = (ticks: readonly number[]) => ticks.map((tick) => Math.round(1e6 * Math.expm1(tick)) / 1e4)

describe('percentTicks', () => {
  const place = (low: number, high: number) => (tick: number) => (tick - low) / (high - low)

  it('are round changes inside of the scale, no change among them', () => {
    expect(percents(percentTicks(place(-0.2, 0.8), 0.1))).toEqual([-10, 0, 20, 50, 70, 100])
  })

  it('are as far apart as their labels need', () => {
    const at = percentTicks(place(-3, 3), 0.2).map(place(-3, 3))
    expect(Math.min(...at.slice(1).map((each, index) => each - at[index]!))).toBeGreaterThanOrEqual(0.2)
  })
})

describe('linearPercentTicks', () => {
  it('are evenly spaced where the scale is narrow', () => {
    expect(percents(linearPercentTicks(-0.012, 0.031))).toEqual([-1, 0, 1, 2, 3])
    expect(percents(linearPercentTicks(0.00011, 0.00049))).toEqual([0.02, 0.03, 0.04])
  })

  it('are round changes where it is wide', () => {
    expect(percents(linearPercentTicks(-1, 2))).toContain(100)
  })
})

import { LossScale } from '../../../../src/report/figures/lossScale'

const valuesOf = (scale: LossScale) => (scale.ticks as { values?: number[] }).values
const domainOf = (scale: LossScale) => (scale.asScale as { domain: [number, number] }).domain

describe('LossScale', () => {
  it('is linear where losses differ by less than a factor of 5, logarithmic from there', () => {
    expect(new LossScale([0.1, 0.49], 150).logarithmic).toBe(false)
    expect(new LossScale([0.1, 0.51], 150).logarithmic).toBe(true)
  })

  it.each([[[0.2, 0.7]], [[0.004, 0.7, 0.03]], [[0.5]]])('holds all of %j, with room for a label above', (losses) => {
    const scale = new LossScale(losses, 150)
    const [low, high] = domainOf(scale)
    expect(low).toBeLessThan(Math.min(...losses))
    expect(high).toBeGreaterThan(Math.max(...losses))
    // A label takes 13 pixels, and stands 3 above its mark.
    expect(scale.pixel(Math.max(...losses))).toBeGreaterThan(13)
    expect(scale.pixel(Math.min(...losses))).toBeLessThan(150)
  })

  it('has 1, 2 and 5 of every power of ten, and the powers alone where there are many', () => {
    expect(valuesOf(new LossScale([0.05, 0.6], 150))).toEqual([0.05, 0.1, 0.2, 0.5])
    expect(valuesOf(new LossScale([0.004, 0.7], 150))).toEqual([0.01, 0.1, 1])
    expect(valuesOf(new LossScale([1e-12, 1e300], 150))!.length).toBeLessThanOrEqual(7)
    expect(valuesOf(new LossScale([0.2, 0.3], 150))).toBeUndefined()
  })
})

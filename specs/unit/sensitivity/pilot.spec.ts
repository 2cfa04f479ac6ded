import { pilotEffects } from '../../../src/sensitivity/pilot'
import { LOWER } from '../../support/builders'

const values = [-0.02, -0.01, -0.03, -0.02, -0.02]
const SD = Math.sqrt(0.0002 / 4)
const MARGIN = Math.log1p(0.01)

describe('pilotEffects', () => {
  it('measures the distance to the margin in standard deviations', () => {
    const pilot = pilotEffects(LOWER, values)
    expect(pilot).toMatchObject({ numPairs: 5, theta: -0.02, delta: MARGIN })
    expect(pilot.effects).toEqual([expect.closeTo((0.02 - MARGIN) / SD, 10)])
    expect(pilot.directionEffect).toBeCloseTo(0.02 / SD, 10)
    expect(pilot.interval.lower).toBeLessThan(pilot.effects[0]!)
    expect(pilot.interval.upper).toBeGreaterThan(pilot.effects[0]!)
  })

  it('an equivalence has two bounds where theta lies between them, one where it lies outside', () => {
    const margin = { relative: 0.05, epsilon: 0 }
    const inside = pilotEffects({ kind: 'equivalent', margin }, values)
    expect(inside.effects).toEqual([
      expect.closeTo((Math.log(1.05) + 0.02) / SD, 8),
      expect.closeTo((Math.log(1.05) - 0.02) / SD, 8)
    ])
    expect(pilotEffects({ kind: 'equivalent', margin: LOWER.margin }, values).effects).toHaveLength(1)
  })

  it('an absolute margin is on the scale of the differences', () => {
    expect(pilotEffects({ kind: 'lower', margin: { absolute: 0.02 } }, values).effects).toEqual([0])
  })

  it('without spread the effect is infinite, or 0 on the margin itself', () => {
    const margin = { absolute: 1 }
    expect(pilotEffects({ kind: 'lower', margin }, [2, 2]).effects).toEqual([Infinity])
    expect(pilotEffects({ kind: 'lower', margin }, [-1, -1]).effects).toEqual([0])
  })
})

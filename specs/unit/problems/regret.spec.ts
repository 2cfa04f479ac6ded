import fc from 'fast-check'
import { addLoss, NO_REGRET, type RegretState, regretOf } from '../../../src/problems/regret'

function play(steps: readonly (readonly [number, number])[]): RegretState {
  return steps.reduce((state, [slope, x]) => addLoss(state, slope, x), NO_REGRET)
}

describe('regretOf', () => {
  it('by hand: slopes 3, -1, -1 played at 1, 1, -1', () => {
    const state = play([
      [3, 1],
      [-1, 1],
      [-1, -1]
    ])
    // losses 3 - 1 + 1 = 3; the slopes add up to 1, best at -1 with -1
    expect(state).toEqual({ lossSum: 3, slopeSum: 1 })
    expect(regretOf(state, [-1, 1])).toBe(4)
  })

  it('is 0 before the first step and for whoever plays the best fixed point', () => {
    expect(regretOf(NO_REGRET, [-1, 1])).toBe(0)
    expect(
      regretOf(
        play([
          [2, -1],
          [-1, -1]
        ]),
        [-1, 1]
      )
    ).toBe(0)
  })

  it('equals the loss minus the least loss of a fixed point, found by trying points', () => {
    const step = fc.tuple(
      fc.integer({ min: -1010, max: 1010 }),
      fc.integer({ min: -8, max: 8 }).map((k) => k / 8)
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const loss = steps.reduce((sum, [slope, x]) => sum + slope * x, 0)
        const tried = Array.from({ length: 17 }, (_, i) => -1 + i / 8)
        const least = Math.min(...tried.map((x) => steps.reduce((sum, [slope]) => sum + slope * x, 0)))
        // eighths of integers: no rounding anywhere
        expect(regretOf(play(steps), [-1, 1])).toBe(loss - least)
      })
    )
  })
})

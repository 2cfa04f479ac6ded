import { momentumDecayOf, rateBounds, rectificationOf } from '../../../src/optim/factors'

describe('factors of update rules', () => {
  it("decays Dozat's momentum by 0.96^psi, and leaves beta1 alone at 0", () => {
    expect(momentumDecayOf({ momentumDecay: 1 })).toBeCloseTo(0.96, 15)
    expect(momentumDecayOf({ momentumDecay: 0.004 })).toBeCloseTo(0.96 ** 0.004, 15)
    expect(momentumDecayOf({ momentumDecay: 0 })).toBeNull()
  })

  // At beta2 0.9 the average is of 19 gradients at most: rho_7 = 19 - 14 0.9^7/(1 - 0.9^7) = 6.17, rho_6 = 5.39, rho_5 = 4.58.
  it('rectifies from where the average is of more than five gradients', () => {
    expect(rectificationOf({ beta2: 0.9 }, 5, 0.9 ** 5)).toBeNull()
    const length = 19 - (12 * 0.9 ** 6) / (1 - 0.9 ** 6)
    const expected = Math.sqrt(((length - 4) * (length - 2) * 19) / (15 * 17 * length))
    expect(rectificationOf({ beta2: 0.9 }, 6, 0.9 ** 6)).toBeCloseTo(expected, 15)
    expect(rectificationOf({ beta2: 0.9 }, 500, 0.9 ** 500)).toBeCloseTo(1, 12)
    // Never, where it can be of no more.
    expect(rectificationOf({ beta2: 0.6 }, 500, 0)).toBeNull()
  })

  it('closes bounds in from 0 and from anywhere', () => {
    expect(rateBounds({ finalRate: 0.1, boundSpeed: 1 }, 1)).toEqual([0.05, 0.2])
    const [lower, upper] = rateBounds({ finalRate: 0.1, boundSpeed: 1 }, 1e9)
    expect([lower, upper].map((bound) => Math.abs(bound - 0.1) < 1e-9)).toEqual([true, true])
  })
})

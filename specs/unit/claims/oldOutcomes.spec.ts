import { renewOutcome, renewOutcomes } from '../../../src/claims/oldOutcomes'

const OLD = { outcome: 'refuted', subtype: 'lower-by-less-than-margin' }
const NOW = { outcome: 'below-margin', subtype: null }
const renewed = (value: object) => {
  const copy = structuredClone(value)
  renewOutcomes(copy)
  return copy
}

describe('renewOutcomes', () => {
  it('finds verdicts wherever they stand, with what is said of them, and leaves all else', () => {
    expect(
      renewed({
        rows: [
          { ...OLD, p: 1 },
          { outcome: 'refuted', subtype: 'opposite' }
        ],
        text: OLD.subtype
      })
    ).toEqual({
      rows: [
        { ...NOW, p: 1 },
        { outcome: 'refuted', subtype: 'opposite' }
      ],
      text: OLD.subtype
    })
    expect(renewed({ sentence: 'so the claim is refuted (lower-by-less-than-margin).' })).toEqual({
      sentence: 'so the claim is neither reproduced nor refuted (below-margin).'
    })
  })

  it('tells looks by their interval, and seeds left out by the whole', () => {
    const look = (lower: number, upper: number, outcome = 'refuted') => ({ interval: { lower, upper }, outcome })
    const judgement = (verdict: object) => ({
      verdict,
      analysis: {
        delta: 0.01,
        sequential: { looks: [look(-0.02, 0.01, 'inconclusive'), look(-0.009, 0.001), look(-0.009, -0.001)] },
        secondary: { leaveOneOut: [{ outcome: 'refuted' }, { outcome: 'inconclusive' }, { outcome: null }] }
      }
    })
    expect(renewed(judgement(OLD))).toMatchObject({
      verdict: NOW,
      analysis: {
        sequential: { looks: [{ outcome: 'inconclusive' }, { outcome: 'refuted' }, { outcome: 'below-margin' }] },
        secondary: { leaveOneOut: [{ outcome: 'below-margin' }, { outcome: 'inconclusive' }, { outcome: null }] }
      }
    })
    expect(renewed(judgement({ outcome: 'refuted', subtype: 'equivalent' }))).toMatchObject({
      analysis: { secondary: { leaveOneOut: [{ outcome: 'refuted' }, {}, {}] } }
    })
  })

  it('counts the settings of a map anew', () => {
    const map = { verdict: NOW, analysis: { counts: { lower: 1, notLower: 2 }, settings: [{ verdict: OLD }] } }
    expect(renewed(map)).toMatchObject({
      analysis: { counts: { lower: 1, belowMargin: 1, notLower: 1 }, settings: [{ verdict: NOW }] }
    })
  })
})

it('an outcome of today is the same object', () => {
  expect(renewOutcome(NOW)).toBe(NOW)
  expect(renewOutcome({ ...OLD, why: 'w' })).toEqual({ ...NOW, why: 'w' })
})

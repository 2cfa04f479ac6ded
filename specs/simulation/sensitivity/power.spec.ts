import { type PowerQuestion, powerOf as powerOfMany } from '../../../src/sensitivity/power'

const question = { effects: [1.2], alpha: 0.05, power: 0.9, firstLook: 10, maxPairs: 30 }

/** Enough studies for what is asserted. */
const powerOf = (asked: PowerQuestion) => powerOfMany(asked, 150)

describe('powerOf', () => {
  it('a fixed number: 44, 19, 10 and 6 pairs, the last for the exact test’s sake', () => {
    const sizes = [0.5, 0.8, 1.2, 2].map((d) => powerOf({ ...question, effects: [d] }).fixedPairs)
    expect(sizes).toEqual([44, 19, 10, 6])
    expect(powerOf({ ...question, effects: [0.01] }).fixedPairs).toBe(Infinity)
  })

  it('rules that add pairs: a mean between their first look and their budget', () => {
    const { sequential } = powerOf(question)
    expect(sequential.map(({ method }) => method)).toEqual(['sign-flip', 'mixture-t', 'pocock', 'obrien-fleming'])
    for (const { meanPairs, decidedShare } of sequential) {
      expect(meanPairs).toBeGreaterThanOrEqual(10)
      expect(meanPairs).toBeLessThan(20)
      expect(decidedShare).toBeGreaterThan(0.97)
    }
    expect(powerOf(question)).toEqual(powerOf(question))
  })

  it('a smaller level needs more of every rule', () => {
    const [wide, narrow] = [powerOf(question), powerOf({ ...question, alpha: 0.005 })]
    expect(narrow.fixedPairs).toBeGreaterThan(wide.fixedPairs)
    expect(narrow.minPairs).toBe(9)
    for (const [index, { meanPairs }] of wide.sequential.entries()) {
      expect(narrow.sequential[index]!.meanPairs).toBeGreaterThan(meanPairs)
    }
  })

  it('an equivalence has two bounds to leave out, and needs more pairs than one of them', () => {
    expect(powerOf({ ...question, effects: [1, 1] }).fixedPairs).toBeGreaterThan(
      powerOf({ ...question, effects: [1] }).fixedPairs
    )
  })

  it('an effect without spread is found at the first look; none is never found', () => {
    const certain = powerOf({ ...question, effects: [Infinity] })
    expect(certain.fixedPairs).toBe(6)
    expect(certain.sequential[0]).toMatchObject({ meanPairs: 10, decidedShare: 1 })
    expect(powerOf({ ...question, effects: [0] }).fixedPairs).toBe(Infinity)
  })
})

import seedrandom from 'seedrandom'
import { choiceShares } from '../../../src/stats/choiceShares'

const bySeeds = (...values: number[]) => values.map((value) => [value])

describe('choiceShares', () => {
  test('of two seeds: each of the four draws as often as it comes', () => {
    // Means of the draws 00, 01, 10, 11: 1, 2, 2, 3 against 1.9, 1.9, 1.9, 1.9.
    const shares = choiceShares([bySeeds(1, 3), bySeeds(1.9, 1.9)], seedrandom.alea('specs/choiceShares'), 4000)
    expect(shares[0]! + shares[1]!).toBeCloseTo(1, 12)
    // 4 standard errors of a share of 1/4 in 4,000 draws.
    expect(Math.abs(shares[0]! - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 4000))
  })

  test('draws blocks by themselves, the same for every option', () => {
    // Over the seeds they are equal; which is lower hangs on the blocks alone, one good and one bad for each.
    const options = [
      [
        [1, 3],
        [1, 3]
      ],
      [
        [2.1, 2.1],
        [2.1, 2.1]
      ]
    ]
    const shares = choiceShares(options, seedrandom.alea('specs/choiceShares/blocks'), 4000)
    expect(Math.abs(shares[0]! - 0.75)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 4000))
  })

  test('gives ties to the first, and repeats itself', () => {
    const equal = [bySeeds(1, 2, 3), bySeeds(1, 2, 3)]
    expect(choiceShares(equal, seedrandom.alea('a'))).toEqual([1, 0])
    const options = [bySeeds(1, 2, 3), bySeeds(1.5, 2.4, 1.9)]
    expect(choiceShares(options, seedrandom.alea('a'))).toEqual(choiceShares(options, seedrandom.alea('a')))
  })
})

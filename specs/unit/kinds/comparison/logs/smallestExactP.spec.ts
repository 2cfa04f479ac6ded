import seedrandom from 'seedrandom'
import { smallestExactP } from '../../../../../src/kinds/comparison/logs/smallestExactP'
import { stratifiedPermutation } from '../../../../../src/stats/stratifiedPermutation'

describe('smallestExactP', () => {
  // The most extreme labelling: every number of b above every one of a.
  it.each([
    [[[5, 5]], 2 / 252],
    [[[3, 4]], 1 / 35],
    [
      [
        [3, 3],
        [2, 2]
      ],
      2 / 120
    ]
  ])('is the p of the most extreme labelling: %j', (sizes, expected) => {
    const blocks = sizes.map(([n, m]) => ({
      a: Array.from({ length: n! }, (_, i) => i * 1.1),
      b: Array.from({ length: m! }, (_, i) => 100 + i * 1.7)
    }))
    expect(smallestExactP(blocks)).toBeCloseTo(expected, 15)
    expect(stratifiedPermutation(blocks, seedrandom.alea('x')).p).toBeCloseTo(expected, 15)
  })
})

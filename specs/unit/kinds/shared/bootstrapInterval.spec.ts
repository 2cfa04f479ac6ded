import seedrandom from 'seedrandom'
import { bootstrapInterval } from '../../../../src/kinds/shared/bootstrapInterval'
import { bcaInterval } from '../../../../src/stats/bcaInterval'

describe('bootstrapInterval', () => {
  // 53 values take more draws than are kept.
  test.each([2, 5, 30, 52, 53])('of %i values is that of the seeded stream, to the bit, also the second time', (n) => {
    const random = seedrandom.alea(`values of ${n}`)
    for (const level of [0.95, 0.99]) {
      const values = Array.from({ length: n }, () => random() ** 3)
      expect(bootstrapInterval(values, level)).toEqual(
        bcaInterval(values, level, seedrandom.alea('claimcheck/bootstrap'))
      )
    }
  })
})

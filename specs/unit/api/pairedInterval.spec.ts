import { pairedInterval } from '../../../src/api/pairedInterval'
import { InputError } from '../../../src/errors'
import { tInterval } from '../../../src/stats/tInterval'

const CONTROL = [1, 2, 4, 8]
const TREATMENT = [2, 2, 5, 7]

describe('pairedInterval', () => {
  it('is the t interval of the log ratios', () => {
    const ratios = CONTROL.map((value, i) => Math.log(TREATMENT[i]!) - Math.log(value))
    expect(pairedInterval(CONTROL, TREATMENT, { level: 0.9 })).toEqual({
      estimate: (ratios[0]! + ratios[1]! + ratios[2]! + ratios[3]!) / 4,
      numPairs: 4,
      ...tInterval(ratios, 0.9)
    })
  })

  it('is the t interval of the differences', () => {
    expect(pairedInterval(CONTROL, TREATMENT, { scale: 'difference' })).toEqual({
      estimate: 0.25,
      numPairs: 4,
      ...tInterval([1, 0, 1, -1], 0.95)
    })
  })

  it('adds epsilon to both values before the logarithm', () => {
    expect(pairedInterval([0, 1], [1, 3], { epsilon: 1 }).estimate).toBeCloseTo(Math.log(2), 14)
    expect(() => pairedInterval([0, 1], [1, 3])).toThrow(InputError)
  })

  it('leaves out the pairs with a failed run, and says how many are left', () => {
    const result = pairedInterval([1, 1, Number.NaN, 1], [1, Infinity, 1, 3], { scale: 'difference' })
    expect(result).toMatchObject({ estimate: 1, numPairs: 2 })
  })

  it.each([
    ['arms of different size', () => pairedInterval([1], [1, 2])],
    ['no pair', () => pairedInterval([], [])],
    ['a level of 1', () => pairedInterval(CONTROL, TREATMENT, { level: 1 })],
    ['a negative epsilon', () => pairedInterval(CONTROL, TREATMENT, { epsilon: -1 })]
  ])('refuses %s', (_what, act) => {
    expect(act).toThrow(RangeError)
  })
})

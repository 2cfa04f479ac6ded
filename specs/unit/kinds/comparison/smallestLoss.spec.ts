import { smallestLoss } from '../../../../src/kinds/comparison/smallestLoss'
import { diverged, evidenceOf, trained } from '../builders'

describe('smallestLoss', () => {
  test('is of the pairs that theta speaks of, the first of equal ones', () => {
    const evidence = evidenceOf([
      [trained(1), trained(0.5)],
      [diverged, trained(-3)],
      [trained(0), trained(0)]
    ])
    expect(smallestLoss(evidence)).toEqual({ arm: 'adam', side: 'control', seed: 2, value: 0 })
  })

  test('needs a pair', () => {
    expect(() => smallestLoss(evidenceOf([[diverged, trained(1)]]))).toThrow(TypeError)
  })
})

import fc from 'fast-check'
import { inSeedOrder } from '../../../../src/kinds/shared/seedOrder'

const seeds = (...list: number[]) => list.map((seed) => ({ seed }))
const entered = (order: ReturnType<typeof inSeedOrder>) => order.entered.map(({ seed }) => seed)

describe('inSeedOrder', () => {
  test('a missing seed blocks those after it', () => {
    const order = inSeedOrder(seeds(4, 0, 3, 1), 0, 10)
    expect(entered(order)).toEqual([0, 1])
    expect(order).toMatchObject({ left: [3, 4], missing: 2 })
  })

  test('the first seed may be the one that is missing', () => {
    expect(inSeedOrder(seeds(1, 2), 0, 10)).toMatchObject({ entered: [], left: [1, 2], missing: 0 })
    expect(entered(inSeedOrder(seeds(21, 20), 20, 10))).toEqual([20, 21])
  })

  test('seeds above the budget do not enter, and are no gap', () => {
    const order = inSeedOrder(seeds(0, 1, 2, 3), 0, 2)
    expect(entered(order)).toEqual([0, 1])
    expect(order).toMatchObject({ left: [2, 3], missing: null })
  })

  test('what finished first changes nothing', () => {
    const some = fc.uniqueArray(fc.nat({ max: 12 }), { maxLength: 10 }).map((list) => seeds(...list))
    fc.assert(
      fc.property(some, fc.nat(), (items, shift) => {
        const turned = items.map((_, i) => items[(i + shift) % items.length]!)
        expect(inSeedOrder(turned, 0, 8)).toEqual(inSeedOrder(items, 0, 8))
      })
    )
  })
})

import { groupBy } from '../../../src/json/groupBy'

describe('groupBy', () => {
  it('keeps the order of items and of first keys', () => {
    const groups = groupBy(['b1', 'a1', 'b2', 'a2'], ([letter]) => letter)
    expect([...groups]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1', 'a2']]
    ])
  })

  it('asks for each key once', () => {
    let asked = 0
    groupBy(Array.from({ length: 1_000 }), () => asked++)
    expect(asked).toBe(1_000)
  })
})

import { valueAtKeys } from '../../../src/logs/keys'

describe('valueAtKeys', () => {
  it('follows keys with dots, and prefers a key that holds them', () => {
    expect(valueAtKeys({ a: { b: { c: 1 } } }, 'a.b.c')).toBe(1)
    expect(valueAtKeys({ 'a.b': { c: 2 }, a: { b: { c: 1 } } }, 'a.b.c')).toBe(1)
    expect(valueAtKeys({ 'a.b': { c: 2 } }, 'a.b.c')).toBe(2)
    expect(valueAtKeys({ 'a.b.c': 3, a: { b: { c: 1 } } }, 'a.b.c')).toBe(3)
    expect(valueAtKeys({ a: [5, 6] }, 'a.1')).toBe(6)
    expect(valueAtKeys({ a: 1 }, 'a.b')).toBeUndefined()
    expect(valueAtKeys({}, 'constructor')).toBeUndefined()
  })
})

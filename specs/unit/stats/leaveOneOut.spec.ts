import { leaveOneOut } from '../../../src/stats/leaveOneOut'

describe('leaveOneOut', () => {
  test('leaves each item out once, equal ones too', () => {
    const items = ['a', 'b', 'b']
    expect(leaveOneOut(items, (rest, leftOut) => `${leftOut}:${rest.join('')}`)).toEqual(['a:bb', 'b:ab', 'b:ab'])
    expect(items).toEqual(['a', 'b', 'b'])
    expect(leaveOneOut([], () => 1)).toEqual([])
  })
})

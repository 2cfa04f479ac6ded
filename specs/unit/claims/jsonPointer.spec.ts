import { hasPlace, pointerSteps, withValueAt } from '../../../src/claims/jsonPointer'

describe('pointerSteps', () => {
  // RFC 6901, section 5, but for the whole document, which an option cannot set.
  it.each([
    ['/foo', ['foo']],
    ['/foo/0', ['foo', '0']],
    ['/', ['']],
    ['/a~1b', ['a/b']],
    ['/c%d', ['c%d']],
    ['/m~0n', ['m~n']],
    ['/~01', ['~1']]
  ])('%s', (pointer, steps) => {
    expect(pointerSteps(pointer)).toEqual(steps)
  })

  it.each(['', 'foo', '#/foo', '/a~2', '/a~'])('%s is none', (pointer) => {
    expect(pointerSteps(pointer)).toBeNull()
  })
})

describe('withValueAt', () => {
  const value = { model: { layers: [{ units: 1 }, { units: 2 }] }, loss: 'a' }

  it('replaces an item or a property, adds a property, and leaves what it was given alone', () => {
    const before = JSON.stringify(value)
    expect(withValueAt(value, ['loss'], { name: 'b' })).toEqual({ ...value, loss: { name: 'b' } })
    expect(withValueAt(value, ['model', 'layers', '1'], 'x')).toEqual({
      ...value,
      model: { layers: [{ units: 1 }, 'x'] }
    })
    expect(withValueAt(value, ['model', 'layers', '0', 'strides'], 2)).toEqual({
      ...value,
      model: { layers: [{ units: 1, strides: 2 }, { units: 2 }] }
    })
    expect(JSON.stringify(value)).toBe(before)
  })

  it.each([
    ['an item that is not there', ['model', 'layers', '2']],
    ['an index with a zero before it', ['model', 'layers', '01']],
    ['behind the last item', ['model', 'layers', '-']],
    ['below what is not there', ['models', 'layers']],
    ['below a text', ['loss', 'name']]
  ])('knows no place: %s', (_what, steps) => {
    expect(hasPlace(value, steps)).toBe(false)
    expect(() => withValueAt(value, steps, 0)).toThrow(RangeError)
  })

  it('a step "__proto__" is a property like any other', () => {
    const changed = withValueAt({}, ['__proto__'], { polluted: true }) as object
    expect(Object.keys(changed)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype)
    expect(hasPlace({}, ['__proto__', 'polluted'])).toBe(false)
  })
})

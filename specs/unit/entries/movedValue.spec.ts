import { atItsEntry, moved } from '../../../src/entries/movedValue'

class Store {
  constructor(readonly folder: string) {}
}
const real = { add: (a: number, b: number) => a + b, Store }

let warning: jest.SpyInstance
beforeEach(() => {
  warning = jest.spyOn(process, 'emitWarning').mockReturnValue()
})
afterEach(() => warning.mockRestore())

describe('a value that moved to another entry', () => {
  it('is loaded when it is used, not when it is imported, and is what it was', () => {
    const load = jest.fn(() => real)
    const { add, Store: Moved } = moved('claimcheck/one', load)
    expect([typeof add, typeof Moved, load.mock.calls]).toEqual(['function', 'function', []])
    expect(add(1, 2)).toBe(3)
    const store = new Moved('here')
    expect(store).toBeInstanceOf(Store)
    expect(store).toBeInstanceOf(Moved)
    expect(store.folder).toBe('here')
    class Own extends Moved {}
    expect(new Own('there')).toBeInstanceOf(Own)
  })

  it('warns at its first use, once for each entry, and names the new one', () => {
    const { add } = moved('claimcheck/two', () => real)
    expect(warning).not.toHaveBeenCalled()
    add(1, 2)
    add(3, 4)
    moved('claimcheck/two', () => real).add(5, 6)
    expect(warning.mock.calls).toEqual([
      [
        expect.stringMatching(/^add has moved to claimcheck\/two: import it from there/),
        { type: 'DeprecationWarning', code: 'CLAIMCHECK_MOVED' }
      ]
    ])
  })

  it('may be a whole entry', () => {
    const load = jest.fn(() => real)
    const all = atItsEntry('all', 'claimcheck/three', load)
    expect(load).not.toHaveBeenCalled()
    expect(all.add(1, 2)).toBe(3)
    expect(Object.keys(all)).toEqual(['add', 'Store'])
    expect('add' in all && !('subtract' in all)).toBe(true)
    expect({ ...all }).toEqual(real)
    expect(warning).toHaveBeenCalledTimes(1)
  })
})

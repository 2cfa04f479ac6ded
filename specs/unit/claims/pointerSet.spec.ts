import { causeOf, withPlaces } from '../../../src/claims/pointerSet'

describe('withPlaces', () => {
  it('sets one place after the other, and leaves the value as it was', () => {
    const value = { layers: [{ units: 1 }, { units: 2 }] }
    const changed = withPlaces(value, { '/layers/1': { units: 5, rate: 0 }, '/layers/1/rate': 0.5, '/name': 'n' })
    expect(changed).toEqual({ layers: [{ units: 1 }, { units: 5, rate: 0.5 }], name: 'n' })
    expect(value).toEqual({ layers: [{ units: 1 }, { units: 2 }] })
    expect(() => withPlaces(value, { '/layers/2/units': 5 })).toThrow(RangeError)
  })
})

describe('causeOf', () => {
  const value = { model: { layers: [{ units: 1 }, { units: 2 }] }, training: {} }

  it.each([
    ['$.model.layers[1].units', '/model/layers/1/units'],
    ['$.model.layers[1]', '/model/layers/1/units'],
    ['$.model.layers[10]', undefined],
    ['$.training.batchSize', '/training']
  ])('of a problem at %s is %s', (where, cause) => {
    expect(causeOf(where, value, ['/model/layers/1/units', '/training'])).toBe(cause)
  })
})

import { readNumber, readScalar } from '../../../src/logs/numbers'

describe('readNumber', () => {
  it.each([
    [1, 1],
    ['1e-3', 0.001],
    [' .5 ', 0.5],
    ['-2.', -2],
    ['nan', Number.NaN],
    ['NaN', Number.NaN],
    ['-inf', -Infinity],
    ['Infinity', Infinity],
    ['', null],
    [null, null],
    [undefined, null],
    ['0x10', undefined],
    ['1,5', undefined],
    [true, undefined],
    [[1], undefined]
  ])('reads %j as %j', (value, expected) => {
    expect(readNumber(value)).toBe(expected)
  })
})

describe('readScalar', () => {
  it.each([
    ['0.001', 0.001],
    [1e-3, 0.001],
    ['True', true],
    [false, false],
    [' adam ', 'adam'],
    [Number.NaN, 'NaN'],
    ['', undefined],
    [null, undefined],
    [{}, undefined]
  ])('reads %j as %j', (value, expected) => {
    expect(readScalar(value)).toBe(expected)
  })
})

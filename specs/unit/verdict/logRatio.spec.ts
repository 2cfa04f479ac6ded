import fc from 'fast-check'
import { InputError } from '../../../src/errors'
import { logRatio, NoLogarithmError } from '../../../src/verdict/logRatio'
import { comparison } from './builders'

describe('logRatio', () => {
  test('is the logarithm of the ratio, with epsilon added to both', () => {
    expect(logRatio('a/b', comparison, 2, 1)).toBe(-Math.LN2)
    const floored = { ...comparison, margin: { relative: 0.01, epsilon: 1 } }
    expect(logRatio('a/b', floored, 3, 0)).toBe(-Math.log(4))
  })

  test('only changes its sign when the arms are swapped, to the last bit', () => {
    const loss = fc.double({ min: 1e-6, max: 10, noNaN: true })
    fc.assert(
      fc.property(loss, loss, (a, b) => {
        expect(logRatio('a/b', comparison, a, b) + logRatio('a/b', comparison, b, a)).toBe(0)
      })
    )
  })

  test.each([
    [0, 1],
    [1, 0],
    [1, -0.1]
  ])('refuses %f against %f and names the claim', (a, b) => {
    expect(() => logRatio('reddi2018/mnist', comparison, a, b)).toThrow(InputError)
    expect(() => logRatio('reddi2018/mnist', comparison, a, b)).toThrow(NoLogarithmError)
    expect(() => logRatio('reddi2018/mnist', comparison, a, b)).toThrow(/reddi2018\/mnist.*train\.loss/)
  })
})

import fc from 'fast-check'
import { InputError } from '../../../../src/errors'
import { deltaOf, epsilonOf, pairEffect } from '../../../../src/kinds/comparison/pairEffect'
import { claimOf, comparison } from '../builders'

const claim = claimOf(comparison, { id: 'reddi2018/mnist' })
const ratio = pairEffect(claim, comparison)
const difference = pairEffect(claim, { ...comparison, margin: { absolute: 0.01 } })

describe('pairEffect', () => {
  test('is the logarithm of the ratio, with epsilon added to both', () => {
    expect(ratio(2, 1)).toBe(-Math.LN2)
    expect(pairEffect(claim, { ...comparison, margin: { relative: 0.01, epsilon: 1 } })(3, 0)).toBe(-Math.log(4))
  })

  test('is the difference where the margin is absolute, of either sign', () => {
    expect(difference(2, 1)).toBe(-1)
    expect(difference(-1, 0)).toBe(1)
  })

  test('only changes its sign when the arms are swapped, to the last bit', () => {
    const loss = fc.double({ min: 1e-6, max: 10, noNaN: true })
    fc.assert(
      fc.property(loss, loss, fc.constantFrom(ratio, difference), (a, b, effect) => {
        expect(effect(a, b) + effect(b, a)).toBe(0)
      })
    )
  })

  test.each([
    [0, 1],
    [1, 0],
    [1, -0.1]
  ])('refuses the ratio of %f and %f and names the claim', (a, b) => {
    expect(() => ratio(a, b)).toThrow(InputError)
    expect(() => ratio(a, b)).toThrow(/reddi2018\/mnist.*train\.loss/)
  })

  test('refuses a difference that no double holds', () => {
    expect(difference(1e308, 0)).toBe(-1e308)
    expect(() => difference(1e308, -1e308)).toThrow(InputError)
  })
})

test('the margin on the scale of the effect, and what is added before the logarithm', () => {
  expect(deltaOf({ relative: 0.01, epsilon: 0.1 })).toBe(Math.log1p(0.01))
  expect(deltaOf({ absolute: 0.02 })).toBe(0.02)
  expect(epsilonOf({ relative: 0.01, epsilon: 0.1 })).toBe(0.1)
  expect(epsilonOf({ absolute: 0.02 })).toBe(0)
})

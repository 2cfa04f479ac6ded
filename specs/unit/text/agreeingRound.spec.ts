import fc from 'fast-check'
import { agreeingRound } from '../../../src/text/agreeingRound'

describe('agreeingRound', () => {
  test('takes as few digits as keep the number on its side', () => {
    expect(agreeingRound(1.2345, [1], 2)).toBe('1.2')
    expect(agreeingRound(1.0004, [1], 2)).toBe('1.0004')
    expect(agreeingRound(-0.98765, [-0.99, 0], 2)).toBe('-0.988')
    expect(agreeingRound(1, [1], 2)).toBe('1')
    expect(agreeingRound(0, [1], 2)).toBe('0')
  })

  test('never rounds away what stands in front of the point', () => {
    expect(agreeingRound(103.6, [100], 2)).toBe('104')
    expect(agreeingRound(11_700, [], 2)).toBe('11700')
    expect(agreeingRound(-97.2, [], 1)).toBe('-97')
    expect(agreeingRound(1.5e20, [], 2)).toBe('150000000000000000000')
  })

  test('never changes sides', () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true })
    fc.assert(
      fc.property(number, fc.array(number, { maxLength: 4 }), (value, references) => {
        const rounded = Number(agreeingRound(value, references, 2))
        for (const reference of references) {
          expect(Math.sign(rounded - reference)).toBe(Math.sign(value - reference))
        }
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(0.05 * Math.abs(value))
      })
    )
  })
})

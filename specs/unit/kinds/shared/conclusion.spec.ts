import { conclusion, counted, levelWords } from '../../../../src/kinds/shared/conclusion'

describe('conclusion', () => {
  test('names outcome and subtype, and whether it is provisional', () => {
    expect(conclusion({ verdict: { outcome: 'reproduced', subtype: null }, provisional: false })).toBe(
      'so the claim is reproduced'
    )
    expect(conclusion({ verdict: { outcome: 'refuted', subtype: 'opposite' }, provisional: true })).toBe(
      'so the claim is provisionally refuted (opposite)'
    )
    expect(conclusion({ verdict: { outcome: 'not-evaluable', subtype: 'no-data' }, provisional: false })).toBe(
      'so the claim is not evaluable (no-data)'
    )
  })

  test.each([
    [0.05, '95 %'],
    [0.05 / 2, '97.5 %'],
    [0.05 / 3, '98.33 %'],
    [0.05 / 7, '99.29 %'],
    [0.05 / 48, '99.896 %'],
    [1e-6, '99.9999 %']
  ])('the level at alpha %f is %s', (alpha, expected) => {
    expect(levelWords({ lower: 0, upper: 1, level: 1 - alpha })).toBe(expected)
  })

  test('counts', () => {
    expect([counted(0, 'seed'), counted(1, 'seed'), counted(2, 'seed')]).toEqual(['0 seeds', '1 seed', '2 seeds'])
  })
})

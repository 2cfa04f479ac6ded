import { comparisonWords, RATIO_SCALE } from '../../../../src/kinds/comparison/comparisonWords'

const percent = (value: number) => Math.log1p(value / 100)
const words = (theta: number, lower: number, upper: number, margin = 0.01) =>
  comparisonWords(percent(theta), { lower: percent(lower), upper: percent(upper) }, Math.log1p(margin), RATIO_SCALE)

describe('effectWords', () => {
  test.each([
    [0.4, 0.1, 0.7, '0.4 % higher than', '0.1 % to 0.7 % higher'],
    [-1.5, -2, -1.2, '1.5 % lower than', '1.2 % to 2 % lower'],
    [0.2, -0.3, 0.7, '0.2 % higher than', '0.3 % lower to 0.7 % higher'],
    [0, 0, 0, 'the same as', 'exactly 0 %'],
    [0, -0.5, 0.5, 'the same as', '0.5 % lower to 0.5 % higher']
  ])('%f in [%f, %f]', (theta, lower, upper, effect, interval) => {
    expect(words(theta, lower, upper)).toMatchObject({ effect, interval })
  })

  test('names the margin upwards and, as the same ratio, downwards', () => {
    expect(words(-0.995, -2, -0.7)).toMatchObject({ margin: '1 %', marginDownwards: '0.99 %' })
    expect(words(-40, -45, -35, 0.5)).toMatchObject({ margin: '50 %', marginDownwards: '33 %' })
    // Nothing lies between the two.
    expect(words(0.4, 0.1, 0.7)).toMatchObject({ margin: '1 %', marginDownwards: '1 %' })
    expect(words(-60, -70, -55, 0.5)).toMatchObject({ margin: '50 %', marginDownwards: '50 %' })
    expect(words(0.4, 0.1, 0.7, 0)).toMatchObject({ margin: '0 %' })
  })

  test('a bound just beside the margin is printed on its side', () => {
    // The margin downwards is 0.990099 %.
    const inside = words(-1.5, -2, -0.9902)
    expect(inside.interval).toBe('0.9902 % to 2 % lower')
    expect(inside.marginDownwards).toBe('0.99 %')
    const outside = words(-1.5, -2, -0.99005)
    expect(outside.interval).toBe('0.99 % to 2 % lower')
    expect(outside.marginDownwards).toBe('1 %')
  })

  test('what rounding leaves of 0 is no effect', () => {
    expect(words(-1e-15, -0.5, 0.5).effect).toBe('the same as')
    expect(words(1e-12, 1e-13, 2e-12, 0).effect).toBe('1e-12 % higher than')
  })
})

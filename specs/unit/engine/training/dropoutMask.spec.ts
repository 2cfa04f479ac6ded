import { dropoutMask } from '../../../../src/engine/training/dropoutMask'
import { randomStream } from '../../../../src/random/streams'

describe('dropoutMask', () => {
  test('keeps a unit where its draw is >= rate, scaled by 1/(1 - rate)', () => {
    const draws = [0.1, 0.25, 0.9, 0.2499]
    expect([...dropoutMask(4, 0.25, () => draws.shift()!)]).toEqual([0, Math.fround(4 / 3), Math.fround(4 / 3), 0])
  })

  test('draws once a unit, whatever the rate', () => {
    for (const rate of [0, 0.5]) {
      const stream = randomStream(0, 'dropout')
      dropoutMask(7, rate, stream)
      const other = randomStream(0, 'dropout')
      for (let i = 0; i < 7; i++) other()
      expect(stream()).toBe(other())
    }
  })

  test('rate 0 keeps everything as it is', () => {
    expect([...dropoutMask(5, 0, randomStream(0, 'dropout'))]).toEqual([1, 1, 1, 1, 1])
  })

  test('drops the share that was asked for and leaves the mean at 1', () => {
    const mask = dropoutMask(20_000, 0.3, randomStream(0, 'dropout'))
    const dropped = mask.filter((factor) => factor === 0).length / mask.length
    // Four standard errors of a share of 0.3 among 20,000.
    expect(Math.abs(dropped - 0.3)).toBeLessThan(4 * Math.sqrt((0.3 * 0.7) / 20_000))
    expect(Math.abs(mask.reduce((a, b) => a + b, 0) / mask.length - 1)).toBeLessThan(0.02)
  })
})

import seedrandom from 'seedrandom'
import { normalStream } from '../../../src/random/streams'
import { mean, sampleStandardDeviation } from '../../../src/stats/describe'
import { spreadContrastPseudoValues } from '../../../src/stats/spreadContrast'

const normal = normalStream(seedrandom.alea('specs/spread-contrast'))
const sample = (n: number, deviation: number) => Array.from({ length: n }, () => deviation * normal())

describe('spreadContrastPseudoValues', () => {
  it('is the jackknife by its definition', () => {
    const samples = [sample(6, 1), sample(6, 2), sample(6, 3)]
    const weights = [-0.5, -0.25, 0.75]
    const contrast = (without: number | null) =>
      samples.reduce((sum, values, index) => {
        const left = values.filter((_, unit) => unit !== without)
        return sum + weights[index]! * Math.log(sampleStandardDeviation(left))
      }, 0)
    const byHand = samples[0]!.map((_, unit) => 6 * contrast(null) - 5 * contrast(unit))
    spreadContrastPseudoValues(samples, weights).forEach((value, unit) => {
      expect(value).toBeCloseTo(byHand[unit]!, 10)
    })
  })

  it('estimates the slope of ln of the standard deviations, with weights that add up to 0 in any unit', () => {
    const samples = [1, 2, 4].map((deviation) => sample(4000, deviation))
    const weights = [-1, 0, 1]
    expect(mean(spreadContrastPseudoValues(samples, weights))).toBeCloseTo(Math.log(4), 1)
    const scaled = samples.map((values) => values.map((value) => 1000 * value))
    const [own, inOther] = [samples, scaled].map((each) =>
      mean(
        spreadContrastPseudoValues(
          each.map((values) => values.slice(0, 20)),
          weights
        )
      )
    )
    expect(inOther).toBeCloseTo(own!, 8)
  })

  it('has no number where all but one value of a sample are equal', () => {
    const values = spreadContrastPseudoValues(
      [
        [1, 2, 4, 3],
        [5, 5, 5, 6]
      ],
      [-1, 1]
    )
    expect(values.every(Number.isFinite)).toBe(false)
  })

  it('refuses fewer than 3 values, and samples that differ in size', () => {
    expect(() => spreadContrastPseudoValues([[1, 2]], [1])).toThrow(/needs 3 values/)
    expect(() =>
      spreadContrastPseudoValues(
        [
          [1, 2, 3],
          [1, 2, 3, 4]
        ],
        [-1, 1]
      )
    ).toThrow(/differ in size/)
  })
})

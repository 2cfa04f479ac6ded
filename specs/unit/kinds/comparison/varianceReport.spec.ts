import { varianceReport } from '../../../../src/kinds/comparison/varianceReport'
import { evidenceOf, trained } from '../builders'

const of = (values: readonly (readonly [number, number])[]) =>
  varianceReport(evidenceOf(values.map(([a, b]) => [trained(a), trained(b)])).pairs)

describe('varianceReport', () => {
  test('describes each arm and what pairing gained', () => {
    const report = of([
      [1, 2],
      [2, 3],
      [3, 5]
    ])!
    expect(report.control).toMatchObject({
      n: 3,
      mean: 2,
      standardDeviation: 1,
      coefficientOfVariation: 0.5,
      min: 1,
      max: 3
    })
    expect(report.treatment.mean).toBeCloseTo(10 / 3, 14)
    expect(report.differenceStandardDeviation).toBeCloseTo(Math.sqrt(1 / 3), 14)
    expect(report.correlation).toBeCloseTo(3 / Math.sqrt(2 * (14 / 3)), 14)
    // (1 + 7/3)/(1/3)
    expect(report.pairingGain).toBeCloseTo(10, 12)
  })

  test('leaves out what is undefined', () => {
    expect(
      of([
        [1, 2],
        [1, 3]
      ])
    ).toMatchObject({ correlation: null })
    expect(
      of([
        [1, 2],
        [2, 3]
      ])
    ).toMatchObject({ pairingGain: null, differenceStandardDeviation: 0 })
    expect(of([[1, 2]])).toBeNull()
  })
})

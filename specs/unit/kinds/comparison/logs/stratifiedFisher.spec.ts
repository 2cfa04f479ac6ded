import { type FailureTable, stratifiedFisherP } from '../../../../../src/kinds/comparison/logs/stratifiedFisher'

const table = (controlRuns: number, controlFailures: number, treatmentRuns: number, treatmentFailures: number) =>
  ({ controlRuns, controlFailures, treatmentRuns, treatmentFailures }) satisfies FailureTable

describe('stratifiedFisherP', () => {
  // scipy 1.17.1: scipy.stats.fisher_exact([[failed, trained], [failed, trained]]).pvalue
  it.each([
    [table(5, 0, 5, 5), 0.007936507936507938],
    [table(5, 3, 8, 1), 0.21678321678321677],
    [table(12, 10, 18, 3), 0.0005367241191434357],
    [table(5, 4, 5, 5), 1]
  ])("is Fisher's exact test on one table: %j", (one, expected) => {
    expect(stratifiedFisherP([one])).toBeCloseTo(expected, 12)
  })

  it('convolves the tables', () => {
    // numpy 2.4.6 and scipy 1.17.1: np.convolve of st.hypergeom(na + nb, f, nb).pmf over the tables, then the sum of
    // all probabilities <= that of the observed number
    const tables = [table(5, 1, 5, 4), table(6, 0, 4, 2), table(5, 2, 5, 2)]
    expect(stratifiedFisherP(tables)).toBeCloseTo(0.06160241874527594, 12)
  })

  it('gives the same p whichever arm is called control, and ignores settings without failures', () => {
    const tables = [table(5, 1, 4, 3), table(6, 0, 4, 2)]
    const swapped = tables.map((one) =>
      table(one.treatmentRuns, one.treatmentFailures, one.controlRuns, one.controlFailures)
    )
    expect(stratifiedFisherP(swapped)).toBeCloseTo(stratifiedFisherP(tables), 12)
    expect(stratifiedFisherP([...tables, table(9, 0, 9, 0), table(4, 4, 4, 4)])).toBeCloseTo(
      stratifiedFisherP(tables),
      12
    )
    expect(stratifiedFisherP([])).toBe(1)
  })
})

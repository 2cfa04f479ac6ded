import fc from 'fast-check'
import { describeOutcome } from '../../../../src/claims/outcomes'
import type { ContrastAnalysis } from '../../../../src/kinds/contrast/types'
import type { Arrival } from '../../../../src/kinds/shared/types'
import { mcnemarP } from '../../../../src/stats/mcnemar'
import { added, claimOf, gone, judgeAlone, times } from '../builders'
import { arrived, away, contrastHypothesis, contrastOf, still } from '../evidence'

function judge(rows: readonly (readonly [Arrival, Arrival])[], seeds?: number) {
  const judgement = judgeAlone(claimOf(contrastHypothesis), contrastOf(rows), seeds)
  return { ...judgement, analysis: judgement.analysis as ContrastAnalysis, outcome: describeOutcome(judgement.verdict) }
}
const treatmentOnly = [away, arrived] as const
const controlOnly = [arrived, away] as const
const both = [arrived, arrived] as const

describe('judgeContrast', () => {
  // Exact: 2 * 2^-6 = .031 for six seeds all one way, .0625 for five.
  test.each([
    ['reproduced', 6, 0],
    ['inconclusive', 5, 0],
    ['refuted (opposite)', 0, 6],
    ['inconclusive', 8, 2],
    ['reproduced', 9, 1]
  ])('%s: the treatment alone on %i seeds, the control alone on %i', (expected, b, a) => {
    const { outcome, p, analysis } = judge([...times(b, treatmentOnly), ...times(a, controlOnly), ...times(4, both)])
    expect(outcome).toBe(expected)
    expect(p).toBe(mcnemarP(a, b))
    expect(analysis).toMatchObject({ onlyTreatment: b, onlyControl: a, both: 4, neither: 0, numPairs: a + b + 4 })
  })

  test('seeds on which the arms agree say nothing', () => {
    expect(judge(times(50, both))).toMatchObject({ outcome: 'inconclusive', p: 1 })
    expect(judge([])).toMatchObject({ outcome: 'not-evaluable (no-data)', p: null })
  })

  test('runs that are still moving count both ways', () => {
    expect(judge([...times(12, treatmentOnly), [away, still]]).outcome).toBe('reproduced')
    expect(judge([...times(6, treatmentOnly), [still, arrived]]).outcome).toBe('reproduced')
    expect(judge([...times(5, treatmentOnly), [still, arrived], [arrived, still]]).outcome).toBe(
      'inconclusive (not-settled)'
    )
    const open = judge([...times(6, treatmentOnly), ...times(2, [still, away] as const)])
    expect(open).toMatchObject({ outcome: 'inconclusive (not-settled)', analysis: { unsettled: 2 } })
    expect(open.analysis.warnings).toEqual(['still moving at the end, and counted both ways: seeds 6, 7'])
  })

  test('a run that diverged has not arrived', () => {
    const { analysis, outcome } = judge(times(6, [gone, arrived] as const))
    expect(outcome).toBe('reproduced')
    expect(analysis.warnings).toEqual(['6 of 6 runs of adam diverged and count as not arrived'])
  })

  test('another number of seeds is provisional, and seeds cannot be added', () => {
    expect(judge(times(6, treatmentOnly), 10)).toMatchObject({ provisional: true })
    const claim = claimOf(contrastHypothesis, added('sign-flip'))
    expect(() => judgeAlone(claim, contrastOf([]))).toThrow(/source\/claim is of the kind contrast/)
  })

  test('is decided where p is at most alpha, and the interval of the share leaves 1/2 out; swapping mirrors', () => {
    const rows = fc.array(fc.constantFrom(treatmentOnly, treatmentOnly, controlOnly, both), { maxLength: 40 })
    const mirror: Record<string, string> = { reproduced: 'refuted', refuted: 'reproduced' }
    fc.assert(
      fc.property(rows, (list) => {
        fc.pre(list.length > 0)
        const { verdict, p, analysis } = judge(list)
        const isDecided = verdict.outcome !== 'inconclusive'
        expect(isDecided).toBe(p! <= 0.05)
        const { lower, upper } = analysis.interval
        expect(isDecided).toBe(lower > 0.5 || upper < 0.5)
        const swapped = judge(list.map(([a, b]) => [b, a] as const)).verdict
        expect(swapped.outcome).toBe(mirror[verdict.outcome] ?? verdict.outcome)
      })
    )
  })
})

import { buildReport } from '../../../../src/report/data/build'
import { encodeReport } from '../../../../src/report/data/encode'
import { parseReport } from '../../../../src/report/data/parse'
import { recomputeJudgements, recomputeReport } from '../../../../src/report/data/recompute'
import { CASES, everyOutcome } from '../../../unit/report/inputs'

const report = buildReport(everyOutcome())

describe('a report alone', () => {
  it('gives every verdict again, to the byte', () => {
    const parsed = parseReport(encodeReport(report))
    expect(encodeReport(recomputeReport(parsed))).toBe(encodeReport(report))
    expect(recomputeJudgements(parsed).size).toBe(CASES.length)
  })

  it('keeps what could not be evaluated, and keeps it from stopping the rest', () => {
    const parsed = parseReport(encodeReport(report))
    expect(recomputeJudgements(parsed).get('toy/zero-loss')?.verdict).toEqual({
      outcome: 'not-evaluable',
      subtype: 'no-logarithm'
    })
    // The same loss in a family with others.
    const data = JSON.parse(encodeReport(report))
    for (const { claim } of data.claims) if (/zero-loss|reproduced/.test(claim.id)) claim.family = 'one'
    const together = recomputeReport(parseReport(JSON.stringify(data)))
    expect(together.counts).toEqual(report.counts)
  })

  it('corrects a verdict that its evidence does not carry', () => {
    const lie = JSON.parse(encodeReport(report))
    for (const { judgement } of lie.claims) {
      if (judgement?.verdict.outcome === 'refuted') judgement.verdict = { outcome: 'reproduced', subtype: null }
    }
    const corrected = recomputeReport(parseReport(JSON.stringify(lie)))
    expect(corrected.counts.refuted).toBe(report.counts.refuted)
    expect(report.counts.refuted).toBeGreaterThan(0)
  })

  it('follows its evidence', () => {
    const text = encodeReport(report)
    const data = JSON.parse(text)
    const entry = data.claims.find(({ claim }: { claim: { id: string } }) => claim.id === 'toy/reproduced')
    for (const pair of entry.judgement.evidence.pairs) {
      const { control, treatment } = pair
      pair.control = { ...control, value: treatment.value, trainLoss: treatment.value }
      pair.treatment = { ...treatment, value: control.value, trainLoss: control.value }
    }
    const swapped = recomputeJudgements(parseReport(JSON.stringify(data))).get('toy/reproduced')
    expect(swapped?.verdict).toEqual({ outcome: 'refuted', subtype: 'opposite' })
  })
})

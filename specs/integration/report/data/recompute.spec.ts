import { InputError } from '../../../../src/errors'
import { buildReport } from '../../../../src/report/data/build'
import { encodeReport } from '../../../../src/report/data/encode'
import { parseReport } from '../../../../src/report/data/parse'
import { judgedOtherwise, recomputeJudgements, recomputeReport } from '../../../../src/report/data/recompute'
import { CASES, everyKind, everyOutcome } from '../../../unit/report/inputs'

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
    const lie = parseReport(encodeReport(report))
    for (const entry of lie.claims) {
      if (entry.kind !== 'judged' || entry.judgement.verdict.outcome !== 'refuted') continue
      Object.assign(entry.judgement, { verdict: { outcome: 'reproduced', subtype: null } })
    }
    const corrected = recomputeReport(lie)
    expect(judgedOtherwise(lie, corrected)).toHaveLength(report.counts.refuted)
    expect(judgedOtherwise(lie, corrected)).toContain('toy/opposite: reproduced, now refuted (opposite)')
    expect(judgedOtherwise(report, corrected)).toEqual([])
    expect(corrected.counts.refuted).toBe(report.counts.refuted)
    expect(report.counts.refuted).toBeGreaterThan(0)
  })

  it('follows its evidence', () => {
    const data = JSON.parse(encodeReport(report))
    const entry = data.claims.find(({ claim }: { claim: { id: string } }) => claim.id === 'toy/reproduced')
    for (const { control, treatment } of entry.judgement.evidence.pairs) {
      const ends = [control.value, treatment.value]
      for (const [side, value] of [
        [control, ends[1]],
        [treatment, ends[0]]
      ]) {
        Object.assign(side, { value, trainLoss: value })
        // A value that its run does not have would be refused.
        Object.assign(
          data.runs.find(({ key }: { key: string }) => key === side.runKey),
          { final: { 'train.loss': value } }
        )
      }
    }
    const swapped = recomputeJudgements(parseReport(JSON.stringify(data))).get('toy/reproduced')
    expect(swapped?.verdict).toEqual({ outcome: 'refuted', subtype: 'opposite' })
  })

  it('says of evidence that no rule takes whose it is', () => {
    const all = buildReport(everyKind())
    const claims = all.claims.map((entry) => {
      if (entry.claim.id !== 'toy/bets' || entry.kind !== 'judged') return entry
      const { evidence } = entry.judgement
      if (evidence.kind !== 'paired') throw new Error('it is no comparison')
      const pairs = evidence.pairs.map((pair) => ({ ...pair, control: { ...pair.control, value: 9 } }))
      return { ...entry, judgement: { ...entry.judgement, evidence: { ...evidence, pairs } } } as typeof entry
    })
    const judge = () => recomputeReport({ ...all, claims })
    expect(judge).toThrow(InputError)
    expect(judge).toThrow(
      /the claims of the family toy\/bets cannot be judged from the report[\s\S]*received: [\s\S]*to mend:/
    )
  })
})

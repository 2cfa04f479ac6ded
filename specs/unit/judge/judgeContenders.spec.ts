import type { Decision } from '../../../src/claims/types'
import { familyMember, judgeFamily } from '../../../src/judge/judgeFamily'
import { nextSeedCount } from '../../../src/judge/nextSeedCount'
import type { PairedEvidence } from '../../../src/kinds/comparison/types'
import {
  added,
  CHOSEN,
  claimOf,
  comparison,
  contested,
  context,
  evidenceOf,
  evidenceOfRatios,
  RIVAL,
  selectionOf,
  symmetric,
  trained
} from '../kinds/builders'

const FIXED: Decision = { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 10, max: 10 } }

/** Ten pairs whose treatment is the same and whose control makes these log ratios. */
function against(ratios: readonly number[]): PairedEvidence {
  return evidenceOf(ratios.map((ratio, i) => [trained((1 + i / 100) * Math.exp(-ratio)), trained(1 + i / 100)]))
}

function judge(chosen: readonly number[], rival: readonly number[], decision = FIXED, id = 'source/claim') {
  const { evidence, contenders } = contested(against(chosen), against(rival))
  const claim = claimOf(comparison, { decision, id })
  return judgeFamily([familyMember(claim, evidence, decision.seeds, [], contenders)], context)[0]!
}

const lower = symmetric(-0.1, 0.01)
const muchLower = symmetric(-0.3, 0.01)
const higher = symmetric(0.1, 0.01)
const open = symmetric(-0.01, 0.02)

describe('a claim at every setting that selection cannot tell from the best', () => {
  test('has the outcome that all have, with the largest p', () => {
    const judgement = judge(muchLower, lower)
    expect(judgement).toMatchObject({ verdict: { outcome: 'reproduced' }, selection: { judgedAt: 'contenders' } })
    const { combinations } = judgement.selection!
    expect(combinations.map(({ settings }) => settings)).toEqual([
      [CHOSEN, CHOSEN],
      [RIVAL, CHOSEN]
    ])
    expect(combinations.map(({ effect }) => effect)).toEqual([expect.closeTo(-0.3, 10), expect.closeTo(-0.1, 10)])
    expect(judgement.p).toBe(Math.max(...combinations.map(({ p }) => p!)))
    expect(judgement.sentence).toMatch(/of the 2 pairs of settings that .* the claim is reproduced at each \(effects/)
    // The numbers are those of the chosen settings.
    expect(judgement.analysis.kind === 'paired' && judgement.analysis.theta).toBeCloseTo(-0.3, 10)
  })

  test.each([
    ['reproduced against refuted', lower, higher, 1],
    ['refuted against reproduced', higher, lower, 1],
    // On the margin but for .00005 at the one setting, which would be decided like the other at this level.
    ['reproduced against undecided', lower, open, 0.9939]
  ])('%s: none, for the settings decide it, and p is that of no decision', (_, chosen, rival, p) => {
    const judgement = judge(chosen, rival)
    expect(judgement).toMatchObject({ verdict: { outcome: 'inconclusive', subtype: 'selection' }, open: false })
    expect(judgement.p).toBeCloseTo(p, 4)
    expect(judgement.sentence).toMatch(/depends on which of the settings is taken .*inconclusive \(selection\)/)
  })

  test('undecided at every setting, it is undecided as at the chosen ones', () => {
    expect(judge(open, symmetric(-0.011, 0.02)).verdict).toEqual(judge(open, open).verdict)
    expect(judge(open, open).verdict.outcome).toBe('inconclusive')
  })

  test('refuted in two ways, it is refuted in what they have in common', () => {
    const slightly = symmetric(0.01, 0.008)
    expect(judge(higher, slightly).verdict).toEqual({ outcome: 'refuted', subtype: 'higher' })
    expect(judge(higher, symmetric(0, 0.003)).verdict).toEqual({ outcome: 'refuted', subtype: 'no-better' })
  })

  test('one that is not decided takes its level from no other claim of the family', () => {
    const seeds = FIXED.seeds
    const { evidence, contenders } = contested(against(lower), against(higher))
    const hangs = familyMember(claimOf(comparison, { id: 'a/hangs' }), evidence, seeds, [], contenders)
    const other = familyMember(claimOf(comparison, { id: 'b/other' }), evidenceOfRatios(lower), seeds)
    const [first, second] = judgeFamily([hangs, other], context)
    expect([first!.alphaJ, second!.alphaJ]).toEqual([0.05, 0.025])
    expect(second!.verdict.outcome).toBe('reproduced')
  })
})

describe('at the chosen settings alone', () => {
  const evidence = contested(against(lower), against(lower)).evidence

  function judged(control: PairedEvidence['control']['selection'], treatment = evidence.treatment.selection) {
    const at = {
      ...evidence,
      control: { ...evidence.control, selection: control },
      treatment: { ...evidence.treatment, selection: treatment }
    }
    return judgeFamily([familyMember(claimOf(comparison), at, FIXED.seeds)], context)[0]!
  }

  test('the first words say so where others were not judged, with how often they would have been chosen', () => {
    const { selection, sentence, verdict } = judged(selectionOf(0.4, 0.65))
    expect(selection).toEqual({
      judgedAt: 'chosen',
      arms: [
        { arm: 'adam', contenders: 2, otherwise: expect.closeTo(0.35, 12) },
        { arm: 'amsgrad', contenders: 1, otherwise: 0 }
      ],
      combinations: []
    })
    expect(sentence).toMatch(
      /^At profile quick, at the chosen settings, .* It speaks of the chosen settings alone: .* for adam in 35 % and for amsgrad in 0 %/
    )
    expect(verdict.outcome).toBe('reproduced')
  })

  test('nothing is said where selection tells them from all others', () => {
    const { selection, sentence } = judged(selectionOf(0.01))
    expect(selection).toMatchObject({ judgedAt: 'contenders', combinations: [] })
    expect(sentence).not.toMatch(/chosen|selection/)
  })

  test('a selection of which only the means are known may have chosen by chance', () => {
    const { candidates, ...rest } = selectionOf(0.4)
    const older = { ...rest, candidates: candidates.map(({ setting, mean }) => ({ setting, mean })) }
    const { selection, sentence } = judged(older, older)
    expect(selection!.arms).toEqual(['adam', 'amsgrad'].map((arm) => ({ arm, contenders: null, otherwise: null })))
    expect(sentence).toMatch(/of the chosen settings alone: how often .* is not known\./)
  })
})

describe('where seeds are added', () => {
  const { decision } = added('sign-flip', { min: 10, max: 30 })
  const drift = (center: number) =>
    Array.from({ length: 14 }, (_, i) => center + (i % 2 === 0 ? 0.01 : -0.011) * (1 + i / 1000))

  test('they are until every setting is decided', () => {
    const judgement = judge(drift(-0.3), [...drift(-0.012)], decision)
    expect(judgement).toMatchObject({ open: true, provisional: true })
    const claim = claimOf(comparison, { decision })
    expect(nextSeedCount(claim, decision.seeds, judgement)).toBeGreaterThan(14)
    const decided = judge(drift(-0.3), drift(-0.2), decision)
    expect(decided).toMatchObject({ open: false, provisional: false, verdict: { outcome: 'reproduced' } })
    expect(nextSeedCount(claim, decision.seeds, decided)).toBe(14)
  })

  test('two settings that are decided otherwise end it', () => {
    const judgement = judge(drift(-0.3), drift(0.3), decision)
    expect(judgement).toMatchObject({ open: false, verdict: { outcome: 'inconclusive', subtype: 'selection' } })
  })
})

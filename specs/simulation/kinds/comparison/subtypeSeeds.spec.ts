import fc from 'fast-check'
import { describeOutcome } from '../../../../src/claims/outcomes'
import type { SequentialDecision } from '../../../../src/claims/types'
import { nextSeedCount } from '../../../../src/judge/nextSeedCount'
import type { Verdict } from '../../../../src/kinds'
import type { PairedAnalysis } from '../../../../src/kinds/comparison/types'
import { normalStream, randomStream } from '../../../../src/random/streams'
import {
  added,
  claimOf,
  comparison,
  diverged,
  evidenceOf,
  evidenceOfRatios,
  judgeAlone,
  trained
} from '../../../unit/kinds/builders'

/** Most of a judgement's time, and none of its verdict. */
jest.mock('../../../../src/kinds/shared/bootstrapInterval', () => ({ bootstrapInterval: () => null }))

const DELTA = Math.log(1.01)

function decisionOf(method: SequentialDecision['method'], subtypeSeeds?: number, max = 30, min = 6) {
  const { decision } = added(method, { min, max })
  return { decision: subtypeSeeds === undefined ? decision : { ...decision, subtypeSeeds } }
}

function judge(ratios: readonly number[], decision: { decision: SequentialDecision }, margin = 0.01) {
  const claim = claimOf({ ...comparison, margin: { relative: margin, epsilon: 0 } }, decision)
  const judgement = judgeAlone(claim, evidenceOfRatios(ratios))
  return { ...judgement, claim, analysis: judgement.analysis as PairedAnalysis }
}

const normal = normalStream(randomStream(0, 'problem'))
const sample = (theta: number, sd: number, n = 30) => Array.from({ length: n }, () => theta + sd * normal())
/** Refuted early, a little above 0, and inside the margin on the long run. */
const SLOW = [
  ...[0.001, 0.009, 0.004, 0.013, 0.002, 0.011, 0.006, 0.003, 0.008, 0.005],
  ...Array.from({ length: 20 }, (_, i) => 0.003 + 0.001 * ((i % 5) - 2))
]

describe('subtypeSeeds', () => {
  test('a refuted claim goes on until it is known how; outcome, p and numbers stay those of the stop', () => {
    const plain = judge(SLOW, decisionOf('mixture-t'))
    const { decidedAt } = plain.analysis.sequential!
    expect(plain.verdict.outcome).toBe('refuted')
    expect(['no-better', 'higher']).toContain(plain.verdict.subtype)
    const going = judge(SLOW, decisionOf('mixture-t', 30))
    expect(describeOutcome(going.verdict)).toBe('refuted (higher-by-less-than-margin)')
    const { subtypeLooks, ...rest } = going.analysis
    expect(subtypeLooks).toMatchObject({ atStop: plain.verdict.subtype, entered: subtypeLooks!.n, max: 30 })
    expect(subtypeLooks!.n).toBeGreaterThan(decidedAt!)
    expect(subtypeLooks!.n).toBeLessThan(30)
    expect(subtypeLooks!.interval.upper).toBeLessThan(DELTA)
    expect(going.p).toBe(plain.p)
    expect(going.alphaJ).toBe(plain.alphaJ)
    // What other margins would come to is what is known at the end.
    const { sequential, warnings, marginCurve, ...same } = rest
    const { sequential: before, warnings: _, marginCurve: atStop, ...others } = plain.analysis
    expect(marginCurve).not.toEqual(atStop)
    expect(same).toEqual(others)
    // What the subtype used is not listed as unused.
    expect({ ...sequential, unusedSeeds: [] }).toEqual({ ...before, unusedSeeds: [] })
    expect(before!.unusedSeeds).toHaveLength(30 - decidedAt!)
    expect(sequential!.unusedSeeds).toEqual(before!.unusedSeeds.slice(subtypeLooks!.n - decidedAt!))
    expect(warnings.at(-1)).toMatch(/^run and not used/)
  })

  test('the sentence says what the stop showed, and what the seeds beyond it did', () => {
    const { sentence } = judge(SLOW.slice(0, 22), decisionOf('mixture-t', 30))
    expect(sentence).toMatch(/: not lower by at least 1 %( but higher)?, so the claim is refuted\. /)
    expect(sentence).toMatch(
      /To learn how, seeds went on to \d+ of at most 30 pairs: .* \(95 % interval, \d+ paired seeds\)\. So it is not lower .* but higher, by less than 1 %, so the claim is refuted \(higher-by-less-than-margin\)\. Budget/
    )
  })

  test('while it goes on the verdict is provisional and open; at the end it is what is known', () => {
    const early = judge(SLOW.slice(0, 8), decisionOf('mixture-t', 30))
    expect(early).toMatchObject({ open: true, provisional: true, verdict: { outcome: 'refuted' } })
    expect(early.provisionalWhy).toBe('it is refuted, and seeds go on for how, to at most 30: 8 have entered')
    const wide = Array.from({ length: 30 }, (_, i) => 0.05 + (i % 2 === 0 ? 1 : -1) * (0.06 + i / 1e4))
    const { decidedAt } = judge(wide, decisionOf('mixture-t')).analysis.sequential!
    const max = decidedAt! + 2
    const ended = judge(wide, decisionOf('mixture-t', max))
    expect(ended).toMatchObject({ open: false, provisional: false, verdict: { outcome: 'refuted' } })
    expect(ended.analysis.subtypeLooks).toMatchObject({ n: max, entered: max, max })
    // Spent before the stop.
    const none = judge(wide, decisionOf('mixture-t', decidedAt!))
    expect(none).toMatchObject({ open: false, verdict: { outcome: 'refuted' } })
    expect(none.analysis.subtypeLooks).toBeUndefined()
    // A profile's budget is the most that is run, whatever the claim states.
    expect(judge(wide, decisionOf('mixture-t', 30, max)).analysis.subtypeLooks).toMatchObject({ entered: max, max })
  })

  test('nothing goes on where the subtype is known at the stop, or the claim is not refuted', () => {
    for (const [theta, outcome] of [
      [-0.1, 'reproduced'],
      [0.1, 'refuted (opposite)'],
      [-0.004, 'below-margin']
    ] as const) {
      const ratios = Array.from({ length: 12 }, (_, i) => theta + 0.0005 * ((i % 3) - 1))
      const judgement = judge(ratios, decisionOf('mixture-t', 30))
      expect(describeOutcome(judgement.verdict)).toBe(outcome)
      expect(judgement.analysis.subtypeLooks).toBeUndefined()
      expect(judgement.open).toBe(false)
    }
    // At margin 0 what is not lower is higher.
    const bare = judge(sample(0.02, 0.01), decisionOf('mixture-t', 30), 0)
    expect(describeOutcome(bare.verdict)).toBe('refuted (opposite)')
    expect(bare.analysis.subtypeLooks).toBeUndefined()
  })

  test('rounds go on for it: four seeds at a time, or to the next look, and to its end', () => {
    for (const method of ['mixture-t', 'sign-flip', 'pocock'] as const) {
      const decision = decisionOf(method, 30)
      const budget = decision.decision.seeds
      let count = budget.min
      const counts = [count]
      for (;;) {
        const judgement = judge(SLOW.slice(0, count), decision)
        const next = nextSeedCount(judgement.claim, budget, judgement)
        if (next <= count) {
          expect(judgement.open).toBe(false)
          break
        }
        count = next
        counts.push(count)
      }
      if (method === 'pocock') expect([6, 9, 13, 19, 30].slice(0, counts.length)).toEqual(counts)
      expect(describeOutcome(judge(SLOW.slice(0, count), decision).verdict)).toBe(
        'refuted (higher-by-less-than-margin)'
      )
    }
  })

  test('neither the order of completion, nor rounds, nor what else is in the store change it', () => {
    const failing = [trained(1), diverged] as const
    const cases = fc.record({
      method: fc.constantFrom('mixture-t' as const, 'sign-flip' as const, 'pocock' as const),
      subtypeSeeds: fc.constantFrom(13, 19, 30),
      theta: fc.double({ min: -0.002, max: 0.012, noNaN: true }),
      failed: fc.array(fc.nat(29), { maxLength: 3 }),
      extra: fc.nat(30),
      order: fc.array(fc.nat(1000), { minLength: 30, maxLength: 30 })
    })
    fc.assert(
      fc.property(cases, ({ method, subtypeSeeds, theta, failed, extra, order }) => {
        const noise = normalStream(randomStream(1, 'problem'))
        const sides = Array.from({ length: 30 }, (_, i) => {
          const ratio = theta + 0.008 * noise()
          return failed.includes(i) ? failing : ([trained(1), trained(Math.exp(ratio))] as const)
        })
        const claim = claimOf(comparison, decisionOf(method, subtypeSeeds))
        const { seeds } = claim.decision
        const judgeFirst = (count: number) => judgeAlone(claim, evidenceOf(sides.slice(0, count)))
        // In rounds, from nothing, each with no more than it asked for.
        let count = nextSeedCount(claim, seeds, null)
        let judgement = judgeFirst(count)
        for (let next = 0; ; count = next, judgement = judgeFirst(count)) {
          next = nextSeedCount(claim, seeds, judgement)
          if (next <= count) break
        }
        // The store holds more, in whatever order it arrived.
        const all = evidenceOf(sides.slice(0, Math.min(30, count + extra)))
        const shuffled = { ...all, pairs: all.pairs.toSorted((a, b) => order[a.seed]! - order[b.seed]!) }
        const other = judgeAlone(claim, shuffled)
        expect(other.verdict).toEqual(judgement.verdict)
        expect((other.analysis as PairedAnalysis).subtypeLooks).toEqual(
          (judgement.analysis as PairedAnalysis).subtypeLooks
        )
        expect([other.open, other.provisional, other.p]).toEqual([judgement.open, judgement.provisional, judgement.p])
        // And the outcome is what it is without going on.
        const plain = judgeAlone(claimOf(comparison, decisionOf(method)), all)
        expect(other.verdict.outcome).toBe(plain.verdict.outcome)
      }),
      { numRuns: 40 }
    )
  })

  test('what verdicts say is wrong no more often than alpha, going on or not: normal errors, on the bounds', () => {
    const NUM_STUDIES = 150
    for (const theta of [-DELTA, 0, DELTA]) {
      let wrong = 0
      for (let study = 0; study < NUM_STUDIES; study++) {
        const { verdict } = judge(sample(theta, 0.012), decisionOf('mixture-t', 30))
        if (isWrong(verdict, theta)) wrong++
      }
      // Four standard errors above .05, the rate that all that is said together may have.
      expect(wrong / NUM_STUDIES).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / NUM_STUDIES))
    }
  })
})

/** Whether the verdict excludes the true centre. */
function isWrong({ outcome, subtype }: Verdict, theta: number): boolean {
  if (outcome === 'reproduced') return theta >= -DELTA
  if (outcome === 'below-margin') return theta <= -DELTA || theta >= 0
  if (outcome !== 'refuted') return false
  if (theta <= -DELTA) return true
  switch (subtype) {
    case 'opposite':
      return theta <= DELTA
    case 'higher-by-less-than-margin':
      return theta <= 0 || theta >= DELTA
    case 'equivalent':
      return theta >= DELTA
    case 'higher':
      return theta <= 0
    default:
      return false
  }
}

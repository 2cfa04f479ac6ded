import seedrandom from 'seedrandom'
import { bestOfVerdict, type RivalSample, rivalSamples } from '../../../../src/kinds/best-of/judge'
import type { BestOfHypothesis } from '../../../../src/kinds/best-of/types'
import { normalStream } from '../../../../src/random/streams'
import { armsOf, bestOfClaim } from '../../../unit/kinds/best-of/builders'

/**
 * Wrong verdicts counted over simulated studies at a fixed seed, with 4 standard errors of slack; each check fails of a
 * mutant of the rule. Differences of standard deviation 1, four others, ten seeds.
 */
const ALPHA = 0.05
const NUM_STUDIES = 1500
const DELTA = 0.5
const FAR = -6
const limit = (rate: number) => rate + 4 * Math.sqrt((rate * (1 - rate)) / NUM_STUDIES)
const OTHERS = ['a', 'b', 'c', 'd']

type Verdict = (hypothesis: BestOfHypothesis, rivals: readonly RivalSample[]) => string

const rule: Verdict = (hypothesis, rivals) => bestOfVerdict(hypothesis, rivals, ALPHA).outcome

/** @param shared of the noise of a difference, what all of them have in common */
function rateOf(
  outcomes: readonly string[],
  thetas: readonly number[],
  verdict: Verdict = rule,
  { among = false, shared = 0.5, delta = DELTA } = {}
): number {
  const normal = normalStream(seedrandom.alea(`specs/best-of/${thetas.join()}`))
  const claim = bestOfClaim({ others: OTHERS, margin: { absolute: delta }, ...(among && { among: true }) })
  let count = 0
  for (let study = 0; study < NUM_STUDIES; study++) {
    const common = Array.from({ length: 10 }, () => normal())
    const effects = thetas.map((theta) =>
      common.map((each) => theta + Math.sqrt(shared) * each + Math.sqrt(1 - shared) * normal())
    )
    const evidence = armsOf(effects, { others: OTHERS, transform: 'difference' })
    if (outcomes.includes(verdict(claim.hypothesis, rivalSamples(claim, evidence)))) count++
  }
  return count / NUM_STUDIES
}

describe.each([0, 0.5, 1])('differences that share %d of their variance', (shared) => {
  test('on the margin against one other: reproduced in at most alpha/2 of studies', () => {
    expect(rateOf(['reproduced'], [FAR, FAR, FAR, -DELTA], rule, { shared })).toBeLessThan(limit(ALPHA / 2))
  })

  test('by just the margin against each: refuted, or below-margin, in at most alpha/2', () => {
    const thetas = OTHERS.map(() => -DELTA)
    expect(rateOf(['refuted', 'below-margin'], thetas, rule, { shared })).toBeLessThan(limit(ALPHA / 2))
  })

  test('among the best: reproduced in at most alpha/2 where one other is better by the margin', () => {
    const of = { among: true, shared }
    expect(rateOf(['reproduced'], [0, -1, -1, DELTA], rule, of)).toBeLessThan(limit(ALPHA / 2))
    expect(rateOf(['refuted'], [DELTA, DELTA, DELTA, DELTA], rule, of)).toBeLessThan(limit(ALPHA / 2))
  })
})

test('no better than one other: below-margin or reproduced in at most alpha/2', () => {
  const wide = { delta: 3 }
  expect(rateOf(['reproduced', 'below-margin'], [-1.5, -1.5, -1.5, 0], rule, wide)).toBeLessThan(limit(ALPHA / 2))
})

describe('mutants', () => {
  const standings = (rivals: readonly RivalSample[], alpha: number) =>
    rivals.map(({ statement }) => statement.standing(alpha))

  test('refuted by one other at the whole level', () => {
    const uncorrected: Verdict = (_, rivals) => (standings(rivals, ALPHA).includes('denied') ? 'refuted' : 'open')
    const thetas = OTHERS.map(() => -DELTA)
    expect(rateOf(['refuted'], thetas, uncorrected, { shared: 0 })).toBeGreaterThan(limit(ALPHA / 2))
  })

  test('reproduced by most of the others', () => {
    const most: Verdict = (_, rivals) =>
      standings(rivals, ALPHA).filter((each) => each === 'shown').length >= 3 ? 'reproduced' : 'open'
    expect(rateOf(['reproduced'], [FAR, FAR, FAR, -DELTA], most)).toBeGreaterThan(limit(ALPHA / 2))
  })

  test('the margin ignored', () => {
    const bare = { delta: 0 }
    expect(rateOf(['reproduced'], [FAR, FAR, FAR, -DELTA], rule, bare)).toBeGreaterThan(limit(ALPHA / 2))
  })

  test('among the best where none is shown to be better', () => {
    const lenient: Verdict = (_, rivals) => (standings(rivals, ALPHA).includes('denied') ? 'refuted' : 'reproduced')
    expect(rateOf(['reproduced'], [0, -1, -1, DELTA], lenient, { among: true })).toBeGreaterThan(limit(ALPHA / 2))
  })
})

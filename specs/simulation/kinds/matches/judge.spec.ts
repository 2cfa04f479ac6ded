import seedrandom from 'seedrandom'
import { judgeMatches } from '../../../../src/kinds/matches/judge'
import type { MatchesEvidence, MatchesHypothesis } from '../../../../src/kinds/matches/types'
import { normalStream } from '../../../../src/random/streams'
import { mean, sampleStandardDeviation } from '../../../../src/stats/describe'
import { tInterval } from '../../../../src/stats/tInterval'
import { claimOf } from '../../../unit/kinds/builders'
import { differencesOf, MATCHES, matchesOf } from '../../../unit/kinds/matches/examples'

/**
 * Wrong verdicts counted over simulated studies at a fixed seed, with 4 standard errors of slack; each check fails of a
 * mutant of the rule. Ten runs of ours and five of the source, both of standard deviation 1; the source prints three decimals.
 */
const ALPHA = 0.05
const NUM_STUDIES = 1500
const limit = (rate: number) => rate + 4 * Math.sqrt((rate * (1 - rate)) / NUM_STUDIES)
const CENTER = 50

interface Study {
  readonly values: readonly number[]
  readonly reported: MatchesHypothesis['reported']
}
type Verdict = (study: Study, delta: number) => string

/** @param off how far our expected value lies above the source's */
function* studies(off: number): Generator<Study> {
  const normal = normalStream(seedrandom.alea(`specs/matches/${off}`))
  for (let study = 0; study < NUM_STUDIES; study++) {
    const source = Array.from({ length: 5 }, () => CENTER + normal())
    yield {
      values: Array.from({ length: 10 }, () => CENTER + off + normal()),
      reported: { value: mean(source).toFixed(3), sd: sampleStandardDeviation(source).toFixed(3), n: 5 }
    }
  }
}

const judged = (evidence: MatchesEvidence, changes: Partial<MatchesHypothesis>) =>
  judgeMatches(claimOf({ ...MATCHES, ...changes }), evidence, { min: 10, max: 10, first: 0 }).verdict(ALPHA).outcome
const rule: Verdict = ({ values, reported }, delta) =>
  judged(matchesOf(values), { reported, margin: { absolute: delta } })

function rateOf(outcome: string, off: number, delta: number, verdict: Verdict = rule): number {
  let count = 0
  for (const study of studies(off)) if (verdict(study, delta) === outcome) count++
  return count / NUM_STUDIES
}

test.each([2, -2])('off by just the margin, %d: reproduced, and refuted, in at most alpha/2 each', (off) => {
  expect(rateOf('reproduced', off, 2)).toBeLessThan(limit(ALPHA / 2))
  expect(rateOf('refuted', off, 2)).toBeLessThan(limit(ALPHA / 2))
})

test('the same value, with margin enough, and one three margins off are found', () => {
  expect(rateOf('reproduced', 0, 3)).toBeGreaterThan(0.9)
  expect(rateOf('refuted', 6, 2)).toBeGreaterThan(0.95)
})

test('the difference of two arms is judged by the differences alone, whatever both have in common', () => {
  for (const study of [...studies(2)].slice(0, 100)) {
    const apart = differencesOf(study.values.map((value) => value + 0.2))
    expect(judged(apart, { reported: study.reported, control: 'sgd', margin: { absolute: 2 } })).toBe(rule(study, 2))
  }
})

describe('mutants', () => {
  const inside = ({ lower, upper }: { lower: number; upper: number }, { value }: Study['reported'], delta: number) =>
    Number(value) - delta < lower && upper < Number(value) + delta

  test('the mean inside the margin, without any uncertainty', () => {
    const bare: Verdict = ({ values, reported }, delta) => {
      const center = mean(values)
      return inside({ lower: center, upper: center }, reported, delta) ? 'reproduced' : 'inconclusive'
    }
    expect(rateOf('reproduced', 2, 2, bare)).toBeGreaterThan(limit(ALPHA / 2))
  })

  test("the source's mean taken as exact", () => {
    const exact: Verdict = ({ values, reported }, delta) =>
      inside(tInterval(values, 1 - ALPHA), reported, delta) ? 'reproduced' : 'inconclusive'
    expect(rateOf('reproduced', 2, 2, exact)).toBeGreaterThan(limit(ALPHA / 2))
  })

  test('not shown to differ is the same', () => {
    const notShown: Verdict = ({ values, reported }) => {
      const { lower, upper } = tInterval(values, 1 - ALPHA)
      return lower <= Number(reported.value) && Number(reported.value) <= upper ? 'reproduced' : 'refuted'
    }
    // A margin of half a standard deviation, which ten runs do not tell from 0.
    expect(rateOf('reproduced', 0.5, 0.5, notShown)).toBeGreaterThan(limit(ALPHA / 2))
    expect(rateOf('reproduced', 0.5, 0.5)).toBeLessThan(limit(ALPHA / 2))
  })
})

import seedrandom from 'seedrandom'
import { judgeTrend } from '../../../../src/kinds/trend/judge'
import type { TrendHypothesis } from '../../../../src/kinds/trend/types'
import { normalStream } from '../../../../src/random/streams'
import { pageTrend } from '../../../../src/stats/pageTrend'
import { tInterval } from '../../../../src/stats/tInterval'
import { levelsOf, trendClaim, VALUES } from '../../../unit/kinds/trend/builders'

/**
 * Wrong verdicts counted over simulated studies at a fixed seed, with 4 standard errors of slack; each check fails of a
 * mutant of the rule. Four levels, ten seeds, errors of standard deviation 1 a level.
 */
const ALPHA = 0.05
const NUM_STUDIES = 1500
const DELTA = 1
const limit = (rate: number, studies = NUM_STUDIES) => rate + 4 * Math.sqrt((rate * (1 - rate)) / studies)

type Rows = readonly (readonly number[])[]

/** @param sign of the errors of the levels: a tail to one side, or none */
function* studies(
  levels: readonly number[],
  error: (normal: () => number) => number = (normal) => normal()
): Generator<Rows> {
  const normal = normalStream(seedrandom.alea(`specs/trend/${levels.join()}`))
  for (let study = 0; study < NUM_STUDIES; study++) {
    yield Array.from({ length: 10 }, () => {
      const own = 2 * normal()
      return levels.map((level) => own + level + error(normal))
    })
  }
}

type Verdict = (rows: Rows) => string

const ruleOf =
  (changes: Partial<TrendHypothesis> = {}): Verdict =>
  (rows) => {
    const claim = trendClaim({ margin: { absolute: DELTA }, ...changes })
    const evidence = levelsOf(rows, { transform: 'difference' })
    return judgeTrend(claim, evidence, { min: 10, max: 10, first: 0 }).verdict(ALPHA).outcome
  }

function rateOf(outcomes: readonly string[], levels: readonly number[], verdict: Verdict = ruleOf()): number {
  let count = 0
  for (const rows of studies(levels)) if (outcomes.includes(verdict(rows))) count++
  return count / NUM_STUDIES
}

const DECIDED = ['reproduced', 'below-margin', 'refuted']
const ON = VALUES.map((value) => (-DELTA * (value - 1)) / 3)
const FLAT = VALUES.map(() => 0)

test('just on the margin: decided in at most alpha of studies', () => {
  expect(rateOf(DECIDED, ON)).toBeLessThan(limit(ALPHA))
})

test('no trend at all: reproduced or below-margin in at most alpha/2', () => {
  expect(rateOf(['reproduced', 'below-margin'], FLAT, ruleOf({ margin: { absolute: 0 } }))).toBeLessThan(
    limit(ALPHA / 2)
  )
})

test('twice the margin of ten seeds is found', () => {
  expect(
    rateOf(
      ['reproduced'],
      ON.map((level) => 3 * level)
    )
  ).toBeGreaterThan(0.9)
})

test('up to a level: reproduced in at most alpha/2 where it falls by just the margin on one side', () => {
  const upTo = ruleOf({ upTo: 3 })
  // Far beyond the margin, and just on it after; just on it, and level after.
  expect(rateOf(['reproduced'], [0, -5, -10, -10 - DELTA], upTo)).toBeLessThan(limit(ALPHA / 2))
  expect(rateOf(['reproduced'], [0, -DELTA / 2, -DELTA, 10], upTo)).toBeLessThan(limit(ALPHA / 2))
})

test('up to a level: refuted in at most alpha/2 where both parts are just as claimed', () => {
  expect(rateOf(['refuted'], [0, -DELTA / 2, -DELTA, -2 * DELTA], ruleOf({ upTo: 3 }))).toBeLessThan(limit(ALPHA / 2))
})

describe('flat, and what does not fall', () => {
  const flat = ruleOf({ direction: 'flat' })
  const notFalls = ruleOf({ direction: 'not-falls' })

  test('on the margin: shown in at most alpha/2', () => {
    expect(rateOf(['reproduced'], ON, flat)).toBeLessThan(limit(ALPHA / 2))
    expect(rateOf(['reproduced'], ON, notFalls)).toBeLessThan(limit(ALPHA / 2))
    expect(rateOf(['refuted'], ON, flat)).toBeLessThan(limit(ALPHA / 2))
  })

  test('are shown where nothing moves, or where it rises, with enough margin', () => {
    const wide = { margin: { absolute: 3 } }
    expect(rateOf(['reproduced'], FLAT, ruleOf({ direction: 'flat', ...wide }))).toBeGreaterThan(0.9)
    expect(
      rateOf(
        ['reproduced'],
        ON.map((level) => -level),
        ruleOf({ direction: 'not-falls', ...wide })
      )
    ).toBeGreaterThan(0.9)
  })

  test('a mutant: no trend was shown, so there is none', () => {
    const notShown: Verdict = (rows) => (ruleOf({ margin: { absolute: 0 } })(rows) === 'reproduced' ? '' : 'reproduced')
    expect(rateOf(['reproduced'], ON, notShown)).toBeGreaterThan(limit(ALPHA / 2))
  })
})

describe('of a spread', () => {
  const narrows = ruleOf({ statistic: 'spread', margin: { relative: 0, epsilon: 0 } })

  /** Levels that are independent, have one standard deviation, and whose means fall. */
  function* alike(): Generator<Rows> {
    const normal = normalStream(seedrandom.alea('specs/trend/alike'))
    for (let study = 0; study < NUM_STUDIES; study++) {
      yield Array.from({ length: 10 }, () => VALUES.map((value) => 20 - value + normal()))
    }
  }
  const rateAlike = (verdict: Verdict) =>
    [...alike()].filter((rows) => verdict(rows) === 'reproduced').length / NUM_STUDIES

  test('that is everywhere the same: said to fall in at most alpha/2', () => {
    expect(rateAlike(narrows)).toBeLessThan(limit(ALPHA / 2))
  })

  test('a mutant: the spread around what all levels have in common follows their means', () => {
    const aroundAll: Verdict = (rows) => {
      // The last level lies farthest down; distances are from the first one's mean.
      const first = rows.reduce((sum, row) => sum + row[0]!, 0) / rows.length
      const apart = rows.map((row) => Math.log(Math.abs(row[3]! - first)) - Math.log(Math.abs(row[0]! - first)))
      return tInterval(apart, 1 - ALPHA).lower > 0 ? 'reproduced' : 'inconclusive'
    }
    expect(rateAlike(aroundAll)).toBeGreaterThan(limit(ALPHA / 2))
  })
})

describe('over tasks', () => {
  /** Each seed goes its own way, which is the same on both tasks; on average none. */
  function* ownWays(): Generator<readonly [Rows, Rows]> {
    const normal = normalStream(seedrandom.alea('specs/trend/tasks'))
    for (let study = 0; study < NUM_STUDIES; study++) {
      const ways = Array.from({ length: 10 }, normal)
      const task = () => ways.map((way) => VALUES.map((value) => way * (value - 1) + 0.1 * normal()))
      yield [task(), task()]
    }
  }
  const evidenceOf = (tasks: readonly [Rows, Rows]) => {
    const [one, other] = tasks.map((rows) => levelsOf(rows, { transform: 'difference' })) as [
      ReturnType<typeof levelsOf>,
      ReturnType<typeof levelsOf>
    ]
    const named = (evidence: typeof one, task: string) => evidence.rows.map((row) => ({ ...row, task }))
    return { ...one, rows: [...named(one, 'dataset=a'), ...named(other, 'dataset=b')] }
  }
  const claim = trendClaim({ margin: { absolute: 0 } })
  const wrongOf = (evidenceFor: (tasks: readonly [Rows, Rows]) => ReturnType<typeof levelsOf>, seeds: number) =>
    [...ownWays()].filter((tasks) =>
      DECIDED.includes(
        judgeTrend(claim, evidenceFor(tasks), { min: seeds, max: seeds, first: 0 }).verdict(ALPHA).outcome
      )
    ).length / NUM_STUDIES

  test('no trend: decided in at most alpha', () => {
    expect(wrongOf(evidenceOf, 10)).toBeLessThan(limit(ALPHA))
  })

  test('a mutant: every seed on every task counts as a seed of its own', () => {
    expect(wrongOf(([one, other]) => levelsOf([...one, ...other], { transform: 'difference' }), 20)).toBeGreaterThan(
      limit(ALPHA)
    )
  })
})

describe('mutants', () => {
  const lineOf = (row: readonly number[]) => (-3 * row[0]! - row[1]! + row[2]! + 3 * row[3]!) * 0.3
  const falls = (rows: Rows, alpha: number, delta: number) => tInterval(rows.map(lineOf), 1 - alpha).upper < -delta

  test('the slope of the pooled values, as if they were independent', () => {
    // Least squares over 40 points: what a seed has in common goes into the error and makes it too wide, never too narrow;
    // so levels that share their noise within a seed are what it gets wrong.
    const pooled: Verdict = (rows) => {
      const flat = rows.flat()
      const mean = flat.reduce((sum, value) => sum + value, 0) / flat.length
      const x = rows.flatMap(() => [-1.5, -0.5, 0.5, 1.5])
      const slope = flat.reduce((sum, value, index) => sum + value * x[index]!, 0) / (5 * rows.length)
      const rest = flat.reduce((sum, value, index) => sum + (value - mean - slope * x[index]!) ** 2, 0)
      const error = Math.sqrt(rest / (flat.length - 2) / (5 * rows.length))
      return Math.abs(slope / error) > 2.024 ? 'refuted' : 'inconclusive'
    }
    // Each seed goes its own way, on average none.
    let [wrong, wrongOfRule] = [0, 0]
    const normal = normalStream(seedrandom.alea('specs/trend/own-way'))
    const bare = ruleOf({ margin: { absolute: 0 } })
    for (let study = 0; study < NUM_STUDIES; study++) {
      const rows = Array.from({ length: 10 }, () => {
        const own = normal()
        return VALUES.map((value) => own * (value - 1) + 0.2 * normal())
      })
      if (pooled(rows) !== 'inconclusive') wrong++
      if (DECIDED.includes(bare(rows))) wrongOfRule++
    }
    expect(wrong / NUM_STUDIES).toBeGreaterThan(limit(ALPHA))
    expect(wrongOfRule / NUM_STUDIES).toBeLessThan(limit(ALPHA))
  })

  test('the margin ignored', () => {
    expect(rateOf(['reproduced'], ON, ruleOf({ margin: { absolute: 0 } }))).toBeGreaterThan(limit(ALPHA / 2))
  })

  test('one part of two is enough', () => {
    const first: Verdict = (rows) =>
      tInterval(
        rows.map((row) => row[2]! - row[0]!),
        1 - ALPHA
      ).upper < -DELTA
        ? 'reproduced'
        : 'inconclusive'
    expect(rateOf(['reproduced'], [0, -5, -10, -10 - DELTA], first)).toBeGreaterThan(limit(ALPHA / 2))
  })

  test('the order without the slope: ranks know no margin', () => {
    const order: Verdict = (rows) => (2 * pageTrend(rows, () => 0).pFalling <= ALPHA ? 'reproduced' : 'inconclusive')
    const less = ON.map((level) => level * 0.99)
    expect(rateOf(['reproduced'], less, order)).toBeGreaterThan(limit(ALPHA / 2))
    expect(rateOf(['reproduced'], less)).toBeLessThan(limit(ALPHA / 2))
  })

  test('the slope without the order: one level that falls is a trend', () => {
    const oneLevel = [0, 3, 6, -12]
    const slope: Verdict = (rows) => (falls(rows, ALPHA, DELTA) ? 'reproduced' : 'inconclusive')
    expect(rateOf(['reproduced'], oneLevel, slope)).toBeGreaterThan(2 * rateOf(['reproduced'], oneLevel))
  })
})

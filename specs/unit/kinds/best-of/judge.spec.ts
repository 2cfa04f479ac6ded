import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describeOutcome } from '../../../../src/claims/outcomes'
import { judgeBestOf } from '../../../../src/kinds/best-of/judge'
import type { BestOfHypothesis } from '../../../../src/kinds/best-of/types'
import { fixedLocationTest } from '../../../../src/kinds/comparison/locationTest'
import { tTest } from '../../../../src/stats/tTest'
import { symmetric, times } from '../builders'
import { AMONG, armsOf, BEST, bestOfClaim, sideOf } from './builders'

const DELTA = Math.log(1.01)
const PLAN = { min: 10, max: 10, first: 0 }

/** Effects against each of the others. */
function judge(effects: readonly (readonly number[])[], changes: Partial<BestOfHypothesis> = {}) {
  const others = effects.map((_, index) => `other ${index + 1}`)
  const transform = 'absolute' in { ...BEST, ...changes }.margin ? 'difference' : 'log-ratio'
  const evidence = armsOf(effects, { others, transform })
  return judgeBestOf(bestOfClaim({ others, ...changes }), evidence, PLAN)
}

const verdict = (effects: readonly (readonly number[])[], changes: Partial<BestOfHypothesis> = {}) =>
  describeOutcome(judge(effects, changes).verdict(0.05))

const CLEAR = symmetric(-0.1, 0.01)
const SAME = symmetric(0, 0.003)
const WORSE = symmetric(0.1, 0.01)
const OPEN = symmetric(-0.01, 0.1)

describe('judgeBestOf', () => {
  test.each([
    ['reproduced', [CLEAR, CLEAR, CLEAR]],
    ['inconclusive', [CLEAR, CLEAR, OPEN]],
    ['refuted (no-better)', [CLEAR, OPEN, SAME]],
    ['refuted (beaten)', [CLEAR, SAME, WORSE]],
    ['refuted (beaten)', [WORSE, WORSE, WORSE]]
  ])('%s', (expected, effects) => expect(verdict(effects)).toBe(expected))

  test.each([
    ['reproduced', [SAME, CLEAR, SAME]],
    ['inconclusive', [SAME, CLEAR, OPEN]],
    ['refuted (beaten)', [SAME, CLEAR, WORSE]]
  ])('among the best: %s', (expected, effects) => expect(verdict(effects, { among: true })).toBe(expected))

  it('is the same where higher is better and every effect is turned round', () => {
    const turned = { better: 'higher' } as const
    for (const among of [{}, { among: true } as const]) {
      for (const effects of [
        [CLEAR, SAME],
        [CLEAR, CLEAR],
        [CLEAR, OPEN],
        [SAME, WORSE],
        [WORSE, WORSE]
      ]) {
        const mirrored = effects.map((each) => each.map((value) => -value))
        expect(verdict(mirrored, { ...turned, ...among })).toBe(verdict(effects, among))
      }
    }
  })

  it('needs no correction to be reproduced, and takes a share of the level to be refuted', () => {
    // p of each is between .05/3 and .05, on either side.
    const [near, far] = [symmetric(-DELTA - 0.01, 0.0125), symmetric(-DELTA + 0.01, 0.0125)]
    const p = fixedLocationTest(near).test(-DELTA).p
    expect(p).toBeGreaterThan(0.05 / 3)
    expect(p).toBeLessThan(0.05)
    expect(verdict([near, near, near])).toBe('reproduced')
    expect(verdict([CLEAR, CLEAR, far])).not.toMatch(/refuted/)
    expect(judge([near, near, near]).p).toBeCloseTo(p, 10)
    expect(judge([CLEAR, CLEAR, far]).p).toBeCloseTo(3 * p, 10)
    expect(judge([far, far]).p).toBeCloseTo(2 * p, 10)
  })

  it('names by Holm which of the others it beats', () => {
    const near = symmetric(-DELTA - 0.01, 0.0125)
    const { rivals } = judge([CLEAR, near, OPEN]).judge(0.05).analysis
    expect(rivals.map(({ named }) => named)).toEqual([true, false, false])
    expect(rivals.map(({ standing }) => standing)).toEqual(['shown', 'shown', 'open'])
    // At a level that holds both of them at .05/2 Holm names the second too.
    expect(
      judge([CLEAR, near, OPEN])
        .judge(0.12)
        .analysis.rivals.map(({ named }) => named)
    ).toEqual([true, true, false])
  })

  it('gives each pair its own t test against the margin', () => {
    const [rival] = judge([CLEAR, SAME]).judge(0.05).analysis.rivals
    const { interval, theta, p } = rival!
    expect(theta).toBeCloseTo(-0.1, 12)
    expect(interval!.level).toBeCloseTo(0.95, 12)
    expect(p).toBeGreaterThanOrEqual(tTest(CLEAR, -DELTA).twoSided)
  })

  it('is refuted by one other although another cannot be evaluated, and not evaluable without that', () => {
    const lost = times(10, Number.NaN)
    expect(verdict([lost, WORSE])).toBe('refuted (beaten)')
    expect(verdict([lost, CLEAR])).toBe('not-evaluable (too-many-failures)')
    expect(judge([lost, lost]).p).toBeNull()
  })

  it('ranks the arms by their seeds', () => {
    expect(judge([CLEAR, WORSE]).judge(0.05).analysis.meanRanks).toEqual([2, 3, 1])
    const { meanRanks } = judge([times(10, 0), CLEAR]).judge(0.05).analysis
    expect(meanRanks).toEqual([1.5, 1.5, 3])
  })

  it('says nothing of survivors: the arm that they favour must not fail more often', () => {
    const own = Object.fromEntries([0, 2, 4, 6].map((seed) => [seed, Number.NaN]))
    const evidence = armsOf([symmetric(-0.1, 0.01, 12), symmetric(-0.1, 0.01, 12)], { own })
    const outcomeOf = (claim: BestOfHypothesis) =>
      describeOutcome(judgeBestOf(bestOfClaim(claim), evidence, { min: 12, max: 12, first: 0 }).verdict(0.05))
    expect(outcomeOf(BEST)).toBe('inconclusive (failures)')
    expect(outcomeOf(AMONG)).toBe('inconclusive (failures)')
    // Of accuracies the lower arm is not favoured.
    const higher = { ...BEST, better: 'higher' } as const
    expect(outcomeOf(higher)).toBe('refuted (beaten)')
  })

  it('is provisional with another number of seeds', () => {
    const short = judgeBestOf(bestOfClaim(), armsOf([CLEAR, CLEAR]), { min: 20, max: 20, first: 0 })
    expect(short.judge(0.05).provisionalWhy).toBe('10 seeds were run and the claim states 20')
    expect(judge([CLEAR, CLEAR]).judge(0.05).provisionalWhy).toBeNull()
  })

  it('takes no added seeds', () => {
    const decision = { alpha: 0.05, mode: 'anytime-valid', method: 'sign-flip', seeds: { min: 6, max: 10 } } as const
    const claim = { ...bestOfClaim(), decision }
    expect(() => judgeBestOf(claim, armsOf([CLEAR, CLEAR]), PLAN)).toThrow(/seeds cannot be added/)
  })

  it('warns of arms that end at the same value', () => {
    const evidence = armsOf([CLEAR, CLEAR])
    const rows = evidence.rows.map((row) => ({ ...row, runs: row.runs.with(2, sideOf(row.runs[0]!.value, 'same')) }))
    const { warnings } = judgeBestOf(bestOfClaim(), { ...evidence, rows }, PLAN).judge(0.05).analysis
    expect(warnings.join()).toMatch(/sgd and amsgrad end at bitwise the same/)
  })
})

interface Golden {
  readonly several: readonly {
    readonly name: string
    readonly margin: number
    readonly differences: readonly (readonly number[])[]
    readonly p: readonly number[]
    readonly named: readonly boolean[]
    readonly meanRanks: readonly number[]
  }[]
}

const golden: Golden = JSON.parse(
  readFileSync(path.join(__dirname, '../../../../fixtures/golden/stats/severalArms.json'), 'utf8')
)

test.each(golden.several)('$name, as SciPy and statsmodels have it', ({ margin, differences, p, named, meanRanks }) => {
  const columns = p.map((_, column) => differences.map((row) => row[column]!))
  const { analysis } = judge(columns, { margin: { absolute: margin } }).judge(0.05)
  for (const [index, rival] of analysis.rivals.entries()) {
    expect(tTest(columns[index]!, -margin).twoSided).toBeCloseTo(p[index]!, 12)
    // What has to agree with t can only raise p.
    expect(rival.p!).toBeGreaterThanOrEqual(p[index]! - 1e-12)
  }
  expect(analysis.rivals.map((rival) => rival.named)).toEqual(named)
  expect(analysis.meanRanks).toEqual(meanRanks.map((rank) => expect.closeTo(rank, 12)))
})

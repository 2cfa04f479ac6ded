import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describeOutcome } from '../../../../src/claims/outcomes'
import { judgeTrend } from '../../../../src/kinds/trend/judge'
import type { TrendEvidence, TrendHypothesis } from '../../../../src/kinds/trend/types'
import { pageTrend } from '../../../../src/stats/pageTrend'
import { symmetric, TAILED, times } from '../builders'
import { FALLS, levelsOf, onTasks, spreading, straight, trendClaim, VALUES } from './builders'

const DELTA = Math.log(1.05)

function judge(evidence: TrendEvidence, changes: Partial<TrendHypothesis> = {}) {
  const numSeeds = new Set(evidence.rows.map(({ seed }) => seed)).size
  return judgeTrend(trendClaim(changes), evidence, { min: numSeeds, max: numSeeds, first: 0 })
}

const verdict = (rows: readonly (readonly number[])[], changes: Partial<TrendHypothesis> = {}) =>
  describeOutcome(judge(levelsOf(rows), changes).verdict(0.05))

describe('judgeTrend', () => {
  it('makes a slope of each seed, on the scale that is claimed', () => {
    const rows = symmetric(-0.2, 0.05).map((change, seed) => [0, 0.01 * seed, change / 3, change])
    const thetaOf = (scale: TrendHypothesis['scale'], values: readonly number[]) =>
      judge(levelsOf(rows, { values }), { scale }).judge(0.05).analysis.segments[0]!.theta!
    // Places are values, or values of which the logarithms are the same places.
    const spread = [1, 2, 4, 8]
    const logarithms = spread.map(Math.log)
    expect(thetaOf('log', spread)).toBeCloseTo(thetaOf('linear', logarithms), 12)
    expect(thetaOf('rank', spread)).toBeCloseTo(thetaOf('linear', VALUES), 12)
    expect(thetaOf('linear', spread)).not.toBeCloseTo(thetaOf('rank', spread), 3)
  })

  it('knows a straight line by its ends, whatever the scale of its values', () => {
    const { theta, interval } = judge(levelsOf(straight(symmetric(-0.2, 0.02)))).judge(0.05).analysis.segments[0]!
    expect(theta).toBeCloseTo(-0.2, 12)
    expect(interval!.upper).toBeLessThan(-0.18)
  })

  it('decides only where the order agrees', () => {
    const oneLevel = symmetric(-0.6, 0.05).map((last) => [0, 0.05, 0.1, last + 0.1])
    expect(verdict(oneLevel)).toBe('inconclusive (order)')
    const { pFalling } = pageTrend(oneLevel, () => 0)
    expect(2 * pFalling).toBeGreaterThan(0.05)
    // p is then that of the order.
    expect(judge(levelsOf(oneLevel)).p).toBeCloseTo(2 * pFalling, 10)
    // That it does not fall needs none.
    expect(verdict(oneLevel.map((row) => row.map((value) => -value)))).toBe('refuted (no-trend)')
  })

  it('is turned round with the values and the direction', () => {
    const samples = [-0.2, -0.06, -0.02, 0, 0.02, 0.2].flatMap((change) =>
      [0.003, 0.04].map((sd) => straight(symmetric(change, sd)))
    )
    const turned = (rows: readonly (readonly number[])[]) => rows.map((row) => row.map((value) => -value))
    for (const rows of [...samples, straight(TAILED)]) {
      expect(verdict(turned(rows), { direction: 'rises' })).toBe(verdict(rows))
    }
  })

  it('of a gap judges the ratios to the controls, at whatever level the controls are', () => {
    const rows = straight(symmetric(-0.2, 0.02))
    const gap = levelsOf(rows, { isGap: true })
    // Both arms move from level to level alike: the gap does not.
    const moved: TrendEvidence = {
      ...gap,
      rows: gap.rows.map((row) => {
        const move = (sides: typeof row.runs) =>
          sides.map((side, level) => ({ ...side, value: side.value * 3 ** level }))
        return { ...row, runs: move(row.runs), controls: move(row.controls!) }
      })
    }
    const [still, shifted] = [gap, moved].map((each) => judge(each).judge(0.05))
    expect(describeOutcome(shifted!.verdict)).toBe('reproduced')
    expect(shifted!.analysis.segments[0]!.theta).toBeCloseTo(still!.analysis.segments[0]!.theta!, 12)
    expect(shifted!.analysis.segments[0]!.theta).toBeCloseTo(-0.2, 12)
  })

  it('says up to where, and from where on', () => {
    const bend = symmetric(-0.2, 0.01).map((change, seed) => [
      0,
      change / 2,
      change,
      change + 0.002 * (-1) ** seed * seed
    ])
    expect(verdict(bend, { upTo: 3 })).toBe('reproduced')
    expect(verdict(bend, { upTo: 2 })).toBe('refuted (elsewhere)')
    expect(verdict(bend, { from: 3 })).toBe('refuted (no-trend)')
    const { segments } = judge(levelsOf(bend), { upTo: 3 }).judge(0.05).analysis
    expect(segments.map(({ from, to, changes }) => [from, to, changes])).toEqual([
      [1, 3, true],
      [3, 4, false]
    ])
    // Turned round, what was up to a level is from it on.
    const turned = bend.map((row) => row.toReversed().map((value) => -value))
    expect(verdict(turned, { from: 2 })).toBe('reproduced')
  })

  it('is refuted by one of two parts at half of the level', () => {
    // The second part falls beyond the margin at a level between .025 and .05.
    const slight = symmetric(-DELTA - 0.01, 0.0125)
    const rows = slight.map((change, seed) => [0, -0.2, -0.4 + 0.001 * seed, -0.4 + 0.001 * seed + change])
    expect(verdict(rows, { upTo: 3 })).toBe('inconclusive')
    const wide = judge(levelsOf(rows), { upTo: 3 })
    expect(describeOutcome(wide.verdict(0.11))).toBe('refuted (elsewhere)')
    expect(wide.p).toBeGreaterThan(0.05)
    expect(wide.isDecided(wide.p! * 1.0001)).toBe(true)
    expect(wide.isDecided(wide.p! * 0.9999)).toBe(false)
  })

  it('leaves out seeds of which a level failed, and decides nothing where one level fails more often', () => {
    const rows = straight(symmetric(-0.2, 0.02, 12))
    const fail = (seeds: readonly number[], level: (seed: number) => number) => {
      const evidence = levelsOf(rows)
      return {
        ...evidence,
        rows: evidence.rows.map((row) =>
          seeds.includes(row.seed)
            ? {
                ...row,
                runs: row.runs.with(level(row.seed), {
                  ...row.runs[0]!,
                  value: Number.NaN,
                  failure: 'diverged' as const
                })
              }
            : row
        )
      }
    }
    const alike = judge(fail([0, 3, 6, 9], (seed) => (seed / 3) % 4)).judge(0.05)
    expect(describeOutcome(alike.verdict)).toBe('reproduced')
    expect(alike.analysis).toMatchObject({ numSeeds: 8, incomplete: 4 })
    expect(alike.analysis.levels.map(({ failures }) => failures)).toEqual([1, 1, 1, 1])
    expect(describeOutcome(judge(fail([0, 3, 6, 9], () => 3)).verdict(0.05))).toBe('inconclusive (failures)')
    const most = judge(fail([0, 1, 2, 3, 4, 5], (seed) => seed % 4))
    expect(describeOutcome(most.verdict(0.05))).toBe('not-evaluable (too-many-failures)')
    expect(most.p).toBeNull()
  })

  it('shows each level with the step to it', () => {
    const { levels } = judge(levelsOf(straight(symmetric(-0.3, 0.03)))).judge(0.05).analysis
    expect(levels.map(({ step }) => step === null)).toEqual([true, false, false, false])
    expect(levels[1]!.step).toBeCloseTo(-0.1, 12)
  })

  it('denies what it is refuted by, and calls flat what lies within the margin either way', () => {
    const samples = [-0.2, -0.06, -0.02, 0, 0.02, 0.2].flatMap((change) =>
      [0.003, 0.02].map((sd) => straight(symmetric(change, sd)))
    )
    const denied: Record<string, string> = { reproduced: 'refuted', refuted: 'reproduced' }
    for (const rows of samples) {
      const [outcome, ...rest] = verdict(rows).split(' ')
      const not = verdict(rows, { direction: 'not-falls' }).split(' ')
      expect(not[0]).toBe(denied[outcome!] ?? outcome)
      if (outcome === 'inconclusive') expect(not).toEqual([outcome, ...rest])
      if (verdict(rows, { direction: 'flat' }) === 'reproduced') expect(not[0]).toMatch(/reproduced|below-margin/)
    }
    expect(samples.map((rows) => verdict(rows, { direction: 'flat' })).slice(0, 2)).toEqual([
      'refuted (changes)',
      'refuted (changes)'
    ])
    expect(verdict(straight(symmetric(0, 0.003)), { direction: 'flat' })).toBe('reproduced')
  })

  it('follows a spread whatever the levels are, by the slope of ln of its standard deviations', () => {
    const claim = { statistic: 'spread', margin: { relative: 0.25, epsilon: 0 } } as const
    const evidence = levelsOf(spreading([8, 4, 2, 1]))
    const moved = {
      ...evidence,
      rows: evidence.rows.map((row) => ({
        ...row,
        runs: row.runs.map((run, level) => ({ ...run, value: run.value + 5 * level }))
      }))
    }
    const [still, shifted] = [evidence, moved].map((each) => judge(each, claim).judge(0.05))
    expect(describeOutcome(shifted!.verdict)).toBe('reproduced')
    expect(shifted!.analysis.segments[0]!.theta).toBeCloseTo(still!.analysis.segments[0]!.theta!, 8)
    // Halved at each of three steps.
    expect(still!.analysis.segments[0]!.theta! / (-3 * Math.LN2)).toBeCloseTo(1, 1)
    expect(still!.analysis.levels[0]!.mean).toBeGreaterThan(4 * still!.analysis.levels[3]!.mean!)
    expect(still!.analysis.levels[1]!.step).toBeLessThan(0)
    // The metric itself does not fall.
    expect(describeOutcome(judge(evidence).verdict(0.05))).not.toBe('reproduced')
  })

  it('over tasks takes the mean of each seed over them, and leaves out a seed that failed at one', () => {
    const evidence = onTasks(straight(symmetric(-0.2, 0.02)))
    const { analysis } = judge(evidence).judge(0.05)
    expect(analysis.segments[0]!.theta).toBeCloseTo(-0.15, 12)
    expect(analysis).toMatchObject({ numSeeds: 10, incomplete: 0 })
    const last = evidence.rows.length - 1
    const lost = { ...evidence.rows[last]!.runs[0]!, value: Number.NaN, failure: 'diverged' as const }
    const rows = evidence.rows.with(last, { ...evidence.rows[last]!, runs: evidence.rows[last]!.runs.with(0, lost) })
    expect(judge({ ...evidence, rows }).judge(0.05).analysis).toMatchObject({ numSeeds: 9, incomplete: 1 })
  })

  it('takes no certainty from seeds that are equal', () => {
    expect(verdict(straight(times(10, -0.2)))).toBe('inconclusive (no-spread)')
  })

  it('is provisional below the seeds that the sign-flip test needs', () => {
    const five = judge(levelsOf(straight(symmetric(-0.2, 0.02, 4)))).judge(0.05)
    expect(five.provisionalWhy).toMatch(/from 6 seeds on, and every level trained at 4/)
  })

  it('takes no added seeds', () => {
    const decision = { alpha: 0.05, mode: 'anytime-valid', method: 'sign-flip', seeds: { min: 6, max: 10 } } as const
    const plan = { min: 6, max: 10, first: 0 }
    expect(() => judgeTrend({ ...trendClaim(), decision }, levelsOf([[0, 0, 0, 0]]), plan)).toThrow(
      /seeds cannot be added/
    )
  })
})

interface Golden {
  readonly trend: readonly {
    readonly name: string
    readonly x: readonly number[]
    readonly rows: readonly (readonly number[])[]
    readonly theta: number
    readonly interval: readonly [number, number]
  }[]
}

const golden: Golden = JSON.parse(
  readFileSync(path.join(__dirname, '../../../../fixtures/golden/stats/severalArms.json'), 'utf8')
)

test.each(golden.trend)('slopes and their interval as SciPy has them: $name', ({ x, rows, theta, interval }) => {
  const levels = x.map((value) => ({ value, arm: `at ${value}` }))
  const evidence = levelsOf(rows, { values: x, transform: 'difference' })
  const { segments } = judge(evidence, { ...FALLS, levels, margin: { absolute: 0 } }).judge(0.05).analysis
  expect(segments[0]!.theta).toBeCloseTo(theta, 10)
  expect(segments[0]!.interval!.lower).toBeCloseTo(interval[0], 10)
  expect(segments[0]!.interval!.upper).toBeCloseTo(interval[1], 10)
})

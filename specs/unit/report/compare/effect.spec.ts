import type { Analysis, Claim } from '../../../../src/kinds'
import { effectChange, hasMoved } from '../../../../src/report/compare/effect'
import type { Interval } from '../../../../src/stats/interval'
import { claim, LOWER } from '../../../support/builders'
import { settingsHypothesis } from '../../kinds/evidence'

const HYPOTHESES: Partial<Readonly<Record<Analysis['kind'], Claim['hypothesis']>>> = {
  paired: LOWER,
  settings: settingsHypothesis,
  range: { kind: 'range', arm: 'adam', metric: 'test.loss', low: 0, high: 1, tuning: null },
  grid: {
    kind: 'converges-to',
    arm: 'adam',
    metric: 'x',
    target: 1,
    tolerance: 0.1,
    over: 'initial-points',
    share: null
  },
  arithmetic: { kind: 'arithmetic', expression: '1', low: 0, high: 1 }
}

/** What is compared is the numbers of one hypothesis, whichever it is. */
const judged = (analysis: Analysis, hypothesis = HYPOTHESES[analysis.kind]!) =>
  ({ claim: claim({ hypothesis }), judgement: { analysis } }) as Parameters<typeof effectChange>[0]

function mean(value: number, lower: number, upper: number, interval: Interval | null = { lower, upper, level: 0.95 }) {
  return {
    kind: 'range',
    low: 0,
    high: 1,
    numSeeds: 10,
    diverged: 0,
    mean: value,
    standardDeviation: 1,
    interval,
    reported: null,
    warnings: []
  } satisfies Analysis
}
const alone = (value: number) => mean(value, value, value, null)
const grid = (reached: number): Analysis => ({ kind: 'grid', numPoints: 5, reached, unsettled: 0, warnings: [] })
const number = (value: number): Analysis => ({ kind: 'arithmetic', value, low: 0, high: 1, warnings: [] })

describe('effectChange', () => {
  it.each([
    ['same', mean(2, 1, 3), mean(2, 1, 3), false],
    ['within', mean(2, 1, 3), mean(2.5, 1.5, 3.5), false],
    ['within', mean(2, 1, 3), mean(3, 2, 4), false],
    ['within', mean(2, 1, 3), mean(2, 1.5, 2.5), false],
    ['moved', mean(2, 1, 3), mean(3.5, 2.5, 4.5), true],
    ['apart', mean(2, 1, 3), mean(5, 4, 6), true],
    ['apart', mean(5, 4, 6), mean(2, 1, 3), true],
    ['same', mean(2, -Infinity, 3), mean(2, -Infinity, 3), false],
    ['within', mean(2, -Infinity, Infinity), mean(9, 8, 10), false],
    ['same', grid(5), grid(5), false],
    ['other', grid(5), grid(4), true],
    ['same', number(Number.NaN), number(Number.NaN), false],
    ['other', number(0), number(Number.NaN), true]
  ])('is %s', (position, older, newer, moved) => {
    const change = effectChange(judged(older), judged(newer))!
    expect(change.position).toBe(position)
    expect(hasMoved(change)).toBe(moved)
  })

  it.each([
    ['within', mean(2, 1, 3), alone(2.5)],
    ['moved', mean(2, 1, 3), alone(5)],
    ['within', alone(2.5), mean(2, 1, 3)],
    ['other', alone(5), mean(2, 1, 3)],
    ['within', alone(2), mean(2, 1, 3)],
    ['other', alone(2), alone(3)]
  ])('is %s by the one interval that there is', (position, older, newer) => {
    expect(effectChange(judged(older), judged(newer))!.position).toBe(position)
  })

  it('counts the settings of a map, and compares none with a map of others', () => {
    const map = (shown: number, numSettings = 4) =>
      judged({ kind: 'settings', lower: { shown }, numSettings } as unknown as Analysis)
    expect(effectChange(map(3), map(3))!.position).toBe('same')
    expect(effectChange(map(3), map(2))!.position).toBe('other')
    expect(effectChange(map(3), map(3, 6))).toBeNull()
  })

  it('does not compare what is measured differently', () => {
    expect(effectChange(judged(grid(5)), judged(mean(5, 4, 6)))).toBeNull()
    // A margin of 0 is the same number for a ratio and for a difference, and the effects are not.
    const paired = { kind: 'paired', theta: 0.1, interval: null, delta: 0 } as unknown as Analysis
    const [ratio, difference] = [{ relative: 0, epsilon: 0 }, { absolute: 0 }]
    expect(
      effectChange(judged(paired, { ...LOWER, margin: ratio }), judged(paired, { ...LOWER, margin: difference }))
    ).toBeNull()
  })
})

import { acrossSettings, settingsDisagree } from '../../../../../src/kinds/comparison/logs/acrossSettings'
import type { Cell } from '../../../../../src/kinds/comparison/logs/cells'
import { compareArms } from '../../../../../src/kinds/comparison/logs/compareArms'
import { LOWER } from '../../../../support/builders'
import { question, runsOf } from '../../../adjudicate/runs'

const DELTA = 0.01
/** Settings whose own interval is 2 standard errors of .001 either way. */
const settings = (...effects: number[]) =>
  effects.map((effect) => ({
    effect,
    standardError: 0.001,
    interval: (alpha: number) => ({ lower: effect - 0.002, upper: effect + 0.002, level: 1 - alpha })
  }))
const disagree = (effects: readonly number[], kind: 'lower' | 'equivalent' = 'lower') =>
  settingsDisagree({ kind, delta: DELTA }, settings(...effects), 0.05)

describe('settingsDisagree', () => {
  it.each([
    ['they are alike', [-0.1, -0.1, -0.1], false],
    ['a further one might be on the other side', [-0.03, -0.3, -0.05], true],
    ['some are on the other side', [-0.1, -0.1, -0.1, -0.1, -0.1, 0.2], true],
    ['they are spread, but all on one side, and 6', [-0.03, -0.3, -0.05, -0.3, -0.2, -0.03], false],
    ['all are on one side, which 5 might be by chance', [-0.03, -0.3, -0.05, -0.3, -0.03], true],
    ['one of 6 reaches the margin', [-0.0115, -0.3, -0.05, -0.3, -0.2, -0.03], true],
    ['there are two, on either side', [-0.1, 0.1], true],
    ['there are two, on the same side', [-0.03, -0.3], false],
    ['there is one', [-0.1], false]
  ])('where %s', (_, effects, expected) => {
    expect(disagree(effects)).toBe(expected)
    // The same seen from the other arm, with the margin where it is then.
    const mirrored = effects.map((effect) => -effect - 2 * DELTA)
    expect(disagree(mirrored)).toBe(expected)
  })

  it('asks at both margins whether they are alike', () => {
    expect(disagree([0, 0.001, -0.001], 'equivalent')).toBe(false)
    expect(disagree([0, 0.007, -0.007], 'equivalent')).toBe(true)
  })
})

describe('acrossSettings', () => {
  it('is silent about fewer than 3 settings', () => {
    expect(acrossSettings(settings(-0.1, -0.2), 0.05)).toBeNull()
    expect(acrossSettings(settings(-0.1, -0.2, -0.3), 0.05)!.mean).toBeCloseTo(-0.2, 12)
  })
})

describe('the average over settings', () => {
  const NOISE = [0.98, 0.99, 1, 1.01, 1.02]
  const cells = (...ratios: number[]): Cell[] =>
    ratios.map((ratio, lr) => ({
      setting: { lr },
      control: runsOf('adam', NOISE, { lr }),
      treatment: runsOf(
        'amsgrad',
        NOISE.map((value) => value * ratio),
        { lr }
      )
    }))

  it('of settings from -30 to +61 % is decided by no rule', () => {
    const ratios = [0.7, 0.72, 0.75, 0.8, 0.85, 0.9, 0.95, 1.61]
    const { verdict, effect, across } = compareArms(question(), cells(...ratios)).judge(0.05)
    expect(effect!.interval.upper).toBeLessThan(-Math.log(1.01))
    expect(verdict).toEqual({ outcome: 'inconclusive', subtype: 'settings-disagree' })
    expect(across!.prediction.upper).toBeGreaterThan(0)
    // The estimands differ: over these settings it is known to 1 %, over settings like these to 20 %.
    expect(across!.interval.upper - across!.interval.lower).toBeGreaterThan(
      10 * (effect!.interval.upper - effect!.interval.lower)
    )
    const notLower = question({ hypothesis: { ...LOWER, kind: 'not-lower' } })
    expect(compareArms(notLower, cells(...ratios)).judge(0.05).verdict).toEqual(verdict)
  })

  it('of settings that agree stays decided, its p being that of the average', () => {
    const comparable = compareArms(question(), cells(0.8, 0.82, 0.81, 0.79))
    expect(comparable.judge(0.05).verdict).toEqual({ outcome: 'reproduced', subtype: null })
    const apart = compareArms(question(), cells(0.5, 0.82, 0.98, 1.1))
    expect(apart.judge(0.05).verdict.subtype).toBe('settings-disagree')
    expect(apart.isDecided(0.05)).toBe(true)
  })
})

describe('a map by Holm', () => {
  const NOISE = [0.98, 0.99, 1, 1.01, 1.02]
  const one = (ratio: number, numRuns = 5): Cell[] => [
    {
      setting: {},
      control: runsOf('adam', NOISE.slice(0, numRuns)),
      treatment: runsOf(
        'amsgrad',
        NOISE.slice(0, numRuns).map((value) => value * ratio)
      )
    }
  ]

  it('is decided with 5 + 5 runs at 1/48 of the level by the t test alone, and agrees with the setting alone', () => {
    const strict = compareArms(question(), one(0.8))
    const inMap = compareArms(question(), one(0.8), 0.05)
    expect(strict.judge(0.05 / 48).verdict.subtype).toBe('co-check')
    expect(inMap.judge(0.05 / 48).verdict.outcome).toBe('reproduced')
    expect(inMap.isDecided(0.05 / 48)).toBe(true)
    expect(inMap.p).toBe(strict.judge(0.05).effect!.pT)
    // Three runs an arm have no exact p of .05 or below: neither alone nor in a map.
    expect(compareArms(question(), one(0.8, 3), 0.05).judge(0.05 / 48).verdict.outcome).toBe('inconclusive')
    expect(compareArms(question(), one(0.8, 3), 0.05).p).toBeCloseTo(0.1, 12)
  })
})

import type { OutsideRun } from '../../../../../src/adjudicate/types'
import { groupRuns } from '../../../../../src/kinds/comparison/logs/cells'
import { compareTuned } from '../../../../../src/kinds/comparison/logs/tuned'
import { question, runsOf } from '../../../adjudicate/runs'

const LRS = [0.001, 0.01, 0.1]
const FIVE = [1, 1.01, 0.99, 1.02, 0.98]
const TEN = [...FIVE, 1.005, 0.995, 1.015, 0.985, 1]

function tuned(values: (arm: string, lr: number) => readonly number[], change = (run: OutsideRun) => run) {
  const runs = ['adam', 'amsgrad'].flatMap((arm) => LRS.flatMap((lr) => runsOf(arm, values(arm, lr), { lr })))
  return compareTuned(question(), groupRuns(runs.map(change), 'adam')[0]!)
}

// Adam is best at 0.01, AMSGrad at 0.1, which is the edge.
const BEST = { adam: 0.01, amsgrad: 0.1 } as Record<string, number>
const scaled = (noise: readonly number[]) => (arm: string, lr: number) =>
  noise.map((value) => value * (lr === BEST[arm] ? 1 : 2) * (arm === 'adam' ? 1 : 0.8))

describe('compareTuned with 10 runs of each arm at each setting', () => {
  it('lets the first, third, ... run choose, and judges the second, fourth, ...', () => {
    // Wherever they stand in the logs: the order is that of their numbers.
    const { comparable, splits, control, treatment } = tuned(scaled(TEN))
    expect(control).toEqual([{ setting: { lr: 0.01 }, times: 1, onEdge: [] }])
    expect(treatment).toEqual([{ setting: { lr: 0.1 }, times: 1, onEdge: ['lr'] }])
    expect(splits).toBeNull()
    const judged = comparable!.judge(0.05)
    expect(judged.effect!.theta).toBeCloseTo(Math.log(0.8), 12)
    expect(judged).toMatchObject({ method: 'unpaired', secondary: null, verdict: { outcome: 'reproduced' } })
    expect([judged.control.runs, judged.treatment.runs]).toEqual([5, 5])
  })

  it('judges no run that chose, and lets none choose that is judged', () => {
    // At 0.1 the choosing runs are best and the judged ones worst; 1, 3, ... have even places.
    const lucky = (_: string, lr: number) => TEN.map((value, i) => (lr === 0.1 ? (i % 2 === 0 ? 0.1 : 7) : value))
    const { comparable, control } = tuned(lucky)
    expect(control).toEqual([{ setting: { lr: 0.1 }, times: 1, onEdge: ['lr'] }])
    expect(comparable!.judge(0.05).control.summary!.mean).toBe(7)
    // The other way round, it is not chosen.
    const unlucky = (_: string, lr: number) => TEN.map((value, i) => (lr === 0.1 ? (i % 2 === 0 ? 7 : 0.1) : value))
    expect(tuned(unlucky).control[0]!.setting.lr).not.toBe(0.1)
  })

  it('does not choose a setting in which a choosing run failed, and counts the failures of those judged', () => {
    const failing = (place: number) => (_: string, lr: number) =>
      TEN.map((value, i) => (lr === 0.01 ? (i === place ? Number.NaN : 0.5 * value) : value))
    expect(tuned(failing(2)).control[0]!.setting).not.toEqual({ lr: 0.01 })
    const judged = tuned(failing(3))
    expect(judged.control[0]!.setting).toEqual({ lr: 0.01 })
    expect(judged.comparable!.judge(0.05).control).toMatchObject({ runs: 5, numFailed: 1 })
  })

  it('selects by the metric of tuning, not by the judged one', () => {
    const { control } = tuned(
      (_, lr) => TEN.map((value) => value * lr),
      (run) => ({ ...run, selection: 1 / run.value })
    )
    expect(control.map(({ setting }) => setting)).toEqual([{ lr: 0.1 }])
  })

  it('gives ties to the first setting', () => {
    expect(tuned(() => Array(10).fill(1)).control.map(({ setting }) => setting)).toEqual([{ lr: 0.001 }])
  })

  it('judges nothing where one setting has fewer', () => {
    const { comparable, splits } = tuned((arm, lr) => (lr === 0.1 && arm === 'adam' ? TEN.slice(1) : TEN))
    expect(comparable).toBeNull()
    // All 252 halvings of 10 places, 5 of them choosing.
    expect(splits).toMatchObject({ number: 252, used: 252 })
  })
})

describe('compareTuned with fewer runs', () => {
  it('describes the effect over all ways of halving, without a verdict', () => {
    const { comparable, splits, control, treatment } = tuned(scaled(FIVE))
    expect(comparable).toBeNull()
    expect(control).toEqual([{ setting: { lr: 0.01 }, times: 10, onEdge: [] }])
    expect(treatment).toEqual([{ setting: { lr: 0.1 }, times: 10, onEdge: ['lr'] }])
    // The same runs are judged in both arms, .8 times as large in one.
    expect(splits).toMatchObject({ number: 10, used: 10 })
    for (const effect of Object.values(splits!.effect!)) expect(effect).toBeCloseTo(Math.log(0.8), 12)
  })

  it('says how it hangs on the halving', () => {
    // 0.1 is chosen where run 1 or 2, lucky there, is among the three that choose: in all but the way 3, 4, 5.
    const { control, splits } = tuned((arm, lr) =>
      lr === 0.1 && arm === 'adam' ? [0.01, 0.01, 4, 4, 4] : lr === 0.001 ? [3, 3, 3, 3, 3] : [9, 9, 9, 9, 9]
    )
    expect(control).toEqual([
      { setting: { lr: 0.1 }, times: 9, onEdge: ['lr'] },
      { setting: { lr: 0.001 }, times: 1, onEdge: ['lr'] }
    ])
    // Chosen by 3, 4, 5: 3 against 3. By two of the lucky and another, 3 ways: 4 and 4 against 3. By one of them, 6 ways: .2.
    const { lowest, highest, mean } = splits!.effect!
    expect(lowest).toBeCloseTo(Math.log(3 / 4), 12)
    expect(highest).toBeCloseTo(Math.log(3 / 0.2), 12)
    expect(mean).toBeCloseTo((0 + 3 * Math.log(3 / 4) + 6 * Math.log(3 / 0.2)) / 10, 12)
  })

  it('tells no run alone, and nothing of fewer than 4', () => {
    expect(tuned(() => [1, 2, 3]).splits).toEqual({ number: 0, used: 0, effect: null })
    // With 4, two are compared; with one of these failed, one would be.
    const failed = tuned(() => [1, 1.1, 1.2, Number.NaN])
    expect(failed.splits!.number).toBe(6)
    // Only the ways in which the failed one does not choose have a choice, and then one run is left beside it.
    expect(failed.splits).toMatchObject({ used: 0, effect: null })
  })
})

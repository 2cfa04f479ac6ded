import { groupRuns } from '../../../../src/adjudicate/analyse/cells'
import { compareTuned } from '../../../../src/adjudicate/analyse/tuned'
import type { OutsideRun } from '../../../../src/adjudicate/types'
import { question, runsOf } from '../runs'

const LRS = [0.001, 0.01, 0.1]

function tuned(values: (arm: string, lr: number) => readonly number[], change = (run: OutsideRun) => run) {
  const runs = ['adam', 'amsgrad'].flatMap((arm) => LRS.flatMap((lr) => runsOf(arm, values(arm, lr), { lr })))
  return compareTuned(question(), groupRuns(runs.map(change), 'adam')[0]!, 'validation.loss')
}

describe('compareTuned', () => {
  it("judges each arm's runs at the setting that its other runs choose", () => {
    // Adam is best at 0.01, AMSGrad at 0.1, which is the edge.
    const best = { adam: 0.01, amsgrad: 0.1 } as Record<string, number>
    const { comparable, control, treatment } = tuned((arm, lr) =>
      [1, 1.01, 0.99, 1.02, 0.98].map((value) => value * (lr === best[arm] ? 1 : 2) * (arm === 'adam' ? 1 : 0.8))
    )
    expect(control).toEqual([{ setting: { lr: 0.01 }, times: 5, onEdge: [] }])
    expect(treatment).toEqual([{ setting: { lr: 0.1 }, times: 5, onEdge: ['lr'] }])
    const judged = comparable.judge(0.05)
    expect(judged.effect!.theta).toBeCloseTo(Math.log(0.8), 12)
    expect(judged).toMatchObject({ method: 'unpaired', secondary: null, verdict: { outcome: 'reproduced' } })
  })

  it('does not let a run choose its own setting', () => {
    // Run 1 is lucky at 0.1 and alone would choose it.
    const { control } = tuned((_, lr) =>
      lr === 0.1 ? [0.001, 3, 3, 3, 3] : lr === 0.01 ? [1, 1, 1, 1, 1] : [2, 2, 2, 2, 2]
    )
    expect(control).toEqual([{ setting: { lr: 0.01 }, times: 5, onEdge: [] }])
  })

  it('does not choose a setting in which another run failed', () => {
    const { control } = tuned((_, lr) =>
      [1, 1, 1, 1, lr === 0.01 ? Number.NaN : 1].map((value) => value * (lr === 0.01 ? 0.5 : 1))
    )
    // Only with the failed run left out, which then is judged.
    expect(control.find(({ setting }) => setting.lr === 0.01)?.times).toBe(1)
  })

  it('selects by the metric of tuning, not by the judged one', () => {
    const { control } = tuned(
      (_, lr) => [1, 1, 1].map((value) => value * lr),
      (run) => ({ ...run, selection: 1 / run.value })
    )
    expect(control.map(({ setting }) => setting)).toEqual([{ lr: 0.1 }])
  })

  it('gives ties to the first setting', () => {
    expect(tuned(() => [1, 1, 1]).control.map(({ setting }) => setting)).toEqual([{ lr: 0.001 }])
  })
})

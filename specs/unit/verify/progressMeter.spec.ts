import type { PlannedRun } from '../../../src/plan/types'
import { ProgressMeter } from '../../../src/verify/progressMeter'
import type { Progress } from '../../../src/verify/types'

const run = (key: string, estimateMs: number) => ({ key, estimateMs }) as PlannedRun

describe('ProgressMeter', () => {
  it('weighs runs by their estimates and counts what is known to follow', () => {
    const seen: Progress[] = []
    const meter = new ProgressMeter([run('a', 100), run('b', 300)], 400, (progress) => seen.push(progress))
    meter.advance('a', 0.5)
    meter.finish('a', false)
    meter.finish('b', true)
    expect(seen).toEqual([
      { finishedRuns: 0, totalRuns: 2, doneMs: 0, totalMs: 800, failedRuns: 0 },
      { finishedRuns: 0, totalRuns: 2, doneMs: 50, totalMs: 800, failedRuns: 0 },
      { finishedRuns: 1, totalRuns: 2, doneMs: 100, totalMs: 800, failedRuns: 0 },
      { finishedRuns: 2, totalRuns: 2, doneMs: 400, totalMs: 800, failedRuns: 1 }
    ])
  })

  it('goes back when a crashed run starts anew', () => {
    const seen: number[] = []
    const meter = new ProgressMeter([run('a', 100)], 0, ({ doneMs }) => seen.push(doneMs))
    meter.advance('a', 0.8)
    meter.advance('a', 0)
    expect(seen).toEqual([0, 80, 0])
  })
})

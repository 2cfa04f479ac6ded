import type { Cohort } from '../../../src/plan/cohorts'
import { ProgressMeter } from '../../../src/verify/progressMeter'
import type { Progress } from '../../../src/verify/types'

const cohort = (numRuns: number, estimateMs: number) =>
  ({ runs: Array(numRuns).fill({}), estimateMs }) as unknown as Cohort

function meterOf(cohorts: readonly Cohort[], laterMs = 0) {
  const seen: Progress[] = []
  return { seen, meter: new ProgressMeter(cohorts, laterMs, (progress) => seen.push(progress)) }
}

describe('ProgressMeter', () => {
  it('weighs cohorts by their estimates, counts runs, and adds what is known to follow', () => {
    const { seen, meter } = meterOf([cohort(1, 100), cohort(2, 300)], 400)
    meter.advance(0, 0.5)
    meter.settle(0, false)
    meter.settle(1, true)
    meter.settle(1, false)
    expect(seen).toEqual([
      { finishedRuns: 0, totalRuns: 3, doneMs: 0, totalMs: 800, failedRuns: 0 },
      { finishedRuns: 0, totalRuns: 3, doneMs: 50, totalMs: 800, failedRuns: 0 },
      { finishedRuns: 1, totalRuns: 3, doneMs: 100, totalMs: 800, failedRuns: 0 },
      { finishedRuns: 2, totalRuns: 3, doneMs: 250, totalMs: 800, failedRuns: 1 },
      { finishedRuns: 3, totalRuns: 3, doneMs: 400, totalMs: 800, failedRuns: 1 }
    ])
  })

  it('does not count a finished run twice while its cohort goes on', () => {
    const { seen, meter } = meterOf([cohort(4, 400)])
    meter.advance(0, 0.25)
    meter.settle(0, false)
    meter.advance(0, 0.5)
    expect(seen.map(({ doneMs }) => doneMs)).toEqual([0, 100, 100, 200])
  })

  it('goes back to the finished runs when a crashed cohort starts anew, and counts the rest as the whole', () => {
    const { seen, meter } = meterOf([cohort(4, 400)])
    meter.advance(0, 0)
    meter.settle(0, false)
    meter.advance(0, 0.8)
    meter.advance(0, 0)
    meter.advance(0, 0.5)
    meter.settle(0, false)
    expect(seen.map(({ doneMs }) => doneMs)).toEqual([0, 0, 100, 320, 100, 250, 250])
  })
})

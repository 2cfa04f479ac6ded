import { trajectoryOf } from '../../../src/judge/trajectory'
import { result, series } from './runs'

const run = (x: number[], regret: number[], diverged = false) =>
  result({ x: series(...x), regret: series(...regret) }, diverged)

describe('trajectoryOf', () => {
  it('is the median and the range of x and of the average regret over the runs', () => {
    const runs = [run([1, 1], [2, 4]), run([0, 0.5], [1, 1]), run([-1, 0.75], [0, 0])]
    expect(trajectoryOf(runs, 50)).toEqual({
      numRuns: 3,
      numDiverged: 0,
      at: [1, 2],
      x: { median: [0, 0.75], low: [-1, 0.5], high: [1, 1] },
      // R_t/t: regrets of 2, 1, 0 at step 1 and of 4, 1, 0 at step 2
      averageRegret: { median: [1, 0.5], low: [0, 0], high: [2, 2] }
    })
  })

  it('keeps so many steps at most, evenly spaced, the last among them', () => {
    const values = Array.from({ length: 100 }, (_, i) => i)
    const trajectory = trajectoryOf([run(values, values)], 50)!
    expect(trajectory.at).toHaveLength(50)
    expect(trajectory.at.slice(0, 3)).toEqual([2, 4, 6])
    expect(trajectory.at.at(-1)).toBe(100)
    expect(trajectory.x.median.at(-1)).toBe(99)
  })

  it('summarises those that are left where a run diverged', () => {
    const trajectory = trajectoryOf([run([1], [1], true), run([0, 0.5], [1, 1])], 50)
    expect(trajectory).toMatchObject({ numRuns: 2, numDiverged: 1, x: { median: [0.5, 0.5], high: [1, 0.5] } })
  })

  it('rounds to 6 significant digits', () => {
    expect(trajectoryOf([run([1 / 3], [2e-9 / 3])], 50)).toMatchObject({
      x: { median: [0.333333] },
      averageRegret: { median: [6.66667e-10] }
    })
  })

  it('is null where nothing was recorded', () => {
    expect(trajectoryOf([], 50)).toBeNull()
    expect(trajectoryOf([run([], [], true)], 50)).toBeNull()
  })
})

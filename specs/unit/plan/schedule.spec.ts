import { estimateRunMs } from '../../../src/plan/estimate'
import { runKey } from '../../../src/plan/runKey'
import { scheduleRuns } from '../../../src/plan/schedule'
import type { PlannedRun } from '../../../src/plan/types'
import { ANY_ENGINE } from '../../../src/runs/anyEngine'
import { program } from '../../../src/runs/program/program'
import { resolveProgram } from '../../../src/runs/program/resolve'
import type { ProgramResources } from '../../../src/runs/program/types'
import { resolveRunSpec } from '../../../src/runs/resolveRunSpec'
import { runSpec } from '../engine/scalar/runSpecs'
import { convolutionalSpec, members, seeded, trainingSpec } from './runs'

const PLENTY = Number.POSITIVE_INFINITY
/** Six runs of a program. */
function programs(resources: Partial<ProgramResources>): PlannedRun[] {
  const file = { ...program.templates.node!('one'), resources }
  const experiment = resolveProgram(file)
  const facts = { folder: '', inputFiles: [], inputs: null, data: null, captured: null }
  return Array.from({ length: 6 }, (_, seed) => {
    const choice = { arm: 'small', setting: {}, seed, initialPoint: null }
    const spec = resolveRunSpec(experiment, choice, ANY_ENGINE, null, facts)
    return { key: runKey(spec), spec, cached: false, estimateMs: estimateRunMs(spec) }
  })
}

const CONVOLUTIONAL = members(6, convolutionalSpec())

describe('scheduleRuns', () => {
  it('starts as many workers as are allowed, or as there are tasks', () => {
    const on = (jobs: number) => scheduleRuns(CONVOLUTIONAL, { jobs, cores: 64, availableBytes: PLENTY })
    expect([1, 2, 6, 20].map((jobs) => on(jobs).numWorkers)).toEqual([1, 2, 6, 6])
    expect(on(20).memory.workersLeftOut).toBe(0)
  })

  it('halves the time with twice the workers, but not with more workers than cores', () => {
    const on = (jobs: number, cores: number) => scheduleRuns(CONVOLUTIONAL, { jobs, cores, availableBytes: PLENTY })
    expect(on(2, 2).estimateMs).toBeCloseTo(on(1, 2).estimateMs / 2, 3)
    expect(on(6, 2).estimateMs).toBeCloseTo(on(2, 2).estimateMs, 3)
  })

  it('starts no more than fit into memory, and says how many that leaves out', () => {
    const all = scheduleRuns(CONVOLUTIONAL, { jobs: 4, cores: 4, availableBytes: PLENTY })
    const one = all.memory.largestWorkerBytes
    expect(all.memory.totalBytes).toBeCloseTo(4 * one, 0)

    const two = scheduleRuns(CONVOLUTIONAL, { jobs: 4, cores: 4, availableBytes: 2.9 * one })
    expect(two.numWorkers).toBe(2)
    expect(two.memory).toEqual({ largestWorkerBytes: one, totalBytes: 2 * one, workersLeftOut: 2 })
    expect(two.estimateMs).toBeGreaterThan(all.estimateMs)
  })

  it.each([0, -5e9, 1])('tries one worker, though %d bytes are too few', (availableBytes) => {
    const { numWorkers, memory } = scheduleRuns(CONVOLUTIONAL, { jobs: 2, cores: 2, availableBytes })
    expect([numWorkers, memory.workersLeftOut]).toEqual([1, 1])
  })

  it('cuts cohorts for the workers that fit, not for those that were asked for', () => {
    const runs = members(12, trainingSpec())
    const { memory } = scheduleRuns(runs, { jobs: 2, cores: 2, availableBytes: PLENTY })
    const cramped = scheduleRuns(runs, { jobs: 2, cores: 2, availableBytes: memory.largestWorkerBytes })
    expect(cramped.cohorts.map((cohort) => cohort.runs.length)).toEqual([12])
    expect(cramped.memory.workersLeftOut).toBe(1)
  })

  it('counts the largest cohorts only: a large one beside small ones', () => {
    const small = Array.from({ length: 5 }, (_, seed) => members(1, seeded(runSpec(), seed))).flat()
    const runs = [...members(1, convolutionalSpec()), ...small]
    const { memory } = scheduleRuns(runs, { jobs: 2, cores: 2, availableBytes: PLENTY })
    expect(memory.totalBytes).toBe(memory.largestWorkerBytes + 60e6)
  })

  it('starts no more programs than have their cores and devices', () => {
    const on = (resources: Partial<ProgramResources>, jobs: number, gpus = 0) =>
      scheduleRuns(programs(resources), { jobs, cores: 16, availableBytes: PLENTY, gpus }).numWorkers
    expect([on({ cores: 4 }, 8), on({ cores: 4 }, 3), on({}, 4)]).toEqual([2, 1, 4])
    expect([on({ gpus: 1 }, 8, 2), on({ gpus: 2 }, 8, 4), on({ gpus: 2, cores: 8 }, 8, 4)]).toEqual([2, 2, 1])
  })

  it('keeps programs to the memory that they say they need', () => {
    const runs = programs({ memoryMiB: 1000 })
    const fitting = scheduleRuns(runs, { jobs: 6, cores: 6, availableBytes: 3.5e9 })
    expect(fitting.numWorkers).toBe(3)
  })

  it('has nothing to do for no runs', () => {
    expect(scheduleRuns([], { jobs: 2, cores: 2, availableBytes: 0 })).toEqual({
      cohorts: [],
      numWorkers: 0,
      estimateMs: 0,
      memory: { largestWorkerBytes: 0, totalBytes: 0, workersLeftOut: 0 }
    })
  })
})

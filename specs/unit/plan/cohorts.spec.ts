import fc from 'fast-check'
import { type Cohort, estimateWorkMs, MAX_COHORT_SIZE, planCohorts } from '../../../src/plan/cohorts'
import { estimateCost } from '../../../src/plan/estimate'
import { makespanMs } from '../../../src/plan/makespan'
import type { PlannedRun } from '../../../src/plan/types'
import type { ClassificationRunSpec } from '../../../src/runs/classification/types'
import type { RunSpec } from '../../../src/runs/runKinds'
import type { SyntheticRunSpec } from '../../../src/runs/synthetic/types'
import { ADAM, TFJS_IDENTITY } from '../../support/builders'
import { runSpec } from '../engine/scalar/runSpecs'
import { convolutionalSpec, members, planned, seeded, trainingSpec } from './runs'

const DENSE = trainingSpec()
const CONVOLUTIONAL = convolutionalSpec()

const sizes = (cohorts: readonly Cohort[]) => cohorts.map(({ runs }) => runs.length)
const makespan = (cohorts: readonly Cohort[], numWorkers: number) =>
  makespanMs(
    cohorts.map(({ estimateMs }) => estimateMs),
    numWorkers
  )

/** `count` cohorts of `size` members each, of different seeds. */
function cohortsOf(count: number, size: number, spec: ClassificationRunSpec | SyntheticRunSpec): PlannedRun[] {
  return Array.from({ length: count }, (_, seed) => members(size, seeded(spec, seed))).flat()
}

describe('which runs are trained together', () => {
  it('those that differ in nothing but the optimizer', () => {
    const amsgrad = planned({ ...DENSE, optimizer: { ...ADAM, name: 'AMSGrad', maximum: 'uncorrected' } })
    const others: RunSpec[] = [
      seeded(DENSE, 1),
      { ...DENSE, seeds: { ...DENSE.seeds, order: 9 } },
      { ...DENSE, training: { ...DENSE.training, epochs: 11 } },
      { ...DENSE, engine: TFJS_IDENTITY },
      { ...DENSE, data: { ...DENSE.data, digest: 'e'.repeat(64) } }
    ]
    const together = [...members(5, DENSE), amsgrad]
    const cohorts = planCohorts([...others.map(planned), ...together], 1)
    expect(cohorts.find(({ runs }) => runs.length > 1)!.runs).toEqual(together)
    expect(sizes(cohorts).sort()).toEqual([1, 1, 1, 1, 1, 6])
  })

  it('no more than gain from it', () => {
    expect(sizes(planCohorts(members(2 * MAX_COHORT_SIZE + 1, DENSE), 1))).toEqual([17, 16, 16])
  })
})

describe('how cohorts are cut', () => {
  it('a single cohort of a dense network is shared by two workers', () => {
    expect(sizes(planCohorts(members(12, DENSE), 2))).toEqual([6, 6])
    expect(sizes(planCohorts(members(12, DENSE), 3))).toEqual([4, 4, 4])
  })

  it('as many equal cohorts as workers stay whole', () => {
    expect(sizes(planCohorts(cohortsOf(4, 12, DENSE), 2))).toEqual([12, 12, 12, 12])
  })

  it('of three equal ones on two workers only as many are cut as it takes', () => {
    const cohorts = planCohorts(cohortsOf(3, 12, DENSE), 2)
    expect(sizes(cohorts)).toEqual([12, 12, 6, 6])
  })

  it('members that are trained one after another are tasks of their own', () => {
    expect(sizes(planCohorts(members(6, CONVOLUTIONAL), 2))).toEqual(Array(6).fill(1))
    expect(sizes(planCohorts(members(6, { ...DENSE, engine: TFJS_IDENTITY }), 2))).toEqual(Array(6).fill(1))
    expect(sizes(planCohorts(members(3, runSpec()), 2))).toEqual([1, 1, 1])
  })

  it('longest first, over cohorts of every kind', () => {
    const estimates = planCohorts([...members(3, CONVOLUTIONAL), ...cohortsOf(3, 12, DENSE)], 2).map(
      ({ estimateMs }) => estimateMs
    )
    expect(estimates).toEqual([...estimates].sort((a, b) => b - a))
  })

  it('the order of the runs changes nothing but the order of members', () => {
    const runs = [...cohortsOf(3, 5, DENSE), ...cohortsOf(2, 7, seeded(DENSE, 50))]
    const plan = (order: readonly PlannedRun[]) => sizes(planCohorts(order, 2))
    expect(plan([...runs].reverse())).toEqual(plan(runs))
  })

  it('nothing for no runs', () => {
    expect(planCohorts([], 2)).toEqual([])
    expect(estimateWorkMs([])).toBe(0)
  })
})

describe('whatever the runs and the workers', () => {
  const workload = fc.array(
    fc.record({
      size: fc.integer({ min: 1, max: 30 }),
      kind: fc.constantFrom('dense', 'convolutional', 'eager', 'synthetic'),
      epochs: fc.integer({ min: 1, max: 20 })
    }),
    { minLength: 1, maxLength: 5 }
  )
  const runsOf = (groups: readonly { size: number; kind: string; epochs: number }[]) =>
    groups.flatMap(({ size, kind, epochs }, seed) => {
      if (kind === 'synthetic') return members(size, seeded(runSpec({ numSteps: epochs * 1e6 }), seed))
      const base = kind === 'convolutional' ? CONVOLUTIONAL : DENSE
      const engine = kind === 'eager' ? TFJS_IDENTITY : base.engine
      return members(size, seeded({ ...base, engine, training: { batchSize: 128, epochs } }, seed))
    })

  it('every run has exactly one place, and the cuts make nothing slower', () => {
    fc.assert(
      fc.property(workload, fc.integer({ min: 1, max: 8 }), (groups, numWorkers) => {
        const runs = runsOf(groups)
        const cohorts = planCohorts(runs, numWorkers)
        expect(cohorts.flatMap((cohort) => cohort.runs.map(({ key }) => key)).sort()).toEqual(
          runs.map(({ key }) => key).sort()
        )
        expect(Math.max(...sizes(cohorts))).toBeLessThanOrEqual(MAX_COHORT_SIZE)
        const whole = planCohorts(runs, 1)
        // Nothing is felt of two hundredths, and the search stops there.
        return makespan(cohorts, numWorkers) <= 1.02 * makespan(whole, numWorkers) + 1e-9
      }),
      { numRuns: 40 }
    )
  })

  it('no worker idles for long while another has a cohort that could be cut', () => {
    fc.assert(
      fc.property(workload, fc.integer({ min: 2, max: 4 }), (groups, numWorkers) => {
        const cohorts = planCohorts(runsOf(groups), numWorkers)
        const workMs = cohorts.reduce((sum, { estimateMs }) => sum + estimateMs, 0)
        const longestRunMs = Math.max(...cohorts.flatMap(({ runs }) => runs.map(({ spec }) => aloneMs(spec))))
        // The worker that ends last began its last task when no other was idle: one task more than the mean. Cuts stop
        // where another costs more than it brings, which is less than another run.
        return makespan(cohorts, numWorkers) <= 1.02 * (workMs / numWorkers) + 2 * longestRunMs
      }),
      { numRuns: 40 }
    )
  })
})

function aloneMs(spec: RunSpec): number {
  const { sharedMs, memberMs } = estimateCost(spec)
  return sharedMs + memberMs
}

describe('what a cohort states', () => {
  it('the time of its shared part once and of each member', () => {
    const { sharedMs, memberMs } = estimateCost(DENSE)
    const [cohort] = planCohorts(members(12, DENSE), 1)
    expect(cohort!.estimateMs).toBeCloseTo(sharedMs + 12 * memberMs, 6)
    expect(estimateWorkMs(members(12, DENSE))).toBeCloseTo(cohort!.estimateMs, 6)
  })

  it('the memory of its largest member', () => {
    const amsgrad = trainingSpec({ optimizer: { ...ADAM, name: 'AMSGrad', maximum: 'uncorrected' } })
    const [mixed] = planCohorts([...members(1, DENSE), ...members(1, amsgrad)], 1)
    const [plain] = planCohorts(members(2, DENSE), 1)
    expect(mixed!.bytes).toBeGreaterThan(plain!.bytes)
    expect(plain!.bytes).toBeGreaterThan(planCohorts(members(1, DENSE), 1)[0]!.bytes)
  })
})

test('runs that take alike go seed by seed, so that those of a pair follow each other', () => {
  const runs = [3, 1, 2, 0].flatMap((seed) =>
    [10, 11, 12].map((epochs) => planned(seeded({ ...DENSE, training: { ...DENSE.training, epochs } }, seed)))
  )
  const alike = planCohorts(
    runs.map((run) => ({ ...run, spec: seeded(DENSE, run.spec.seeds.order), key: run.key })),
    1
  )
  const order = alike.flatMap((cohort) => cohort.runs.map(({ spec }) => spec.seeds.order))
  expect(order).toEqual([...order].sort((a, b) => a - b))
})

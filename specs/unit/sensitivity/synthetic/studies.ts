import { simulate } from '../../../../src/engine/scalar/simulate'
import type { PlanContext } from '../../../../src/plan/plan'
import type { Plan } from '../../../../src/plan/types'
import type { MapStudy } from '../../../../src/sensitivity/synthetic/prepareMaps'
import type { RunResult } from '../../../../src/store/types'
import { CONVERGES, claim, SCALAR_IDENTITY, syntheticExperiment } from '../../../support/builders'

const experiment = syntheticExperiment({ numSteps: 40_000, record: { points: 100, window: 101 } })

/** A claim that Adam ends at the worst point, at a learning rate that gets there within 40,000 steps. */
export function studyOf(overrides: Partial<MapStudy> = {}): MapStudy {
  return {
    claim: claim({
      experiment: 'toy-online',
      hypothesis: { ...CONVERGES, tolerance: 0.01 },
      decision: { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 1, max: 1 } }
    }),
    experiment,
    by: ['learningRate'],
    maps: [{ learningRate: [0.01] }],
    numSeeds: 1,
    ...overrides
  }
}

export const CONTEXT: PlanContext = {
  profile: 'quick',
  firstSeed: 0,
  engineFor: () => SCALAR_IDENTITY,
  datasetDigest: () => '',
  isCached: () => false,
  chosenSettings: () => null
}

/** Runs a plan on the real engine: some ten milliseconds a million steps. */
export function run({ runs }: Plan): ReadonlyMap<string, RunResult> {
  return new Map(
    runs.map(({ key, spec }): [string, RunResult] => {
      if (spec.kind !== 'synthetic') throw new TypeError('a synthetic run')
      const simulation = simulate(spec)
      for (;;) {
        const next = simulation.next()
        if (next.done === true) return [key, { spec, ...next.value }]
      }
    })
  )
}

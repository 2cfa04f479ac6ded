import type { MetricSeries } from '../../../src/claims/runs'
import type { RunEnvironment } from '../../../src/engine/engine'
import type { SyntheticRunSpec } from '../../../src/runs/synthetic/types'
import type { RunResult } from '../../../src/store/types'

export const SAMPLE_ENVIRONMENT: RunEnvironment = {
  startedAt: '2026-01-02T03:04:05.678Z',
  wallTimeMs: 12.5,
  claimcheck: '0.1.0',
  commit: null,
  node: 'v20.17.0',
  platform: 'linux-x64',
  cpu: 'a processor'
}

/** A run as the scalar engine would describe it; the seed is what tells samples apart. */
export function sampleSpec(seed: number): SyntheticRunSpec {
  return {
    kind: 'synthetic',
    problem: { name: 'bernoulli-linear', rareSlope: 1010, commonSlope: -10, probability: 0.01, domain: [-1, 1] },
    initialPoint: 0,
    numSteps: 1000,
    record: { points: 100, window: 10 },
    optimizer: {
      name: 'AMSGrad',
      learningRate: 0.001,
      schedule: { name: 'constant' },
      projection: 'box',
      beta1: 0.9,
      beta2: 0.99,
      epsilon: 1e-8,
      biasCorrection: false,
      epsilonPlacement: 'outside',
      maximum: 'uncorrected'
    },
    seeds: { init: seed, order: seed, dropout: seed, problem: seed },
    engine: {
      name: 'scalar',
      version: 'claimcheck',
      backend: 'javascript',
      instructionSet: 'ieee754-float64',
      lowering: null,
      numerics: '0'.repeat(64)
    }
  }
}

/** A completed run of `points` recorded steps, a function of seed and number of points. */
export function sampleResult(seed: number, points = 100): RunResult {
  return withValues(
    seed,
    Array.from({ length: points }, (_, index) => Math.sin(seed + index / 7) / 3)
  )
}

export function withValues(seed: number, values: readonly number[]): RunResult {
  const x: MetricSeries = { unit: 'step', at: values.map((_, index) => index + 1), values }
  return { spec: sampleSpec(seed), status: { kind: 'completed' }, metrics: { x } }
}

export function failedResult(seed: number, reason: string): RunResult {
  return { spec: sampleSpec(seed), status: { kind: 'failed', reason }, metrics: {} }
}

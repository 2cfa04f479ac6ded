import type { OptimizerSpec } from '../../../../src/optim/presets'
import type { Problem, SyntheticRunSpec } from '../../../../src/runs/synthetic/types'

export const PERIODIC: Problem = {
  name: 'periodic-linear',
  rareSlope: 1010,
  commonSlope: -10,
  period: 101,
  domain: [-1, 1]
}

export const BERNOULLI: Problem = {
  name: 'bernoulli-linear',
  rareSlope: 1010,
  commonSlope: -10,
  probability: 0.01,
  domain: [-1, 1]
}

export const ADAM: OptimizerSpec = {
  name: 'Adam',
  learningRate: 0.01,
  schedule: { name: 'constant' },
  projection: 'box',
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 0,
  biasCorrection: false,
  epsilonPlacement: 'outside'
}

export const AMSGRAD: OptimizerSpec = { ...ADAM, name: 'AMSGrad', maximum: 'uncorrected' }

export function runSpec(changes: Partial<SyntheticRunSpec> = {}): SyntheticRunSpec {
  return {
    kind: 'synthetic',
    problem: PERIODIC,
    optimizer: ADAM,
    seeds: { init: 0, order: 0, dropout: 0, problem: 0 },
    initialPoint: 0.5,
    numSteps: 1000,
    record: { points: 10, window: 101 },
    engine: {
      name: 'scalar',
      version: 'claimcheck',
      backend: 'javascript',
      instructionSet: 'ieee754-float64',
      lowering: null,
      numerics: ''
    },
    ...changes
  }
}

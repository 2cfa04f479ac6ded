import type { AssumptionFile, ClassificationFile, SyntheticFile } from '../../claims/fileTypes'

/** What `claimcheck new` writes, as far as several kinds have it in common. */

export const ASSUMPTIONS: readonly AssumptionFile[] = [
  {
    topic: 'Replace: a gap of the source, such as the loss function',
    gap: 'Replace: what it leaves open',
    choice: 'Replace: what was chosen here',
    alternatives: ['Replace: what else it could be']
  }
]

export const BOTH_ARMS = { treatment: 'amsgrad', control: 'adam' } as const
/** What every claim states besides. */
export const REST = { expected: {} } as const
export const TEN_PAIRS = { decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 10 } }, ...REST } as const

export function comparedOnDigits(id: string): ClassificationFile {
  const optimizer = { variant: 'pytorch', learningRate: 0.01, beta1: 0.9, beta2: 0.999 } as const
  return {
    id,
    kind: 'classification',
    description: 'Replace: softmax regression on 1,197 images of handwritten digits, batch 128.',
    sourceProtocol: 'Replace: how the source ran it.',
    assumptions: ASSUMPTIONS,
    data: { dataset: 'digits' },
    model: { layers: [{ class: 'Dense', units: 10, activation: 'softmax' }] },
    training: { batchSize: 128, epochs: 20 },
    arms: {
      adam: { optimizer: { name: 'Adam', ...optimizer } },
      amsgrad: { optimizer: { name: 'AMSGrad', ...optimizer } }
    },
    profiles: { quick: { departure: 'Replace: 5 epochs instead of 20', epochs: 5 } }
  }
}

export function onlineProblem(id: string): SyntheticFile {
  const optimizer = { variant: 'paper', learningRate: 0.001, beta1: 0.9, beta2: 0.99 } as const
  return {
    id,
    kind: 'synthetic',
    description: 'Replace: f_t(x) = 1010x if t mod 101 = 1, else -10x, on [-1, 1].',
    sourceProtocol: 'Replace: how the source ran it.',
    assumptions: ASSUMPTIONS,
    problem: { name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] },
    initialPoints: [-1, 0, 1],
    numSteps: 10_000_000,
    arms: {
      adam: { optimizer: { name: 'Adam', ...optimizer } },
      amsgrad: { optimizer: { name: 'AMSGrad', ...optimizer } }
    },
    profiles: { quick: { departure: 'Replace: 6 million steps instead of 10 million', numSteps: 6_000_000 } }
  }
}

export function randomProblem(id: string): SyntheticFile {
  return {
    ...onlineProblem(id),
    description: 'Replace: f_t(x) = 1010x with probability 0.01, else -10x, on [-1, 1].',
    problem: { name: 'bernoulli-linear', rareSlope: 1010, commonSlope: -10, probability: 0.01, domain: [-1, 1] },
    initialPoints: [0]
  }
}

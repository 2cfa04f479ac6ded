import { TEMPLATE_ASSUMPTIONS } from '../templateAssumptions'
import type { SyntheticFile } from './types'

/** The online problem of Reddi et al., section 5, with two arms. */
export function onlineProblem(id: string): SyntheticFile {
  const optimizer = { variant: 'paper', learningRate: 0.001, beta1: 0.9, beta2: 0.99 } as const
  return {
    id,
    kind: 'synthetic',
    description: 'Replace: f_t(x) = 1010x if t mod 101 = 1, else -10x, on [-1, 1].',
    sourceProtocol: 'Replace: how the source ran it.',
    assumptions: TEMPLATE_ASSUMPTIONS,
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

/** The same with a large slope that comes at random. */
export function randomProblem(id: string): SyntheticFile {
  return {
    ...onlineProblem(id),
    description: 'Replace: f_t(x) = 1010x with probability 0.01, else -10x, on [-1, 1].',
    problem: { name: 'bernoulli-linear', rareSlope: 1010, commonSlope: -10, probability: 0.01, domain: [-1, 1] },
    initialPoints: [0]
  }
}

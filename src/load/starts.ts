import type { ClaimFile } from '../claims/fileTypes'
import { comparedOnDigits } from '../runs/classification/templates'
import type { ExperimentFile } from '../runs/runKinds'
import { onlineProblem, randomProblem } from '../runs/synthetic/templates'
import { TEMPLATE_ASSUMPTIONS } from '../runs/templateAssumptions'

/** The kinds of claim that there is something to start from for; `all-of` is made of claims that exist already. */
export const SCAFFOLD_KINDS = [
  'lower',
  'faster',
  'lower-at-most-settings',
  'converges-to',
  'contrast',
  'rate',
  'invariant',
  'range',
  'arithmetic'
] as const
export type ScaffoldKind = (typeof SCAFFOLD_KINDS)[number]

/** What a kind of claim starts from. */
interface Start {
  readonly experiment: ((id: string) => ExperimentFile) | null
  readonly claim: Pick<ClaimFile, 'statement' | 'hypothesis' | 'decision' | 'assumptions' | 'expected'>
}

const BOTH_ARMS = { treatment: 'amsgrad', control: 'adam' } as const
const REST = { expected: {} } as const
const TEN_PAIRS = { decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 10 } }, ...REST } as const

export const STARTS: Readonly<Record<ScaffoldKind, Start>> = {
  lower: {
    experiment: comparedOnDigits,
    claim: {
      statement: 'Replace: on the digits AMSGrad ends at a lower training loss than Adam.',
      hypothesis: { kind: 'lower', metric: 'train.loss', ...BOTH_ARMS, margin: { relative: 0.01 } },
      ...TEN_PAIRS
    }
  },
  faster: {
    experiment: comparedOnDigits,
    claim: {
      statement: 'Replace: on the digits AMSGrad brings the training loss down faster than Adam.',
      hypothesis: {
        kind: 'faster',
        metric: 'train.loss',
        by: { kind: 'auc' },
        ...BOTH_ARMS,
        margin: { relative: 0.01 }
      },
      decision: { alpha: 0.05, mode: 'anytime-valid', method: 'sign-flip', seeds: { min: 10, max: 30 } },
      ...REST
    }
  },
  'lower-at-most-settings': {
    experiment: (id) => ({ ...comparedOnDigits(id), grid: { learningRate: [0.001, 0.01, 0.1], beta2: [0.9, 0.99] } }),
    claim: {
      statement: 'Replace: on the digits AMSGrad ends at a lower training loss than Adam at most settings.',
      hypothesis: { kind: 'lower-at-most-settings', metric: 'train.loss', ...BOTH_ARMS, margin: { relative: 0.01 } },
      ...TEN_PAIRS
    }
  },
  'converges-to': {
    experiment: onlineProblem,
    claim: {
      statement: 'Replace: on the online problem AMSGrad ends at x = -1.',
      hypothesis: { kind: 'converges-to', arm: 'amsgrad', target: -1, tolerance: 0.01, over: 'initial-points' },
      ...REST
    }
  },
  contrast: {
    experiment: randomProblem,
    claim: {
      statement: 'Replace: on the random problem AMSGrad ends at x = -1 on more seeds than Adam.',
      hypothesis: { kind: 'contrast', ...BOTH_ARMS, target: -1, tolerance: 0.1 },
      ...TEN_PAIRS
    }
  },
  rate: {
    experiment: onlineProblem,
    claim: {
      statement: "Replace: on the online problem AMSGrad's average regret falls like 1/sqrt(t), or faster.",
      hypothesis: { kind: 'rate', arm: 'amsgrad', slopeBelow: -0.4, over: 'initial-points' },
      ...REST
    }
  },
  invariant: {
    experiment: onlineProblem,
    claim: {
      statement: "Replace: on the online problem AMSGrad's effective step never grows.",
      hypothesis: { kind: 'invariant', arm: 'amsgrad', property: 'effective-step-never-grows' },
      ...REST
    }
  },
  range: {
    experiment: comparedOnDigits,
    claim: {
      statement: "Replace: on the digits Adam's test loss is about 0.3.",
      hypothesis: { kind: 'range', arm: 'adam', metric: 'test.loss', low: 0.2, high: 0.4 },
      ...TEN_PAIRS
    }
  },
  arithmetic: {
    experiment: null,
    claim: {
      statement: 'Replace: 5,000 iterations of 128 images are 10 to 20 passes over 50,000 images.',
      hypothesis: { kind: 'arithmetic', expression: '5000 * 128 / 50000', low: 10, high: 20 },
      // Of the others the experiment states what is open.
      assumptions: TEMPLATE_ASSUMPTIONS,
      ...REST
    }
  }
}

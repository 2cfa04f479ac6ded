import { isObject } from '../../claims/document'
import { OPTIMIZER_COLUMNS, optimizerFacts, optimizerOf, optimizerWords } from '../optimizer'
import type { RunKind } from '../runKind'
import type { MetricFacts, RunFact } from '../types'
import { checkSynthetic } from './checks'
import { resolveSynthetic } from './resolve'
import { onlineProblem, randomProblem } from './templates'
import type { Problem, SyntheticExperiment, SyntheticFile, SyntheticRunSpec } from './types'

export interface Synthetic {
  readonly file: SyntheticFile
  readonly experiment: SyntheticExperiment
  readonly spec: SyntheticRunSpec
  readonly speed: SyntheticSpeed
}

/** Rough costs on one core of a current laptop. */
export interface SyntheticSpeed {
  readonly stepNs: Readonly<Record<Problem['name'], number>>
  /** To look at the effective step after an update. */
  readonly effectiveStepNs: number
}

const ANYWHERE = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const

/**
 * At the recorded steps: `x` is the iterate x_{t+1} after update t; `x.windowMean` its mean over the last `record.window`
 * iterates (fewer at the start); `regret` is R_t = sum_{i<=t} f_i(x_i) - min_x sum_{i<=t} f_i(x), the minimum over the
 * problem's domain.
 *
 * Where `record` asks for it, of the effective step s_t = alpha_t/d_t, d_t as it divides update t, also
 * `effectiveStep.growths`, how many of the steps 2..t have s_i > s_{i-1}; `effectiveStep.firstGrowth`, the first of them, 0
 * for none; `effectiveStep.maxGrowth`, the largest s_i/s_{i-1} above 1, 1 for none. No claim names these.
 */
const METRICS: Readonly<Record<string, MetricFacts>> = {
  x: { unit: 'step', better: null, bounds: ANYWHERE },
  'x.windowMean': { unit: 'step', better: null, bounds: ANYWHERE },
  regret: { unit: 'step', better: 'lower', bounds: ANYWHERE }
}

const COLUMNS = [
  'problem',
  'rareSlope',
  'commonSlope',
  'period',
  'probability',
  'initialPoint',
  'numSteps',
  ...OPTIMIZER_COLUMNS
] as const

/** An optimizer on a one-dimensional problem with a known answer. */
export const synthetic: RunKind<Synthetic> = {
  checks: checkSynthetic,
  resolve: resolveSynthetic,
  templates: { online: onlineProblem, random: randomProblem },
  choosable: [],
  decidesNothing: ['maps'],

  atProfile({ maps: _, ...experiment }, profile) {
    const { numSteps = experiment.numSteps, initialPoints = experiment.initialPoints } =
      experiment.profiles[profile] ?? {}
    return { ...experiment, numSteps, initialPoints }
  },
  isDeterministic: ({ problem }) => isObject(problem) && problem.name === 'periodic-linear',
  streams: () => [],
  startingPoints: ({ initialPoints }) => initialPoints,
  grid: () => ({}),
  optimizer: ({ arms }, arm) => arms[arm]?.optimizer ?? null,
  protocol: ({ arms }, arm) => ({ ...arms[arm] }),
  metrics: () => METRICS,
  length: ({ numSteps }) => ({ tau: numSteps, unit: 'step' }),
  chanceLevel: () => null,
  sameScale: () => true,
  dataset: () => null,
  onDataset: (experiment) => experiment,

  dataDigest: () => null,
  spec(experiment, choice, shared) {
    const { initialPoint, effectiveStep } = choice
    if (initialPoint === null) throw new Error(`a run of ${experiment.id} needs an initial point`)
    const { problem, numSteps } = experiment
    const optimizer = optimizerOf(experiment, choice)
    const record = effectiveStep === true ? { ...experiment.record, effectiveStep } : experiment.record
    return { kind: 'synthetic', optimizer, ...shared, problem, initialPoint, numSteps, record }
  },

  together: ({ optimizer: _, ...common }) => common,
  cost({ problem, record, numSteps }, { stepNs, effectiveStepNs }) {
    const ns = stepNs[problem.name] + (record.effectiveStep === true ? effectiveStepNs : 0)
    return { sharedMs: 0, memberMs: (numSteps * ns) / 1e6 }
  },
  memory: () => ({ sharedBytes: 0, memberBytes: 0 }),

  does: 'solves synthetic problems',
  describe: ({ problem, initialPoint, numSteps, optimizer }) =>
    `${problem.name} x0=${initialPoint} ${numSteps} steps ${optimizerWords(optimizer)}`,
  groups: ({ problem, optimizer }) => [problem.name, optimizer.name],
  columns: COLUMNS,
  facts: ({ problem, initialPoint, numSteps, optimizer }): Record<(typeof COLUMNS)[number], RunFact> => ({
    problem: problem.name,
    rareSlope: problem.rareSlope,
    commonSlope: problem.commonSlope,
    period: problem.name === 'periodic-linear' ? problem.period : null,
    probability: problem.name === 'bernoulli-linear' ? problem.probability : null,
    initialPoint,
    numSteps,
    ...optimizerFacts(optimizer)
  }),
  datasets: () => []
}

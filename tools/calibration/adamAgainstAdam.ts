import { InfrastructureError } from '../../src/errors'
import { collectEvidence } from '../../src/judge/collectEvidence'
import { bothTrained } from '../../src/kinds/comparison/failures'
import { asPaired } from '../../src/kinds/comparison/isPaired'
import type { Pair } from '../../src/kinds/comparison/types'
import type { AdamSpec } from '../../src/optim/presets'
import { type PlanContext, planRun } from '../../src/plan/plan'
import type { Role } from '../../src/plan/roles'
import type { RandomStream } from '../../src/random/streams'
import type { ClassificationExperiment } from '../../src/runs/classification/types'
import type { RunSeeds } from '../../src/runs/types'
import { mean, sampleStandardDeviation } from '../../src/stats/describe'
import { skewness } from '../../src/stats/skewness'
import { type ExecutorEvents, type ExecutorOptions, RunExecutor } from '../../src/verify/execute'
import { outcomeOf } from './pairedTrial'
import { type Conclusion, concludeFixed, concludeSequential, type Question, questionOf } from './question'
import { simulate } from './simulate'
import type { TrainingCalibration, Trial } from './types'

const ADAM: AdamSpec = {
  name: 'Adam',
  learningRate: 0.01,
  schedule: { name: 'constant' },
  projection: 'none',
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  biasCorrection: true,
  epsilonPlacement: 'outside'
}

/** Softmax regression on the digits that the package carries: 3 epochs, 27 updates. */
const EXPERIMENT: ClassificationExperiment = {
  kind: 'classification',
  id: 'adam-against-adam',
  description: 'Adam against itself.',
  sourceProtocol: 'no source',
  data: { dataset: 'digits', trainImages: 1197, validationImages: 300, testImages: 300, pixelScale: 16 },
  model: {
    layers: [
      {
        class: 'Dense',
        units: 10,
        activation: 'softmax',
        use_bias: true,
        kernel_initializer: 'glorot_uniform',
        bias_initializer: 'zeros',
        kernel_regularizer: null
      }
    ]
  },
  loss: { name: 'categorical_crossentropy' },
  training: { batchSize: 128, epochs: 3 },
  arms: { control: { optimizer: ADAM }, treatment: { optimizer: ADAM } },
  grid: {},
  profiles: {}
}

/** Bare direction: the truth lies on the boundary, so that every decision is wrong. */
const OPTIONS = { margin: { relative: 0 }, names: { metric: 'train.loss' } } as const
const RULES = [
  { id: 'fixed-10', maxPairs: 10, question: questionOf(OPTIONS), conclude: concludeFixed },
  {
    id: 'sign-flip-10',
    maxPairs: 30,
    question: questionOf({ ...OPTIONS, sequential: { method: 'sign-flip', firstLook: 10, maxSeeds: 30 } }),
    conclude: concludeSequential
  }
] as const

/**
 * Trains Adam against Adam: the arms of a pair share nothing, neither weights nor order, so that the true effect is
 * exactly 0 and every decision of a claim of bare direction is wrong. The pairs are resampled, without replacement
 * within a study. Runs come from the store where it holds them.
 *
 * @param numPairs at least 30
 * @param numStudies to draw, for each rule
 * @throws UnavailableError where no engine works here; InfrastructureError where a run failed
 */
export async function adamAgainstAdam(
  options: ExecutorOptions,
  numPairs: number,
  numStudies: number,
  events: ExecutorEvents = {}
): Promise<TrainingCalibration> {
  const executor = await RunExecutor.open(options, ['classification'], events)
  try {
    const missing = executor.unavailable.get('classification')
    if (missing !== undefined) throw missing
    const { pairs, engine } = await trainedPairs(executor, numPairs)
    return { engine, ...calibrateOn(pairs, numStudies) }
  } finally {
    await executor.close()
  }
}

async function trainedPairs(executor: RunExecutor, numPairs: number) {
  const context: PlanContext = executor.planContext({ profile: 'paper', firstSeed: 0 })
  const question = RULES[0].question
  const planned = rolesOf(numPairs).map((role) => ({ role, run: planRun(role, EXPERIMENT, context) }))
  await executor.execute(
    planned.map(({ run }) => run).filter(({ cached }) => !cached),
    0
  )
  const failure = executor.failureOf(planned.map(({ run }) => run))
  if (failure !== null)
    throw new InfrastructureError('a run of Adam against Adam failed', { received: failure.explanation })
  const roles = planned.map(({ role, run }) => ({ ...role, claim: question.claim.id, key: run.key }))
  const plan = { claim: question.claim, experiment: EXPERIMENT, roles, awaitingSelection: null }
  const evidence = asPaired(collectEvidence(plan, executor.results))
  return { pairs: evidence.pairs, engine: executor.engines.get('classification')!.version }
}

/** Pair i: the control has seed 2i in all streams, the treatment 2i + 1. */
function rolesOf(numPairs: number): Role[] {
  return Array.from({ length: numPairs }, (_, seed) => seed).flatMap((seed) =>
    (['control', 'treatment'] as const).map((arm, index) => ({
      arm,
      purpose: 'judgement' as const,
      setting: {},
      seed,
      seeds: sameSeeds(2 * seed + index),
      initialPoint: null
    }))
  )
}

function sameSeeds(seed: number): RunSeeds {
  return { init: seed, order: seed, dropout: seed, problem: seed }
}

/**
 * Draws studies from pairs of one optimizer against itself.
 *
 * @param pairs at least 30 in which both arms trained
 */
export function calibrateOn(pairs: readonly Pair[], numStudies: number): Omit<TrainingCalibration, 'engine'> {
  const trained = pairs.filter(bothTrained)
  const values = trained.map(({ control, treatment }) => RULES[0].question.effect(control.value, treatment.value))
  return {
    numPairs: pairs.length,
    meanLogRatio: digits(mean(values)),
    standardDeviation: digits(sampleStandardDeviation(values)),
    skewness: digits(skewness(values) ?? 0),
    failures: pairs.length - trained.length,
    cells: RULES.flatMap((rule) =>
      ([true, false] as const).map((swaps) => simulate(trainingTrial(rule, pairs, swaps), numStudies))
    )
  }
}

interface TrainingRule {
  readonly id: string
  readonly maxPairs: number
  readonly question: Question
  conclude(question: Question, pairs: readonly Pair[]): Conclusion
}

function trainingTrial(rule: TrainingRule, pairs: readonly Pair[], swaps: boolean): Trial {
  const errors = swaps ? 'swapped' : 'as-trained'
  return {
    id: `training/${rule.id}/${errors}`,
    rule: rule.id,
    errors,
    effect: 0,
    onBoundary: true,
    promised: swaps,
    study: (random) => {
      const drawn = drawWithoutReplacement(pairs, rule.maxPairs, random)
      const study = drawn.map((pair, seed) => ({ ...(swaps && random() < 0.5 ? swapped(pair) : pair), seed }))
      return outcomeOf({ decides: 'lower', delta: 0 }, rule.conclude(rule.question, study), 0)
    }
  }
}

function swapped({ seed, control, treatment }: Pair): Pair {
  return { seed, control: treatment, treatment: control }
}

function drawWithoutReplacement<Item>(items: readonly Item[], count: number, random: RandomStream): Item[] {
  const rest = [...items]
  return Array.from({ length: count }, () => rest.splice(Math.floor(random() * rest.length), 1)[0]!)
}

/** Engines agree on more digits than these, machines and instruction sets too. */
function digits(value: number): number {
  return Number(value.toPrecision(4))
}

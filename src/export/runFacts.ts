import { type RuleSettings, SETTINGS } from '../optim/updateRule'
import type { RunSpec } from '../plan/types'
import type { ExportedRun } from './runsToExport'

export type Fact = string | number | boolean | null

/** What a run was and where it ran, one plain value a name; null where a kind of run has no such thing. */
export type RunFacts = Readonly<Record<string, Fact>>

/** What decides a run's numbers, as single values. The key of the run stands for all of it, the network's layers too. */
export function settingsOf({ optimizer, seeds, ...spec }: RunSpec): RunFacts {
  const settings: Partial<RuleSettings> = optimizer
  return {
    kind: spec.kind,
    ...(spec.kind === 'synthetic' ? syntheticFacts(spec) : classificationFacts(spec)),
    optimizer: optimizer.name,
    learningRate: optimizer.learningRate,
    schedule: optimizer.schedule.name,
    projection: optimizer.projection,
    ...Object.fromEntries(SETTINGS.map((key) => [key, settings[key] ?? null])),
    seedInit: seeds.init,
    seedOrder: seeds.order,
    seedDropout: seeds.dropout,
    seedProblem: seeds.problem
  }
}

type WithoutShared<Spec> = Omit<Spec, 'optimizer' | 'seeds'>

function syntheticFacts(spec: WithoutShared<Extract<RunSpec, { kind: 'synthetic' }>>): RunFacts {
  const { problem, initialPoint, numSteps } = spec
  return {
    ...CLASSIFICATION_FACTS,
    problem: problem.name,
    rareSlope: problem.rareSlope,
    commonSlope: problem.commonSlope,
    period: problem.name === 'periodic-linear' ? problem.period : null,
    probability: problem.name === 'bernoulli-linear' ? problem.probability : null,
    initialPoint,
    numSteps
  }
}

function classificationFacts(spec: WithoutShared<Extract<RunSpec, { kind: 'classification' }>>): RunFacts {
  const { data, training, loss, model } = spec
  return {
    dataset: data.dataset,
    datasetDigest: data.digest,
    trainImages: data.trainImages,
    layers: model.layers.map((layer) => layer.class).join(' '),
    loss: loss.name,
    batchSize: training.batchSize,
    epochs: training.epochs,
    ...SYNTHETIC_FACTS
  }
}

/** The columns of the other kind, so that all runs of a table have the same ones. */
const CLASSIFICATION_FACTS = {
  dataset: null,
  datasetDigest: null,
  trainImages: null,
  layers: null,
  loss: null,
  batchSize: null,
  epochs: null
}
const SYNTHETIC_FACTS = {
  problem: null,
  rareSlope: null,
  commonSlope: null,
  period: null,
  probability: null,
  initialPoint: null,
  numSteps: null
}

/** How a run ended, what executed it, and when and where. */
export function circumstancesOf({ record }: Pick<ExportedRun, 'record'>): RunFacts {
  const { result, resultDigest, environment } = record
  const { status, spec } = result
  const { engine } = spec
  return {
    status: status.kind,
    divergedAtStep: status.kind === 'diverged' ? status.step : null,
    engine: engine.name,
    engineVersion: engine.version,
    backend: engine.backend,
    instructionSet: engine.instructionSet,
    lowering: engine.lowering,
    numerics: engine.numerics,
    resultDigest,
    startedAt: environment.startedAt,
    wallTimeMs: environment.wallTimeMs,
    claimcheck: environment.claimcheck,
    commit: environment.commit,
    node: environment.node,
    platform: environment.platform,
    cpu: environment.cpu
  }
}

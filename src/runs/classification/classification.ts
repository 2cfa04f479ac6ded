import { chanceLoss } from '../../claims/chanceLoss'
import { withInner } from '../../claims/layers'
import { OPTIMIZER_COLUMNS, optimizerFacts, optimizerWords } from '../optimizer'
import type { RunKind } from '../runKind'
import type { MetricFacts, RunFact } from '../types'
import { trainingAmounts } from './amounts'
import { armsAtProfile, ofArm, protocolOf } from './arms'
import { checkClassification } from './checks'
import { type TrainingSpeed, trainingCost } from './cost'
import { trainingMemory } from './memory'
import { onDataset } from './onDataset'
import { resolveClassification } from './resolve'
import { incomparable, sameLoss, sharedWords } from './shared'
import { comparedOnDigits, comparedOnFriedman1 } from './templates'
import type {
  ClassificationExperiment,
  ClassificationFile,
  ClassificationRunSpec,
  ModelSpec,
  NetworkKind
} from './types'

export interface NetworkTypes<Kind extends NetworkKind> {
  readonly file: ClassificationFile<Kind>
  readonly experiment: ClassificationExperiment<Kind>
  readonly spec: ClassificationRunSpec<Kind>
  readonly speed: TrainingSpeed
}

export type Classification = NetworkTypes<'classification'>

const LOSS = { unit: 'epoch', better: 'lower', bounds: [0, Number.POSITIVE_INFINITY] } as const
const ACCURACY = { unit: 'epoch', better: 'higher', bounds: [0, 1] } as const

/**
 * At the end of every epoch, from 1. Those that begin with a split are over all of it in inference mode, without
 * regularisation; `train.runningLoss` is the mean minibatch loss of the epoch, what Keras plots; `train.effectiveStep` the
 * mean effective step of the epoch's last update, the geometric mean of alpha_t/d_t (`engine/training/meanEffectiveStep.ts`).
 *
 * @param told how well an image's target is told, beside the loss
 */
function metricsWith(told: Readonly<Record<string, MetricFacts>>): Readonly<Record<string, MetricFacts>> {
  const of = (split: string) =>
    Object.fromEntries(Object.entries({ loss: LOSS, ...told }).map(([name, facts]) => [`${split}.${name}`, facts]))
  const running = { 'train.runningLoss': LOSS, 'train.effectiveStep': { ...LOSS, better: null } }
  return { ...of('train'), ...running, ...of('validation'), ...of('test') }
}

const METRICS = metricsWith({ accuracy: ACCURACY })

/** Errors are in the unit of the targets in the files, standardised or not. */
const REGRESSION_METRICS = metricsWith({ rmse: LOSS, mae: LOSS })

/**
 * Every run keeps its last evaluation by so many blocks: claims on the training loss and on the test loss then share their
 * runs. A hundred blocks leave an interval over images next to nothing to gain (t of 99 degrees of freedom is 1.2 % above
 * the normal quantile); the record grows by some 4 kB, the time by less than can be measured.
 */
const IMAGE_BLOCKS = 100

const COLUMNS = [
  'dataset',
  'datasetDigest',
  'trainImages',
  'layers',
  'loss',
  'batchSize',
  'epochs',
  ...OPTIMIZER_COLUMNS
] as const

type Shared<Kind extends NetworkKind> = Omit<RunKind<NetworkTypes<Kind>>, 'templates' | 'metrics' | 'chanceLevel'>

/** What networks have in common, whatever they are trained to tell. */
const networks = <Kind extends NetworkKind>(): Shared<Kind> => ({
  checks: checkClassification,
  resolve: resolveClassification,
  choosable: ['data', 'model', 'loss', 'training', 'optimizer', 'arms', 'grid', 'profiles'],
  decidesNothing: [],

  atProfile(experiment, profile) {
    const { data, training } = experiment
    const {
      trainImages = data.trainImages,
      epochs = training.epochs,
      grid = experiment.grid
    } = experiment.profiles[profile] ?? {}
    const arms = armsAtProfile(experiment, profile)
    return { ...experiment, data: { ...data, trainImages }, training: { ...training, epochs }, arms, grid }
  },
  isDeterministic: () => false,
  streams: (experiment) =>
    modelsOf(experiment).some(({ layers }) => withInner(layers).some((layer) => layer.class === 'Dropout'))
      ? ['init', 'order', 'dropout']
      : ['init', 'order'],
  startingPoints: () => [null],
  grid: ({ grid }) => grid,
  optimizer: ({ arms }, arm) => arms[arm]?.optimizer ?? null,
  ofArm,
  protocol: (experiment, arm) => protocolOf(experiment, { arm, setting: {} }),
  shared: sharedWords,
  incomparable,
  length: ({ training }) => ({ tau: training.epochs, unit: 'epoch' }),
  sameScale: sameLoss,
  dataset: ({ data }) => data.dataset,
  onDataset,

  dataDigest: ({ data }, datasetDigest) => datasetDigest(data.dataset),
  spec(experiment, choice, shared, digest) {
    if (digest === null) throw new Error(`a run of ${experiment.id} needs the digest of its data`)
    const { optimizer, data, model, loss, training } = protocolOf(experiment, choice)
    const record = { imageBlocks: IMAGE_BLOCKS }
    return { kind: experiment.kind, optimizer, ...shared, data: { ...data, digest }, model, loss, training, record }
  },

  // They start from the same weights and see the same minibatches.
  together: ({ optimizer: _, record: _record, ...common }) => common,
  cost: trainingCost,
  memory: trainingMemory,
  amounts: trainingAmounts,

  does: 'trains networks',
  describe: ({ data, training, optimizer }) =>
    `${data.dataset} ${data.trainImages} images ${training.epochs} epochs ${optimizerWords(optimizer)}`,
  groups: ({ data, optimizer }) => [data.dataset, optimizer.name],
  columns: COLUMNS,
  facts: ({ data, training, loss, model, optimizer }): Record<(typeof COLUMNS)[number], RunFact> => ({
    dataset: data.dataset,
    datasetDigest: data.digest,
    trainImages: data.trainImages,
    layers: model.layers.map((layer) => layer.class).join(' '),
    loss: loss.name,
    batchSize: training.batchSize,
    epochs: training.epochs,
    ...optimizerFacts(optimizer)
  }),
  datasets: ({ data }) => [{ name: data.dataset, digest: data.digest }]
})

/** A network that is trained to tell the classes of images. */
export const classification: RunKind<Classification> = {
  ...networks<'classification'>(),
  templates: { digits: comparedOnDigits },
  metrics: () => METRICS,
  // A classifier that gives every class the same probability.
  chanceLevel({ model, loss }) {
    const output = model.layers.filter((layer) => layer.class === 'Dense').at(-1)
    return output === undefined ? null : chanceLoss(loss, output.units)
  }
}

export type Regression = NetworkTypes<'regression'>

/** A network that is trained to tell numbers. Its losses have no level of chance: they are in the targets' own unit. */
export const regression: RunKind<Regression> = {
  ...networks<'regression'>(),
  templates: { friedman1: comparedOnFriedman1 },
  metrics: () => REGRESSION_METRICS,
  ownMetrics: 'fixed',
  chanceLevel: () => null
}

/** The experiment's own network, and those of arms with another. */
function modelsOf({ model, arms }: ClassificationExperiment): readonly ModelSpec[] {
  return [model, ...Object.values(arms).flatMap((arm) => arm.model ?? [])]
}

import type { ClassificationExperiment } from '../../claims/types'
import { OPTIMIZER_COLUMNS, optimizerFacts, optimizerOf, optimizerWords } from '../optimizer'
import type { RunKind } from '../runKind'
import type { RunFact } from '../types'
import { type TrainingSpeed, trainingCost } from './cost'
import { trainingMemory } from './memory'
import type { ClassificationRunSpec } from './types'

export interface Classification {
  readonly experiment: ClassificationExperiment
  readonly spec: ClassificationRunSpec
  readonly speed: TrainingSpeed
}

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

/** A network that is trained on images. */
export const classification: RunKind<Classification> = {
  isDeterministic: () => false,
  dataDigest: ({ data }, datasetDigest) => datasetDigest(data.dataset),
  spec(experiment, choice, shared, digest) {
    if (digest === null) throw new Error(`a run of ${experiment.id} needs the digest of its data`)
    const { data, model, loss, training } = experiment
    const optimizer = optimizerOf(experiment, choice)
    return { kind: 'classification', optimizer, ...shared, data: { ...data, digest }, model, loss, training }
  },

  // They start from the same weights and see the same minibatches.
  together: ({ optimizer: _, ...common }) => common,
  cost: trainingCost,
  memory: trainingMemory,

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
}

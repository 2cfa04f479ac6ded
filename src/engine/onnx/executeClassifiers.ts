import { drawsImages, splitDataset } from '../../data/split'
import type { Dataset, LabeledImages } from '../../data/types'
import { formOf, slotsOf, updateRuleOf } from '../../optim/updateRule'
import { randomStream } from '../../random/streams'
import type { ClassificationRunSpec } from '../../runs/classification/types'
import type { CohortContext } from '../engine'
import { movesOf } from '../training/augmentation'
import { EpochRecorder } from '../training/epochRecorder'
import { initialParameters } from '../training/initialParameters'
import { numStepsPerEpoch } from '../training/minibatches'
import { plannedDataset } from '../training/plannedDataset'
import { requireNoProjection } from '../training/requireNoProjection'
import { StepScalarSequence } from '../training/stepScalars'
import { decodeTrainingState } from '../training/trainingState'
import type { CohortModel } from './cohortModel'
import { memberStateOf } from './memberStates'
import { type ResidentImages, residentImages } from './residentImages'
import { StepFeeds } from './stepFeeds'
import { type Member, trainMembers } from './trainMembers'

type Splits = Readonly<Record<'train' | 'validation' | 'test', ResidentImages>>

/**
 * Executes a cohort of classification runs, as `engine.ts` (the contract) says: those that stand at the same step together,
 * as many at once as the model gains by.
 *
 * @throws InputError for runs that cannot be trained
 */
export async function executeClassifiers(
  cohort: readonly ClassificationRunSpec[],
  context: CohortContext,
  modelFor: (spec: ClassificationRunSpec, dataset: Dataset) => CohortModel
): Promise<void> {
  const [spec] = cohort
  if (spec === undefined) return
  for (const { optimizer } of cohort) requireNoProjection(optimizer)
  const dataset = plannedDataset(spec, context)
  const model = modelFor(spec, dataset)
  const { splits, targetScales } = residentSplits(model, dataset, spec)
  const { epochs, batchSize } = spec.training
  const { dropouts } = model.compiledFor(1)
  const numSteps = epochs * numStepsPerEpoch(splits.train.count, batchSize)

  const finished = cohort.map(() => 0)
  for (const { step, members } of together(model, openMembers(model, cohort, numSteps, context))) {
    const moves = movesOf(spec.data, spec.seeds)
    const shape = dataset.imageShape
    const moved = moves && { moves, from: splits.train, shape, imageBytes: model.compiledFor(1).imageBytes }
    const feeds = new StepFeeds(splits.train.count, batchSize, dropouts, spec.seeds, moved)
    feeds.skip(step)
    await trainMembers(
      { model, training: spec.training, feeds, splits, targetScales },
      members,
      step,
      context,
      (now) => {
        for (const { index } of members) finished[index] = now
        context.onProgress(finished.reduce((sum, steps) => sum + steps, 0) / (numSteps * cohort.length))
      }
    )
    for (const { index } of members) finished[index] = numSteps
  }
  context.onProgress(1)
}

interface OpenMember {
  readonly member: Member
  /** Finished updates. */
  readonly step: number
}

/** The members as their checkpoints left them, or at the start. */
function openMembers(
  model: CohortModel,
  cohort: readonly ClassificationRunSpec[],
  numSteps: number,
  context: CohortContext
): OpenMember[] {
  const { states } = model.compiledFor(1)
  let initial: readonly Float64Array[] | null = null
  return cohort.map(({ optimizer, seeds, record }, index) => {
    const bytes = context.readCheckpoint(index)
    const checkpoint = bytes && decodeTrainingState(bytes)
    const step = checkpoint?.step ?? 0
    const rule = updateRuleOf(optimizer)
    const scalars = new StepScalarSequence(optimizer, numSteps, 'sums')
    scalars.skip(step)
    if (checkpoint === null) initial ??= initialParameters(model.network, randomStream(seeds.init, 'init'))
    const member: Member = {
      index,
      optimizer,
      rule,
      scalars,
      recorder: new EpochRecorder(checkpoint?.metrics),
      record,
      lossSum: checkpoint?.lossSum ?? 0,
      state: memberStateOf(model.network, states, checkpoint?.tensors ?? initial!, rule)
    }
    return { member, step }
  })
}

/**
 * Members that stand at the same place and have rules of one form, as many as the model trains at once. Where they are too many for one graph, those
 * that keep the same stay together: their graph leaves out what none of its members needs.
 */
function together(model: CohortModel, open: readonly OpenMember[]): { step: number; members: Member[] }[] {
  const atOnePlace = groupsOf(
    open,
    ({ member, step }) => `${step} ${member.recorder.numEpochs} ${JSON.stringify(formOf(member.rule))}`
  )
  return atOnePlace
    .flatMap((group) =>
      group.length > model.membersAtOnce ? groupsOf(group, ({ member }) => slotsOf(member.rule).join()) : [group]
    )
    .flatMap((group) => {
      const numGraphs = Math.ceil(group.length / model.membersAtOnce)
      const size = Math.ceil(group.length / numGraphs)
      return Array.from({ length: numGraphs }, (_, graph) => group.slice(graph * size, (graph + 1) * size))
    })
    .filter((group) => group.length > 0)
    .map((group) => ({ step: group[0]!.step, members: group.map(({ member }) => member) }))
}

function groupsOf(members: readonly OpenMember[], keyOf: (member: OpenMember) => string): OpenMember[][] {
  const groups = new Map<string, OpenMember[]>()
  for (const member of members) {
    const key = keyOf(member)
    groups.set(key, [...(groups.get(key) ?? []), member])
  }
  return [...groups.values()]
}

interface KeptSplits {
  readonly splits: Splits
  /** Of targets that are numbers (`DatasetSplits`). */
  readonly targetScales: readonly number[] | undefined
}

/** The splits of the last cohort: those that follow mostly read the same. */
let kept: ({ readonly key: string } & KeptSplits) | null = null

function residentSplits(model: CohortModel, dataset: Dataset, { data, seeds }: ClassificationRunSpec): KeptSplits {
  const compiled = model.compiledFor(1)
  const key = JSON.stringify([data, drawsImages(data) && seeds.problem, compiled.imageBytes, model.evaluatedMultiple])
  if (kept?.key === key) return kept
  kept = null
  const { training, validation, test, targetScales } = splitDataset(dataset, data, seeds.problem)
  const resident = (split: LabeledImages) => residentImages(compiled, split, model.evaluatedMultiple)
  const splits = { train: resident(training), validation: resident(validation), test: resident(test) }
  kept = { key, splits, targetScales }
  return kept
}

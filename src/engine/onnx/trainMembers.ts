import type { ImageBlocks, SplitBlocks } from '../../claims/runs'
import { type Optimizer, type Slot, slotsOf, type UpdateRule } from '../../optim/updateRule'
import type { ClassificationRunSpec } from '../../runs/classification/types'
import type { CohortContext, RunOutcome } from '../engine'
import { BlockTally } from '../training/blockTally'
import type { EpochRecorder } from '../training/epochRecorder'
import { isAllFinite } from '../training/isAllFinite'
import { effectiveStepOf, type UpdateCount } from '../training/meanEffectiveStep'
import type { StepScalarSequence } from '../training/stepScalars'
import { encodeTrainingState } from '../training/trainingState'
import type { CohortModel } from './cohortModel'
import { evaluateMembers } from './evaluateMembers'
import { checkpointTensors, joinStates, type MemberState, type MemberStates, memberOf } from './memberStates'
import type { ResidentImages } from './residentImages'
import { runSteps } from './runSteps'
import { type StepFeed, type StepFeeds, stepOf } from './stepFeeds'
import { slotName } from './trainingGraph'
import { neededSlots, updateFeatures } from './update/updateFeatures'

/** A run on its way. */
export interface Member {
  /** Place in the cohort. */
  readonly index: number
  readonly optimizer: Optimizer
  readonly rule: UpdateRule
  readonly scalars: StepScalarSequence
  readonly recorder: EpochRecorder
  /** What is recorded beside the metrics. */
  readonly record: ClassificationRunSpec['record']
  /** Once the last epoch is evaluated. */
  imageBlocks?: SplitBlocks
  /** Sum of the minibatch losses of the epoch at hand. */
  lossSum: number
  /** At the last chunk's end. */
  state: MemberState
}

/** What all members share. */
export interface SharedTraining {
  readonly model: CohortModel
  readonly training: ClassificationRunSpec['training']
  readonly feeds: StepFeeds
  readonly splits: Readonly<Record<'train' | 'validation' | 'test', ResidentImages>>
  /** Of targets that are numbers (`DatasetSplits`); undefined of classes. */
  readonly targetScales: readonly number[] | undefined
}

/**
 * Trains runs together from the same step to their ends, as `engine.ts` (the contract) says.
 *
 * @param firstStep finished updates of every member; the feeds stand there
 * @param onStep called with the finished updates of the members
 */
export async function trainMembers(
  shared: SharedTraining,
  members: readonly Member[],
  firstStep: number,
  context: Pick<CohortContext, 'onOutcome' | 'isCheckpointDue' | 'writeCheckpoint'>,
  onStep: (step: number) => void
): Promise<void> {
  const { model, feeds, training } = shared
  const { numStepsPerEpoch } = feeds
  const numSteps = training.epochs * numStepsPerEpoch
  let alive = members
  let step = firstStep

  const finish = (member: Member, status: RunOutcome['status']) => {
    alive = alive.filter((other) => other !== member)
    const { index, recorder, imageBlocks } = member
    context.onOutcome(index, { status, metrics: recorder.metrics(), ...(imageBlocks !== undefined && { imageBlocks }) })
  }

  // A checkpoint may stand between the last update of an epoch and its evaluation.
  let evaluated = members[0]?.recorder.numEpochs ?? 0
  while (alive.length > 0) {
    if (step === (evaluated + 1) * numStepsPerEpoch) {
      evaluated += 1
      await endEpoch(shared, alive, { step, numSteps }, (member, what) =>
        finish(member, { kind: 'diverged', step, what })
      )
      // An evaluation may end them all: parameters are finite, and the loss is not.
      if (step === numSteps || alive.length === 0) break
    }
    const left = numStepsPerEpoch - (step % numStepsPerEpoch)
    const feed = feeds.take(Math.min(left, model.stepsPerCall(alive.length), feeds.maxSteps))
    for (const { member, at, what } of await runChunk(shared, alive, feed)) {
      finish(member, { kind: 'diverged', step: step + at, what })
    }
    step += feed.numSteps
    onStep(step)
    if (context.isCheckpointDue()) for (const member of alive) writeCheckpoint(model, member, step, context)
  }
  for (const member of alive) finish(member, { kind: 'completed' })
}

interface Divergence {
  readonly member: Member
  /** Update of the chunk, from 1. */
  readonly at: number
  readonly what: string
}

/** Runs a chunk of steps on all members, and finds those that end in it. */
async function runChunk(shared: SharedTraining, members: readonly Member[], feed: StepFeed): Promise<Divergence[]> {
  const { model, splits } = shared
  const before = join(model, members)
  const scalars = members.map((member) => Array.from({ length: feed.numSteps }, () => member.scalars.next()))
  const rules = members.map(({ rule }) => rule)
  const { states, losses } = await runSteps(model, rules, before, scalars, feed, splits.train)
  const divergences: Divergence[] = []
  for (const [place, member] of members.entries()) {
    const own = Array.from({ length: feed.numSteps }, (_, step) => losses[step * members.length + place]!)
    const state = memberOf(states, place, members.length)
    if (own.every(Number.isFinite) && parametersAreFinite(model, state)) {
      for (const loss of own) member.lossSum += loss
      member.state = state
      continue
    }
    const start = memberOf(before, place, members.length)
    divergences.push({ member, ...(await dateDivergence(shared, member, start, scalars[place]!, feed)) })
  }
  return divergences
}

/**
 * Runs a member's chunk again, alone and step by step: a loss tells of parameters that broke one update earlier, and relu
 * can hide them for longer.
 */
async function dateDivergence(
  { model, splits }: SharedTraining,
  { rule }: Member,
  start: MemberState,
  scalars: Parameters<typeof runSteps>[3][number],
  feed: StepFeed
): Promise<Pick<Divergence, 'at' | 'what'>> {
  let state: MemberStates = start
  for (let step = 0; step < feed.numSteps; step++) {
    const result = await runSteps(model, [rule], state, [[scalars[step]!]], stepOf(feed, step), splits.train)
    const loss = result.losses[0]!
    if (!Number.isFinite(loss)) return { at: step + 1, what: `minibatch loss is ${loss}` }
    if (!parametersAreFinite(model, result.states)) return { at: step + 1, what: 'a parameter is not finite' }
    state = result.states
  }
  throw new Error('a chunk that diverged among others did not diverge alone')
}

async function endEpoch(
  { model, splits, feeds, targetScales }: SharedTraining,
  members: readonly Member[],
  count: UpdateCount,
  onDiverged: (member: Member, what: string) => void
): Promise<void> {
  const metrics = members.map((): Record<string, number> => ({}))
  const blocks = members.map((): Record<string, ImageBlocks> => ({}))
  const isLast = count.step === count.numSteps
  const states = join(model, members)
  for (const [name, images] of Object.entries(splits)) {
    if (images.count === 0) continue
    const tallies = members.map(({ record }) =>
      record === undefined || !isLast || name === 'train'
        ? null
        : new BlockTally(images.count, record.imageBlocks, targetScales === undefined)
    )
    const results = await evaluateMembers(model, states, members.length, images, tallies, targetScales)
    results.forEach((result, place) => {
      for (const [metric, value] of Object.entries(result)) metrics[place]![`${name}.${metric}`] = value
      const tally = tallies[place]!
      if (tally !== null) blocks[place]![name] = tally.blocks()
    })
  }
  members.forEach((member, place) => {
    const values = { ...metrics[place]!, 'train.runningLoss': member.lossSum / feeds.numStepsPerEpoch }
    member.lossSum = 0
    const broken = Object.entries(values).find(([, value]) => !Number.isFinite(value))
    if (broken !== undefined) {
      onDiverged(member, `${broken[0]} is ${broken[1]}`)
      return
    }
    const effectiveStep = effectiveStepOf(member.optimizer, count, slotsOfTensors(model, member), member.scalars)
    member.recorder.record(count.step / feeds.numStepsPerEpoch, { ...values, 'train.effectiveStep': effectiveStep })
    if (isLast && member.record !== undefined) member.imageBlocks = blocks[place]!
  })
}

/** What is kept of each tensor that the optimizer moves. */
function slotsOfTensors(model: CohortModel, { state }: Member): ((slot: Slot) => Float32Array)[] {
  const trained = model.compiledFor(1).states.filter(({ trained }) => trained)
  return trained.map(
    ({ name }) =>
      (slot) =>
        state.get(slotName(name, slot))!
  )
}

function join(model: CohortModel, members: readonly Member[]): MemberStates {
  const { states } = model.compiledFor(members.length)
  const slots = neededSlots(updateFeatures(members.map(({ rule }) => rule)))
  return joinStates(
    states,
    slots,
    members.map(({ state }) => state)
  )
}

function parametersAreFinite(model: CohortModel, state: MemberState): boolean {
  return model.compiledFor(1).states.every(({ name }) => isAllFinite(state.get(name)!))
}

function writeCheckpoint(
  model: CohortModel,
  { index, rule, state, lossSum, recorder }: Member,
  step: number,
  { writeCheckpoint }: Pick<CohortContext, 'writeCheckpoint'>
): void {
  const tensors = checkpointTensors(model.network, model.compiledFor(1).states, state, slotsOf(rule))
  writeCheckpoint(index, encodeTrainingState({ step, lossSum, metrics: recorder.metrics(), tensors }))
}

import { gridSettings } from '../../../src/claims/grid'
import type { Grid } from '../../../src/claims/types'
import { requireRunKind } from '../../../src/engine/requireRunKind'
import { chosenSettings } from '../../../src/judge/chosenSettings'
import type { Claim } from '../../../src/kinds'
import type { Choice } from '../../../src/load/choices'
import type { PlanContext } from '../../../src/plan/plan'
import type { Role } from '../../../src/plan/roles'
import type { ClaimPlan, Plan } from '../../../src/plan/types'
import type { ChoiceSettings, Variation } from '../../../src/report/sensitivity/types'
import type { ClassificationExperiment, ClassificationRunSpec } from '../../../src/runs/classification/types'
import type { RunSpec } from '../../../src/runs/runKinds'
import { measureStudy } from '../../../src/sensitivity/measureStudy'
import { planStudy, type StudyPlan } from '../../../src/sensitivity/planStudy'
import { requireComparison, type Study } from '../../../src/sensitivity/prepareStudy'
import { studyChoices } from '../../../src/sensitivity/studyChoices'
import { resolveVariations } from '../../../src/sensitivity/variations'
import type { RunRecord, RunResult } from '../../../src/store/types'
import { claim, classificationExperiment, LOWER, TFJS_IDENTITY } from '../../support/builders'

export const UNTUNED: Claim = claim({
  decision: { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 8, max: 8 } }
})
export const TUNED: Claim = {
  ...UNTUNED,
  hypothesis: { ...LOWER, tuning: { select: 'validation.loss', per: 'arm', seeds: 3 } }
}

/** A model with dropout between two Dense layers. */
export const WITH_DROPOUT: ClassificationExperiment<'classification'> = (() => {
  const plain = classificationExperiment()
  const [output] = plain.model.layers
  if (output?.class !== 'Dense') throw new Error('the toy has one Dense layer')
  const hidden = { ...output, units: 16, activation: 'relu' } as const
  return { ...plain, model: { layers: [hidden, { class: 'Dropout', rate: 0.5 }, output] } }
})()

interface StudyChoice {
  readonly claim?: Claim
  readonly experiment?: ClassificationExperiment
  readonly by?: readonly (Variation | 'all')[]
  readonly size?: number
  readonly choices?: readonly Choice[]
  readonly settings?: ChoiceSettings
}

/** A study as `prepareStudy` lays it out, without files. */
export function studyOf({
  claim = UNTUNED,
  experiment = classificationExperiment(),
  by = ['seed'],
  size = 5,
  choices = [],
  settings = claim.hypothesis === UNTUNED.hypothesis ? 'base' : 'retuned'
}: StudyChoice): Study {
  const topics = choices.map(({ topic }) => topic)
  const parts = resolveVariations(claim, experiment, by, size, topics)
  const comparison = requireComparison(claim)
  const { hypothesis } = comparison
  const numPairsOf = () => claim.decision.seeds.max
  const asked = choices.filter(({ topic }) => parts.topics.includes(topic))
  const all: Grid = experiment.grid
  const grid = Object.fromEntries(parts.axes.map((axis) => [axis, all[axis]!]))
  return {
    claim: comparison,
    hypothesis,
    experiment,
    parts,
    size,
    numPairs: claim.decision.seeds.max,
    settings: gridSettings(grid),
    numPairsPerCell: claim.decision.seeds.max,
    tuning: hypothesis.tuning ?? { select: 'validation.loss', per: 'arm', seeds: 3 },
    choices:
      asked.length === 0
        ? null
        : studyChoices(asked, { hypothesis, experiment, profile: 'quick', settings, numPairsOf }),
    numPairsAtStep: claim.decision.seeds.max,
    substitutions: [],
    missingData: null
  }
}

/** Gives a run's training loss; the validation loss is the same. */
export type Loss = (spec: ClassificationRunSpec) => number

export function isTreatment(spec: RunSpec): boolean {
  return 'optimizer' in spec && spec.optimizer.name === 'AMSGrad'
}

/** Selection, six trials of a step, and the pairs: more would be endless. */
const MAX_ROUNDS = 10

/** Plans and "runs" a study until nothing is left to do. */
export class FakeRuns {
  readonly results = new Map<string, RunResult>()
  readonly records = new Map<string, RunRecord>()
  readonly #loss: Loss
  readonly #step: Loss

  /** @param step gives a run's effective step, the same in every epoch */
  constructor(loss: Loss, step: Loss = ({ optimizer }) => optimizer.learningRate) {
    this.#loss = loss
    this.#step = step
  }

  context(firstSeed = 0): PlanContext {
    return {
      profile: 'quick',
      firstSeed,
      engineFor: () => TFJS_IDENTITY,
      datasetDigest: () => 'd'.repeat(64),
      isCached: (key) => this.results.has(key),
      chosenSettings: (plan) => chosen(plan, this.results)
    }
  }

  /** Ends every run of a plan, in the given order. */
  finish({ runs }: Plan, order: 'forwards' | 'backwards' = 'forwards'): void {
    for (const run of order === 'forwards' ? runs : [...runs].reverse()) {
      const { key } = run
      const spec = requireRunKind('fake', 'classification', run.spec)
      const value = this.#loss(spec)
      const series = { unit: 'epoch', at: [1], values: [value] } as const
      const status = Number.isFinite(value)
        ? ({ kind: 'completed' } as const)
        : ({ kind: 'diverged', step: 1, what: 'the loss' } as const)
      const steps = { unit: 'epoch', at: [1], values: [this.#step(spec)] } as const
      const metrics = { 'train.loss': series, 'validation.loss': series, 'train.effectiveStep': steps }
      const result: RunResult = { spec, status, metrics }
      this.results.set(key, result)
      const environment = {
        startedAt: '',
        wallTimeMs: 0,
        claimcheck: '',
        commit: null,
        node: '',
        platform: '',
        cpu: ''
      }
      this.records.set(key, { result, resultDigest: `digest of ${key}`, environment, checksum: '' })
    }
  }

  complete(study: Study, order: 'forwards' | 'backwards' = 'forwards', firstSeed = 0): StudyPlan {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const plan = this.plan(study, firstSeed)
      if (plan.isComplete && plan.plan.runs.every(({ cached }) => cached)) return plan
      this.finish(plan.plan, order)
    }
    throw new Error(`the study asks for runs after ${MAX_ROUNDS} rounds`)
  }

  plan(study: Study, firstSeed = 0): StudyPlan {
    return planStudy(study, this.context(firstSeed), this.results)
  }

  measure(study: Study, order: 'forwards' | 'backwards' = 'forwards', firstSeed = 0) {
    const plan = this.complete(study, order, firstSeed)
    const { results, records } = this
    return measureStudy({ study, plan, profile: 'quick', firstSeed, engine: TFJS_IDENTITY, results, records })
  }
}

function chosen(plan: ClaimPlan, results: ReadonlyMap<string, RunResult>) {
  const settings = chosenSettings(plan, results)
  return settings && new Map([...settings].map(([arm, { setting }]) => [arm, setting]))
}

/** Roles of one purpose. */
export function rolesOf(plan: ClaimPlan | null, purpose: Role['purpose']) {
  return plan!.roles.filter((role) => role.purpose === purpose)
}

const TOY = classificationExperiment({ profiles: { quick: { departure: 'shorter', epochs: 1 } } })
const withBatches = (batchSize: number): ClassificationExperiment => ({
  ...TOY,
  training: { ...TOY.training, batchSize }
})

/** Two topics, three options. */
export const CHOICES: readonly Choice[] = [
  {
    topic: 'loss function',
    assumption: null,
    base: 'categorical',
    options: [
      {
        name: 'binary',
        set: { '/loss': 'binary_crossentropy' },
        experiment: { ...TOY, loss: { name: 'binary_crossentropy', reduction: 'mean' } }
      }
    ]
  },
  {
    topic: 'batch size',
    assumption: null,
    base: '128',
    options: [
      { name: '64', set: { '/training/batchSize': 64 }, experiment: withBatches(64) },
      { name: '256', set: { '/training/batchSize': 256 }, experiment: withBatches(256) }
    ]
  }
]

/** What the choices are options of. */
export const WITH_CHOICES: ClassificationExperiment = { ...TOY, training: { ...TOY.training, epochs: 1 } }

/** The batch size of a run. */
export function batchSizeOf(spec: RunSpec): number {
  return spec.kind === 'classification' ? spec.training.batchSize : Number.NaN
}

/** Whether a run trains on the binary loss. */
export function isBinary(spec: RunSpec): boolean {
  return spec.kind === 'classification' && spec.loss.name === 'binary_crossentropy'
}

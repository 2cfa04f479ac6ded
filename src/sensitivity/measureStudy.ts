import { collectEvidence } from '../evidence/evidence'
import type { PairedEvidence } from '../evidence/types'
import type { ClaimPlan, EngineIdentity } from '../plan/types'
import type {
  BestOfKSensitivity,
  MapSensitivity,
  MeasuredSensitivity,
  PairsSensitivity,
  ReportedJudgement,
  SquareSensitivity,
  TunedSensitivity
} from '../report/sensitivity/types'
import type { ProfileName } from '../spec/types'
import { expectedBestU, expectedBestV } from '../stats/bestOfK'
import { latinSquare } from '../stats/latinSquare'
import type { RunRecord, RunResult } from '../store/types'
import { bothTrained, countFailures } from '../verdict/failures'
import { judgeFamily } from '../verdict/judgeFamily'
import { epsilonOf, pairEffect } from '../verdict/pairEffect'
import { varianceReport } from '../verdict/varianceReport'
import type { StudyPlan } from './planStudy'
import type { Study } from './prepareStudy'
import { streamsOf } from './seedDesigns'
import { armScale, type ScaledPair, scaledPairs, seedsOf, spreadOf } from './spread'

const LEVEL = 0.95

export interface Finished {
  readonly study: Study
  readonly plan: StudyPlan
  readonly profile: ProfileName
  readonly firstSeed: number
  readonly engine: EngineIdentity
  readonly results: ReadonlyMap<string, RunResult>
  readonly records: ReadonlyMap<string, RunRecord>
}

type Measured = Pick<
  MeasuredSensitivity,
  'outcome' | 'engine' | 'scale' | 'settings' | 'runs' | 'pairs' | 'square' | 'streams' | 'map' | 'tuned' | 'bestOfK'
>

/** Measures a study whose runs have all finished. A pure function of the records, taken in the order of the designs. */
export function measureStudy(finished: Finished): Measured {
  const { study, plan, engine, records } = finished
  const { parts } = study
  const keys = [...new Set(plan.plan.runs.map(({ key }) => key))].sort()
  const anyPlan = plan.own ?? plan.map[0]!.plan
  const anyEvidence = pairedEvidence(anyPlan, finished)
  return {
    outcome: 'measured',
    engine,
    scale: anyEvidence.transform,
    settings: settingsOf(plan, anyEvidence),
    runs: keys.map((key) => ({ key, resultDigest: records.get(key)!.resultDigest })),
    pairs: plan.own !== null && parts.seeds ? measurePairs(plan.own, finished) : null,
    square: plan.square === null ? null : measureSquare(plan.square, finished),
    streams: plan.streams.map(({ stream, plan: design }) => ({ stream, spread: spread(design, finished) })),
    map: plan.map.length === 0 ? null : measureMap(finished),
    tuned: plan.tuned === null ? null : measureTuned(plan.tuned, finished),
    bestOfK: plan.tuned === null ? null : measureBestOfK(plan.tuned, finished)
  }
}

/** Where only a map was made no arm has one setting. */
function settingsOf({ own }: StudyPlan, { control, treatment }: PairedEvidence): MeasuredSensitivity['settings'] {
  if (own !== null) return { control, treatment }
  const asItStands = { setting: {}, selection: null }
  return { control: { arm: control.arm, ...asItStands }, treatment: { arm: treatment.arm, ...asItStands } }
}

function pairedEvidence(plan: ClaimPlan, { results }: Finished): PairedEvidence {
  const evidence = collectEvidence(plan, results)
  if (evidence?.kind !== 'paired') throw new TypeError(`${plan.claim.id} has no paired evidence`)
  return evidence
}

function scaled(plan: ClaimPlan, evidence: PairedEvidence, { study }: Finished): (ScaledPair | null)[] {
  const { claim, hypothesis } = study
  const scale = armScale(evidence, epsilonOf(hypothesis.margin))
  return scaledPairs(evidence, plan.roles, scale, pairEffect(claim, hypothesis))
}

function spread(plan: ClaimPlan, finished: Finished) {
  const evidence = pairedEvidence(plan, finished)
  return spreadOf(evidence, scaled(plan, evidence, finished))
}

function measurePairs(plan: ClaimPlan, finished: Finished): PairsSensitivity {
  const trained = pairedEvidence(plan, finished).pairs.filter(bothTrained)
  return { spread: spread(plan, finished), variance: varianceReport(trained) }
}

function measureSquare(plan: ClaimPlan, finished: Finished): SquareSensitivity {
  const { size } = finished.study
  const evidence = pairedEvidence(plan, finished)
  const pairs = scaled(plan, evidence, finished)
  const rows = <Item>(items: readonly Item[]) =>
    Array.from({ length: size }, (_, i) => items.slice(i * size, (i + 1) * size))
  const hasDropout = streamsOf(finished.study.experiment).includes('dropout')
  const factors = hasDropout ? (['init', 'order', 'dropout'] as const) : (['init', 'order'] as const)
  const complete = pairs.every((pair) => pair !== null) ? pairs : null
  const analyse = (value: (pair: ScaledPair) => number) => latinSquare(rows(complete!.map(value)), factors, LEVEL)
  return {
    size,
    hasDropout,
    failures: countFailures(evidence.pairs),
    cells: rows(
      evidence.pairs.map((pair, index) => ({ seeds: seedsOf(pair, plan.roles), effect: pairs[index]?.effect ?? null }))
    ),
    analysis:
      complete === null
        ? null
        : {
            effect: analyse(({ effect }) => effect),
            control: analyse(({ control }) => control),
            treatment: analyse(({ treatment }) => treatment)
          }
  }
}

function measureMap(finished: Finished): MapSensitivity {
  const { study, plan } = finished
  const judgements = judgeTogether(
    plan.map.map((cell) => cell.plan),
    study.numPairsPerCell,
    finished
  )
  return {
    axes: study.parts.axes,
    numPairs: study.numPairsPerCell,
    cells: plan.map.map(({ setting }, index) => ({ setting, judgement: judgements[index]! }))
  }
}

function measureTuned(plan: ClaimPlan, finished: Finished): TunedSensitivity {
  const { tuning, hypothesis, numPairs } = finished.study
  const [judgement] = judgeTogether([plan], numPairs, finished)
  return { tuning, ownTuning: hypothesis.tuning !== null, numPairs, judgement: judgement! }
}

/** Judges some designs as a family of their own: Holm among them, and nothing of it is registered. */
function judgeTogether(plans: readonly ClaimPlan[], numPairs: number, finished: Finished): ReportedJudgement[] {
  const { study, profile, firstSeed } = finished
  const members = plans.map((plan) => ({
    claim: plan.claim,
    evidence: pairedEvidence(plan, finished),
    seeds: { min: numPairs, max: numPairs }
  }))
  const experiments = new Map([[study.experiment.id, study.experiment]])
  return judgeFamily(members, { profile, experiments, firstSeed }).map(
    ({ claim: _claim, profile: _profile, ...rest }) => rest
  )
}

function measureBestOfK(plan: ClaimPlan, finished: Finished): BestOfKSensitivity {
  const { control, treatment } = pairedEvidence(plan, finished)
  return {
    metric: finished.study.tuning.select,
    arms: [control, treatment].map(({ arm, selection }) => {
      const losses = selection!.candidates.map((candidate) => candidate.mean ?? Number.POSITIVE_INFINITY)
      const counts = losses.map((_, index) => index + 1)
      return {
        arm,
        losses,
        withReplacement: counts.map((k) => expectedBestV(losses, k)),
        withoutReplacement: counts.map((k) => expectedBestU(losses, k))
      }
    })
  }
}

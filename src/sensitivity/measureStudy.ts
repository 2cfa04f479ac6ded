import { collectEvidence } from '../judge/collectEvidence'
import { bothTrained, countFailures } from '../kinds/comparison/failures'
import { asPaired } from '../kinds/comparison/isPaired'
import { epsilonOf, pairEffect } from '../kinds/comparison/pairEffect'
import type { PairedEvidence } from '../kinds/comparison/types'
import { varianceReport } from '../kinds/comparison/varianceReport'
import type {
  BestOfKSensitivity,
  MapSensitivity,
  MeasuredSensitivity,
  PairsSensitivity,
  SquareSensitivity,
  TunedSensitivity
} from '../report/sensitivity/types'
import { runKindOf } from '../runs/runKinds'
import { expectedBestU, expectedBestV } from '../stats/bestOfK'
import { latinSquare } from '../stats/latinSquare'
import type { ComparisonPlan } from './derivedClaim'
import { type Finished, judgeTogether } from './finished'
import { measureChoices } from './measureChoices'
import { measureEffectiveStep } from './measureEffectiveStep'
import type { StudyPlan } from './planStudy'
import { armScale, type ScaledPair, scaledPairs, seedsOf, spreadOf } from './spread'

const LEVEL = 0.95

type Measured = Pick<
  MeasuredSensitivity,
  | 'outcome'
  | 'engine'
  | 'scale'
  | 'settings'
  | 'runs'
  | 'pairs'
  | 'square'
  | 'streams'
  | 'map'
  | 'tuned'
  | 'bestOfK'
  | 'choices'
  | 'effectiveStep'
>

/** Measures a study whose runs have all finished. A pure function of the records, taken in the order of the designs. */
export function measureStudy(finished: Finished): Measured {
  const { study, plan, engine, records } = finished
  const { parts } = study
  const keys = [...new Set(plan.plan.runs.map(({ key }) => key))].sort()
  const anyPlan = plan.own ?? plan.map[0]!.plan
  const anyEvidence = asPaired(collectEvidence(anyPlan, finished.results))
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
    bestOfK: plan.tuned === null ? null : measureBestOfK(plan.tuned, finished),
    choices: plan.choices === null ? null : measureChoices(plan.choices, finished),
    effectiveStep: plan.effectiveStep === null ? null : measureEffectiveStep(plan.effectiveStep, finished)
  }
}

/** Where only a map was made no arm has one setting. */
function settingsOf({ own }: StudyPlan, { control, treatment }: PairedEvidence): MeasuredSensitivity['settings'] {
  if (own !== null) return { control, treatment }
  const asItStands = { setting: {}, selection: null }
  return { control: { arm: control.arm, ...asItStands }, treatment: { arm: treatment.arm, ...asItStands } }
}

function scaled(plan: ComparisonPlan, evidence: PairedEvidence, { study }: Finished): (ScaledPair | null)[] {
  const { claim, hypothesis } = study
  const scale = armScale(evidence, epsilonOf(hypothesis.margin))
  return scaledPairs(evidence, plan.roles, scale, pairEffect(claim, hypothesis))
}

function spread(plan: ComparisonPlan, finished: Finished) {
  const evidence = asPaired(collectEvidence(plan, finished.results))
  return spreadOf(evidence, scaled(plan, evidence, finished))
}

function measurePairs(plan: ComparisonPlan, finished: Finished): PairsSensitivity {
  const trained = asPaired(collectEvidence(plan, finished.results)).pairs.filter(bothTrained)
  return { spread: spread(plan, finished), variance: varianceReport(trained) }
}

function measureSquare(plan: ComparisonPlan, finished: Finished): SquareSensitivity {
  const { size } = finished.study
  const evidence = asPaired(collectEvidence(plan, finished.results))
  const pairs = scaled(plan, evidence, finished)
  const rows = <Item>(items: readonly Item[]) =>
    Array.from({ length: size }, (_, i) => items.slice(i * size, (i + 1) * size))
  const hasDropout = runKindOf(finished.study.experiment).streams(finished.study.experiment).includes('dropout')
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

function measureTuned(plan: ComparisonPlan, finished: Finished): TunedSensitivity {
  const { tuning, hypothesis, numPairs } = finished.study
  const [judgement] = judgeTogether([plan], numPairs, finished)
  return { tuning, ownTuning: hypothesis.tuning !== null, numPairs, judgement: judgement! }
}

function measureBestOfK(plan: ComparisonPlan, finished: Finished): BestOfKSensitivity {
  const { control, treatment } = asPaired(collectEvidence(plan, finished.results))
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

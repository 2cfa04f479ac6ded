import type { DatasetLookup } from '../../claims/datasets'
import { arrayAt, idOfPlace, isObject, objectAt, type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { type LintProblem, listOf, oneOf, type ProblemText, problemAt } from '../../claims/lintProblem'
import { PROFILE_NAMES } from '../../claims/types'
import { applyProfile } from '../../runs/profiles'
import { readExperiment } from '../../runs/readExperiment'
import { type Experiment, isRunKind, metricFacts, runKindOf } from '../../runs/runKinds'
import type { MetricFacts } from '../../runs/types'
import type { FitCheck } from '../kind'

/** At which point of a run a claim looks: its metrics have values there, and a test set chooses nothing. */
export const checkPoint: FitCheck = (claim, experiment, factsOf) =>
  (['at', 'controlAt'] as const).flatMap((key) => checkPointOf(key, claim, experiment, factsOf))

type PointKey = 'at' | 'controlAt'

function checkPointOf(
  key: PointKey,
  claim: SpecDocument,
  experiment: SpecDocument,
  factsOf: DatasetLookup
): LintProblem[] {
  const at = valueAt(claim, ['hypothesis', key])
  const metric = stringAt(claim, 'hypothesis', 'metric')
  const kind = isObject(experiment.value) ? experiment.value.kind : undefined
  if (at === undefined || at === 'final' || metric === undefined || !isRunKind(kind)) return []
  const metrics = metricFacts(experiment)
  const facts = metrics[metric]
  // Another check says that there is no such metric.
  if (facts === undefined) return []
  if (facts.unit === null) {
    return [
      problemOf(key, claim, {
        message: `${metric} has one value a run, so there is no point to choose`,
        expected: '"final", or a metric with a "unit": epoch or step',
        remedy: `leave "${key}" out, or say in the experiment what the places of the metric count`
      })
    ]
  }
  if (isObject(at) && Object.keys(at).length > 1) {
    return [
      problemOf(key, claim, {
        message: 'one point of a run at a time',
        expected: `one of ${listOf(Object.keys(at))}`,
        remedy: 'keep one of them'
      })
    ]
  }
  if (at === 'best') return checkBest(key, claim, metric, facts)
  if (!isObject(at)) return []
  if (typeof at.bestBy === 'string') return checkBestBy(key, claim, at.bestBy, metrics)
  const ofUnit = checkUnit(key, claim, at, metric, facts.unit)
  return ofUnit.length > 0 ? ofUnit : checkEnd(key, claim, experiment, at, factsOf)
}

/** The best value of a metric needs a direction; that of test data is chosen by what judges. */
function checkBest(
  key: PointKey,
  claim: SpecDocument,
  metric: string,
  { better }: MetricFacts,
  ...path: string[]
): LintProblem[] {
  if (better === null) {
    return [
      problemOf(key, claim, {
        message: `nothing says which values of ${metric} are better`,
        expected: 'a metric with "better": "lower" or "higher" in the experiment',
        remedy: 'add it to the metric'
      })
    ]
  }
  if (!/(^|[^a-z])test/i.test(metric)) return []
  return [
    problemAt(claim, ['hypothesis', key, ...path], {
      severity: 'warning',
      message: 'the best value on test data is chosen by what judges',
      expected: '{"bestBy": "validation.loss"}, or another point that needs no test data',
      remedy: 'choose the point by validation data; the best of a curve flatters the arm that varies more'
    })
  ]
}

function checkBestBy(
  key: PointKey,
  claim: SpecDocument,
  by: string,
  metrics: Readonly<Record<string, MetricFacts>>
): LintProblem[] {
  const facts = metrics[by]
  if (facts !== undefined && facts.unit !== null) return checkBest(key, claim, by, facts, 'bestBy')
  const known = Object.keys(metrics).filter((name) => metrics[name]!.unit !== null && metrics[name]!.better !== null)
  return [
    problemAt(claim, ['hypothesis', key, 'bestBy'], {
      message: `no metric ${JSON.stringify(by)} has a curve in this experiment`,
      expected: oneOf(known, 'a metric with "unit" and "better" in the experiment'),
      remedy: 'name one of them'
    })
  ]
}

function checkUnit(
  key: PointKey,
  claim: SpecDocument,
  at: Readonly<Record<string, unknown>>,
  metric: string,
  unit: 'epoch' | 'step'
): LintProblem[] {
  const other = unit === 'epoch' ? 'step' : 'epoch'
  if (at[other] === undefined) return []
  return [
    problemOf(key, claim, {
      message: `the places of ${metric} are ${unit}s`,
      expected: `{"${unit}": n}`,
      remedy: `say at which ${unit}`
    })
  ]
}

/** The runs of every arm that the claim speaks of have to get there, at every profile at which it is judged. */
const EPOCHS = '/training/epochs'

function checkEnd(
  key: PointKey,
  claim: SpecDocument,
  document: SpecDocument,
  at: Readonly<Record<string, unknown>>,
  factsOf: DatasetLookup
): LintProblem[] {
  const place = [at.last, at.epoch, at.step].find((value) => typeof value === 'number')
  const experiment = readExperiment(document, factsOf)
  if (typeof place !== 'number' || experiment === null) return []
  // How often a program evaluates is its own affair.
  if (at.last !== undefined && experiment.kind === 'program') return []
  const judged = arrayAt(claim, 'profiles')
  const usesGrid = ['tuning', 'axis', 'tasks'].some((key) => isStated(valueAt(claim, ['hypothesis', key])))
  const arms = armsIn(claim).filter((arm) => Object.hasOwn(experiment.arms, arm))
  const ends = PROFILE_NAMES.filter((profile) => judged === undefined || judged.includes(profile)).flatMap(
    (profile) => {
      const whole = applyProfile(experiment, profile)
      const longest = usesGrid ? shortestOfGrid(whole) : Number.POSITIVE_INFINITY
      const lengths = lengthsOf(whole, arms).map((length) => Math.min(length, longest))
      const short = arms.filter((_, index) => lengths[index]! < place)
      if (short.length === 0) return []
      const whose = short.length === arms.length ? 'a run' : `a run of ${listOf(short)}`
      return [{ profile, whose, length: Math.min(...lengths) }]
    }
  )
  const places = new Map(ends.map((end) => [`${end.whose} ${end.length}`, end]))
  return [...places.values()].map(({ whose, length }) => {
    const profiles = ends.filter((end) => end.whose === whose && end.length === length).map(({ profile }) => profile)
    return problemOf(key, claim, {
      message: `${whose} ends before that (profile ${profiles.join(', ')})`,
      expected: `<= ${length}, as experiments/${idOfPlace(document)}.json has it`,
      remedy: 'look earlier, lengthen the run, or name the "profiles" at which the claim is judged'
    })
  })
}

/** In the unit of their metrics; infinite where nothing says it, as a program need not. */
function lengthsOf(experiment: Experiment, arms: readonly string[]): number[] {
  const { ofArm, length } = runKindOf(experiment)
  if (experiment.kind === 'program' && experiment.length === null) return arms.map(() => Number.POSITIVE_INFINITY)
  return arms.map((arm) => length(ofArm?.(experiment, arm) ?? experiment).tau)
}

const isStated = (value: unknown) => value !== undefined && value !== null

/** The shortest run of a grid whose settings have numbers of epochs of their own; of others infinite. */
function shortestOfGrid(experiment: Experiment): number {
  const epochs = Object.hasOwn(runKindOf(experiment).grid(experiment), EPOCHS)
    ? runKindOf(experiment).grid(experiment)[EPOCHS]
    : undefined
  return Math.min(Number.POSITIVE_INFINITY, ...(epochs ?? []).filter((value) => typeof value === 'number'))
}

/** The arms that a claim's file names, whatever its kind. */
function armsIn(claim: SpecDocument): string[] {
  const hypothesis = objectAt(claim, 'hypothesis') ?? {}
  const levels = (arrayAt(claim, 'hypothesis', 'levels') ?? []).filter(isObject)
  const named = [hypothesis, ...levels].flatMap(({ treatment, control, arm, distanceTo }) => [
    treatment,
    control,
    arm,
    distanceTo
  ])
  const all = [...named, ...(arrayAt(claim, 'hypothesis', 'others') ?? [])]
  return [...new Set(all.filter((name) => typeof name === 'string'))]
}

function problemOf(key: PointKey, claim: SpecDocument, text: ProblemText): LintProblem {
  return problemAt(claim, ['hypothesis', key], text)
}

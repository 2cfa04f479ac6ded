import { isDecision } from '../../claims/outcomes'
import type { ClaimWith } from '../../claims/types'
import type { Interval } from '../../stats/interval'
import { minPairs } from '../../stats/minPairs'
import { MIN_EVALUABLE_PAIRS, notEvaluable, primaryTest, TURNED } from '../comparison/comparisonVerdict'
import { turnedSample } from '../comparison/notWorse'
import { deltaOf, type PairEffect, pairEffect } from '../comparison/pairEffect'
import type { LowerRefuted, PairedVerdict } from '../comparison/types'
import type { Judgeable, KindTypes, SeedPlan } from '../judged'
import { countSettings, eachSetting, mapWarnings, scatterNotes, shortSettings } from '../lower-at-majority/judge'
import { majorityOf } from '../lower-at-majority/majority'
import { type SettingSample, settingsPs, settingsVerdict } from '../lower-at-majority/settingsVerdict'
import type { SettingAnalysis } from '../lower-at-majority/types'
import { allReasons, otherNumberOfSeeds } from '../shared/judgeable'
import { once } from '../shared/remembered'
import { requireFixed } from '../shared/requireFixed'
import { type Average, averageOf, averageVerdict } from './average'
import { evidenceOfParts, taskHypothesis } from './evidence'
import { secondaryOf } from './secondary'
import type { AverageAnalysis, TasksAnalysis, TasksEvidence, TasksHypothesis, TasksTypes, TasksVerdict } from './types'

/** With fewer tasks an average is hardly known, and a majority takes all or nearly all of them. */
export const FEW_TASKS = 5

/**
 * Prepares a claim over tasks for its family: one hypothesis with one p. At a majority it is the partial conjunction of
 * `lower-at-majority`, over tasks instead of settings; on average the mean of random effects. Whichever decides is stated
 * in the claim; the other one stands beside it.
 *
 * @param parts the claims that are its tasks, where it names some
 * @throws InputError where seeds would be added, or a part is no comparison on a fixed number of them
 */
export function judgeTasks(
  claim: ClaimWith<TasksHypothesis>,
  collected: TasksEvidence,
  seeds: SeedPlan,
  parts: readonly Judgeable<KindTypes>[]
): Judgeable<TasksTypes> {
  requireFixed(claim)
  const { hypothesis } = claim
  const evidence = parts.length === 0 ? collected : evidenceOfParts(claim, parts)
  const { tasks } = evidence
  const effectOf = taskEffects(claim)
  // What is normalised has no bounds that bets could rest on.
  const metric = hypothesis.scores === undefined ? hypothesis.metric : `normalised ${hypothesis.metric}`
  const rated = { metric, margin: hypothesis.margin, better: hypothesis.better }
  const samples = tasks.map(({ name, pairs }) => turnedSample(rated, pairs.pairs, effectOf(name)))
  const average = averageOf(hypothesis, evidence, samples)
  // The exact tests of every task are dear, and an average does not ask for them.
  const psOfTasks = once(() => settingsPs(samples))
  const isAverage = hypothesis.decides === 'average'
  const verdictAt = (alpha: number): TasksVerdict =>
    isAverage ? averageVerdict(average, whyNoAverage(samples), alpha) : settingsVerdict(samples, alpha).verdict
  const p = isAverage ? averageP(average) : majorityP(psOfTasks())
  const numPairs = Math.max(...tasks.map(({ pairs }) => pairs.pairs.length))
  const minimum = (alpha: number) => (isAverage ? MIN_EVALUABLE_PAIRS : minPairs(alpha / majorityOf(tasks.length)))
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => isDecision(verdictAt(alpha)),
    verdict: verdictAt,
    judge: (alpha) => {
      const verdict = verdictAt(alpha)
      const ps = psOfTasks()
      const { lower, notLower, opposite, lowerAtAll } = settingsVerdict(samples, alpha)
      const cells = tasks.map(({ pairs }) => pairs)
      const alone = eachSetting(cells, samples, alpha)
      const statements = {
        lower: { ...lower, p: ps?.lower ?? null },
        notLower: { ...notLower, p: ps?.notLower ?? null }
      }
      const needed = minimum(alpha)
      const analysis: TasksAnalysis = {
        kind: 'tasks',
        numTasks: tasks.length,
        numPairs,
        minPairs: needed,
        delta: deltaOf(hypothesis.margin),
        better: statements.lower,
        notBetter: statements.notLower,
        opposite: { ...opposite, p: ps?.opposite ?? null },
        betterAtAll: { ...lowerAtAll, p: ps?.lowerAtAll ?? null },
        average: average === null ? null : averageAnalysis(average, hypothesis, alpha),
        secondary: secondaryOf(hypothesis, evidence, effectOf),
        counts: countSettings(alone),
        tasks: alone.map((each, index) => ({ name: tasks[index]!.name, ...inOwnDirection(each, hypothesis) })),
        warnings: [
          ...(tasks.length < FEW_TASKS
            ? [`${tasks.length} tasks are few: what holds on them says little of others`]
            : []),
          ...mapWarnings({ ...taskHypothesis(hypothesis), kind: 'lower' }, cells, (_, index) => tasks[index]!.name),
          ...(isAverage ? leftOutWarnings(evidence, samples) : []),
          ...tunedWarnings(evidence),
          ...scatterNotes(samples)
        ]
      }
      const short = isAverage ? [] : shortSettings({ settings: alone, minPairs: needed, ...statements }, verdict)
      const provisionalWhy = allReasons(
        ...(parts.length === 0
          ? [otherNumberOfSeeds(numPairs, seeds.max)]
          : parts.map(whyProvisional(hypothesis, alpha))),
        short.length === 0
          ? null
          : `the exact test can decide a task from ${needed} pairs on, and at ${short.length} of ${tasks.length} fewer trained in both arms`
      )
      return { verdict, analysis, p, provisionalWhy, open: false }
    }
  }
}

/** What is provisional of a task is so of what is made of it. */
function whyProvisional({ claims = [] }: TasksHypothesis, alpha: number) {
  return (part: Judgeable<KindTypes>, index: number): string | null => {
    const { provisionalWhy } = part.judge(alpha)
    return provisionalWhy === null ? null : `${claims[index]}: ${provisionalWhy}`
  }
}

/** How a pair of a task becomes a number: as its claim compares it, or on the scale of the task's scores. */
function taskEffects(claim: ClaimWith<TasksHypothesis>): (task: string) => PairEffect {
  const { scores = {} } = claim.hypothesis
  const effect = pairEffect(claim, taskHypothesis(claim.hypothesis))
  return (task) => {
    const range = Object.hasOwn(scores, task) ? scores[task] : undefined
    if (range === undefined) return effect
    const [low, high] = range
    return (control, treatment) => effect(control, treatment) / (high - low)
  }
}

function majorityP(ps: ReturnType<typeof settingsPs>): number | null {
  return ps === null ? null : Math.min(ps.lower, ps.notLower, ps.opposite)
}

function averageP(average: Average | null): number | null {
  return average === null ? null : (primaryTest(average.sample)?.p ?? null)
}

/** Too few tasks can be judged: by what most of the others lack, where none can. */
function whyNoAverage(samples: readonly SettingSample[]): TasksVerdict {
  const NONE = { outcome: 'not-evaluable' } as const
  const reasons = samples.map((sample) => (sample === null ? 'no-logarithm' : (notEvaluable(sample)?.subtype ?? null)))
  const [first] = reasons
  const isCommon = first !== undefined && first !== null && reasons.every((reason) => reason === first)
  if (!isCommon || first === 'too-many-censored') return { ...NONE, subtype: 'too-few-tasks' }
  return { ...NONE, subtype: first }
}

/** From "lower is better" to b against a, as the metric goes. */
const sign = ({ better }: TasksHypothesis) => (better === 'lower' ? 1 : -1)

function turned({ lower, upper, level }: Interval, by: 1 | -1): Interval {
  return by === 1 ? { lower, upper, level } : { lower: -upper, upper: -lower, level }
}

function averageAnalysis(
  { random, effects, sample }: Average,
  hypothesis: TasksHypothesis,
  alpha: number
): AverageAnalysis {
  const by = sign(hypothesis)
  const test = primaryTest(sample)
  return {
    numTasks: effects.length,
    mean: by * random.mean,
    tau: random.tau,
    interval: turned(random.interval(1 - alpha), by),
    prediction: turned(random.prediction(1 - alpha), by),
    p: test?.p ?? 1,
    pSkew: test?.pSkew ?? 1
  }
}

function inOwnDirection(each: SettingAnalysis, hypothesis: TasksHypothesis): SettingAnalysis {
  const by = sign(hypothesis)
  if (by === 1) return each
  const { theta, interval, verdict } = each
  return {
    ...each,
    theta: theta === null ? null : -theta,
    interval: interval === null ? null : turned(interval, by),
    verdict: named(verdict)
  }
}

function named(verdict: PairedVerdict): PairedVerdict {
  if (verdict.outcome !== 'refuted') return verdict
  return { outcome: 'refuted', subtype: TURNED[verdict.subtype as LowerRefuted] }
}

function tunedWarnings({ tasks }: TasksEvidence): string[] {
  const tuned = tasks.filter(({ pairs }) => pairs.control.selection !== null || pairs.treatment.selection !== null)
  return tuned.length === 0
    ? []
    : [`at ${tuned.map(({ name }) => name).join(' and at ')}: the chosen settings are taken as they are`]
}

/** An average is over the tasks that can be judged. */
function leftOutWarnings({ tasks }: TasksEvidence, samples: readonly SettingSample[]): string[] {
  const names = tasks.flatMap(({ name }, index) => {
    const sample = samples[index] ?? null
    return sample === null || notEvaluable(sample) !== null ? [name] : []
  })
  return names.length === 0 ? [] : [`the average leaves out ${names.join(', ')}: too few runs trained, or no logarithm`]
}

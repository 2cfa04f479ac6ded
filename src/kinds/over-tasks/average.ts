import { mean, sampleStandardDeviation } from '../../stats/describe'
import { studentTTwoSidedP } from '../../stats/distributions'
import { type RandomEffects, randomEffects, type StudyEffect } from '../../stats/randomEffects'
import { skewness } from '../../stats/skewness'
import { skewRobustPOfT } from '../../stats/skewRobustP'
import { type ComparisonSample, comparisonVerdict, notEvaluable } from '../comparison/comparisonVerdict'
import { failureMarginOf, guardFailures } from '../comparison/failures'
import type { LocationTest } from '../comparison/locationTest'
import { deltaOf } from '../comparison/pairEffect'
import { guardSpread, withoutSpread } from '../comparison/spreadGuard'
import type { SettingSample } from '../lower-at-majority/settingsVerdict'
import type { TasksEvidence, TasksHypothesis, TasksVerdict } from './types'

/** Two tasks cannot say how tasks vary. */
const MIN_TASKS = 3

/** The mean over tasks, in the direction in which lower is better. */
export interface Average {
  readonly effects: readonly StudyEffect[]
  readonly random: RandomEffects
  readonly sample: ComparisonSample
}

/**
 * The mean effect over tasks like these: random effects, each task's mean with its standard error, by Hartung, Knapp, Sidik
 * and Jonkman. It takes true effects as independent draws from one normal distribution, so that it speaks of tasks that were
 * not run; few tasks make it wide. That their skewness is allowed for has to agree, as of pairs.
 *
 * @param samples of `turnedSample`, a task each
 * @returns null with fewer than 3 tasks that can be judged
 */
export function averageOf(
  { margin }: Pick<TasksHypothesis, 'margin'>,
  { tasks }: TasksEvidence,
  samples: readonly SettingSample[]
): Average | null {
  const effects = samples.flatMap((sample): StudyEffect[] => {
    if (sample === null || notEvaluable(sample) !== null) return []
    const { values } = sample.location
    return [{ effect: mean(values), standardError: sampleStandardDeviation(values) / Math.sqrt(values.length) }]
  })
  if (effects.length < MIN_TASKS) return null
  const random = randomEffects(effects)
  const pairs = tasks.flatMap((task) => task.pairs.pairs)
  const guard = guardFailures(pairs, failureMarginOf(margin))
  // A task that cannot be judged is not in the mean: an arm that failed there would be favoured by its absence.
  const lost = samples.find((one) => one !== null && notEvaluable(one) !== null && one.failures.failsMore !== null)
    ?.failures.failsMore
  const own = locationOf(
    random,
    effects.map(({ effect }) => effect)
  )
  // A task whose pairs are equal has a standard error of nothing, and would take all the weight.
  const tied = samples.find((one) => one !== null && notEvaluable(one) === null && one.location.tied !== undefined)
    ?.location.tied
  const sample: ComparisonSample = {
    kind: 'lower',
    delta: deltaOf(margin),
    failures: { ...guard, failsMore: guard.failsMore ?? lost ?? null },
    censoredPairs: 0,
    location: tied === undefined ? guardSpread(own, false) : withoutSpread(own, tied)
  }
  return { effects, random, sample }
}

function locationOf({ interval, t, p }: RandomEffects, effects: readonly number[]): LocationTest {
  const g1 = skewness(effects)
  const df = effects.length - 1
  const pSkew = (reference: number) =>
    skewRobustPOfT(t(reference), g1, effects.length, (statistic) => studentTTwoSidedP(statistic, df))
  return {
    values: effects,
    interval: (alpha) => interval(1 - alpha),
    side: (reference, alpha) => {
      const { lower, upper } = interval(1 - alpha)
      if (lower <= reference && reference <= upper) return 'open'
      if (pSkew(reference) > alpha) return 'skewed'
      return upper < reference ? 'below' : 'above'
    },
    test: (reference) => {
      const own = { pT: p(reference), pFlip: null, pSkew: pSkew(reference) }
      return { ...own, p: Math.max(own.pT, own.pSkew) }
    }
  }
}

/** @param whyNone what keeps an average from being taken */
export function averageVerdict(average: Average | null, whyNone: TasksVerdict, alpha: number): TasksVerdict {
  if (average === null) return whyNone
  const verdict = comparisonVerdict(average.sample, alpha)
  switch (verdict.outcome) {
    case 'reproduced':
    case 'below-margin':
      return verdict
    case 'refuted':
      return { outcome: 'refuted', subtype: REFUTED[verdict.subtype as keyof typeof REFUTED] }
    case 'inconclusive': {
      const known = GUARDS.find((guard) => guard === verdict.subtype)
      return { outcome: 'inconclusive', subtype: known ?? null }
    }
    case 'not-evaluable':
      return { outcome: 'not-evaluable', subtype: 'too-many-failures' }
    default:
      return verdict satisfies never
  }
}

const GUARDS = ['failures', 'no-spread', 'skew'] as const

/** Lower is better. */
const REFUTED = {
  opposite: 'opposite',
  'higher-by-less-than-margin': 'worse-by-less-than-margin',
  equivalent: 'equivalent',
  higher: 'worse',
  'no-better': 'no-better'
} as const

import { mean } from '../../stats/describe'
import { partialConjunctionP } from '../../stats/partialConjunction'
import { type ComparisonSample, comparisonVerdict, notEvaluable, primaryTest } from '../comparison/comparisonVerdict'
import type { Side as LocationSide } from '../comparison/locationTest'
import type { PairedVerdict } from '../comparison/types'
import { majorityOf } from './majority'
import type { Conjunction, SettingsVerdict } from './types'

/** One setting of a map: its pairs, to be judged as `lower` is; null where a loss has no logarithm. */
export type SettingSample = ComparisonSample | null

const NO_LOGARITHM = { outcome: 'not-evaluable', subtype: 'no-logarithm' } as const

/** What `lower` says of one setting at a level. */
export function settingVerdict(sample: SettingSample, alpha: number): PairedVerdict {
  return sample === null ? NO_LOGARITHM : comparisonVerdict(sample, alpha)
}

type NotEvaluable = Extract<SettingsVerdict, { outcome: 'not-evaluable' }>['subtype']
type Statement = 'lower' | 'notLower' | 'opposite' | 'lowerAtAll'
type Shown = Omit<Conjunction, 'p'>

interface GuardedStatement {
  readonly shown: Shown
  /** Settings that nothing but failures keeps from it. */
  readonly failing: number
}

/** What the settings of a map say together, at one level. */
export interface MapVerdict {
  readonly verdict: SettingsVerdict
  readonly lower: Shown
  readonly notLower: Shown
  readonly opposite: Shown
  readonly lowerAtAll: Shown
  /** Settings that nothing but failures keeps from the statement that they would complete; where none would be: from `lower`. */
  readonly failing: number
}

/**
 * The verdict on a whole map at level alpha: is the treatment lower by at least the margin at a majority of its settings?
 *
 * Let K be the number of settings, u = floor(K/2) + 1 a majority, and C the claim that theta_k < -delta at u of them or
 * more. Four statements can be shown, each a partial conjunction: that `least` of the K settings have a property is
 * shown where `least` of them show it at level alpha/(K - least + 1).
 * - lower, least = u: C, reproduced.
 * - not lower (theta_k > -delta), least = K - u + 1: the mirror of it. Then at most u - 1 can be lower: refuted.
 * - higher by at least the margin (theta_k > delta), least = u: refuted as well, `opposite`; swapping the arms makes
 *   `reproduced` of it.
 * - lower at all (theta_k < 0), least = u: beside `not lower` it is below-margin, a majority lower but not by the margin.
 *
 * Error rates. As in the rule for `lower`, every setting's test is two-sided at its level, so a setting shows a property
 * that it has not with probability at most half of that. Where a statement is false, K - least + 1 settings or more have
 * not the property; for it to be shown one of them at least has to err, and as many more as there are more of them: at
 * most alpha/2 by Bonferroni (Markov), however the settings depend on each other, and they share their seeds. So C is
 * reproduced wrongly with probability at most alpha/2, and `opposite` said wrongly with as much. For an odd K the third
 * statement implies the second, so that C is refuted wrongly with probability at most alpha/2. For an even K = 2m it
 * need not: at the worst m + 1 settings are lower, and it takes one of them that errs at level alpha/(m + 1), or two at
 * alpha/m, hence at most (m + 1)/2 (alpha/(m + 1) + (alpha/m - alpha/(m + 1))/2) = alpha/2 (1 + 1/(2m)) <= 3/4 alpha.
 * below-margin is said where the second and the fourth statement are shown. Where C holds it takes the second, which is
 * counted above: it is one more word for the same error. Where no majority is lower at all, reproduced and below-margin
 * are both wrong, and each takes the fourth statement (what is shown to lie below -delta is shown to lie below 0, by the
 * interval and by the exact test): alpha/2 together. C holds or it does not: any wrong verdict, its subtype included, has
 * probability at most alpha. With one setting this is the rule for `lower`.
 *
 * A setting that is not evaluable shows nothing. Where fewer than K - u + 1 are left, nothing can be shown.
 *
 * @param alpha alpha_j, the level at which Holm decides the claim
 * @see Benjamini & Heller 2008, Biometrics 64
 */
export function settingsVerdict(samples: readonly SettingSample[], alpha: number): MapVerdict {
  const majority = majorityOf(samples.length)
  const minority = samples.length - majority + 1
  const failing = samples.filter((sample) => sample !== null && sample.failures.failsMore !== null)
  const statement = (needed: number, shows: (sample: SettingSample, level: number) => boolean): GuardedStatement => {
    const level = alpha / (samples.length - needed + 1)
    const count = (each: readonly SettingSample[]) => each.filter((one) => shows(one, level)).length
    // Failures are in the way of no other setting.
    return {
      shown: { needed, level, shown: count(samples) },
      failing: count(failing.map(withoutGuard)) - count(failing)
    }
  }
  const byVerdict = (needed: number, shows: (verdict: PairedVerdict) => boolean) =>
    statement(needed, (sample, level) => shows(settingVerdict(sample, level)))
  const lower = byVerdict(majority, ({ outcome }) => outcome === 'reproduced')
  const notLower = byVerdict(minority, ({ outcome }) => outcome === 'refuted' || outcome === 'below-margin')
  const opposite = byVerdict(majority, ({ subtype }) => subtype === 'opposite')
  const lowerAtAll = statement(
    majority,
    (sample, level) => sideOf(sample, 0, level) === 'below' && sample?.failures.failsMore !== 'treatment'
  )
  const tipped = [lower, opposite, notLower].find(
    ({ failing, shown: { shown, needed } }) => failing > 0 && shown < needed && shown + failing >= needed
  )
  const parts = { lower: lower.shown, notLower: notLower.shown, opposite: opposite.shown, lowerAtAll: lowerAtAll.shown }
  return {
    ...parts,
    failing: (tipped ?? lower).failing,
    verdict: unfitMap(samples) ?? verdictOf(parts, tipped === undefined ? null : 'failures')
  }
}

function withoutGuard(sample: SettingSample): SettingSample {
  return sample === null ? null : { ...sample, failures: { ...sample.failures, failsMore: null } }
}

/** Of each statement about a map the smallest level at which theta shows it; null where no level shows any. */
export function settingsPs(samples: readonly SettingSample[]): Readonly<Record<Statement, number>> | null {
  if (unfitMap(samples) !== null) return null
  const majority = majorityOf(samples.length)
  const p = (needed: number, side: Side) =>
    partialConjunctionP(
      samples.map((sample) => sideP(sample, side)),
      needed
    )
  return {
    lower: p(majority, 'below'),
    notLower: p(samples.length - majority + 1, 'above'),
    opposite: p(majority, 'above-margin'),
    lowerAtAll: p(majority, 'below-zero')
  }
}

function verdictOf(
  { lower, notLower, opposite, lowerAtAll }: Readonly<Record<Statement, Shown>>,
  why: 'failures' | null
): SettingsVerdict {
  if (lower.shown >= lower.needed) return { outcome: 'reproduced', subtype: null }
  if (opposite.shown >= opposite.needed) return { outcome: 'refuted', subtype: 'opposite' }
  if (notLower.shown >= notLower.needed) {
    const short = lowerAtAll.shown >= lowerAtAll.needed
    return short ? { outcome: 'below-margin', subtype: null } : { outcome: 'refuted', subtype: 'no-majority' }
  }
  return { outcome: 'inconclusive', subtype: why }
}

/** Too few settings are left for any statement. The reason is the one that most of them have, the first of equals. */
function unfitMap(samples: readonly SettingSample[]): SettingsVerdict | null {
  const reasons = samples.flatMap((sample) => (sample === null ? NO_LOGARITHM : notEvaluable(sample))?.subtype ?? [])
  const least = samples.length - majorityOf(samples.length) + 1
  if (samples.length - reasons.length >= least) return null
  const count = (reason: NotEvaluable) => reasons.filter((each) => each === reason).length
  const subtype = reasons.reduce((most, reason) => (count(reason) > count(most) ? reason : most))
  return { outcome: 'not-evaluable', subtype }
}

/** Where theta of a setting is shown to stand; null where it is not evaluable. */
function sideOf(sample: SettingSample, reference: number, alpha: number): LocationSide | null {
  return sample === null || notEvaluable(sample) !== null ? null : sample.location.side(reference, alpha)
}

type Side = 'below' | 'above' | 'above-margin' | 'below-zero'

/** Smallest level at which theta of a setting is shown to lie on a side: the two-sided p if it leans there, else 1. */
function sideP(sample: SettingSample, side: Side): number {
  const p = sample === null ? null : (primaryTest(sample)?.p ?? null)
  if (sample === null || p === null) return 1
  const { location, delta } = sample
  const theta = mean(location.values)
  switch (side) {
    case 'below':
      return theta < -delta ? p : 1
    case 'above':
      return theta > -delta ? p : 1
    case 'above-margin':
      return theta > delta ? location.test(delta).p : 1
    case 'below-zero':
      return theta < 0 ? location.test(0).p : 1
    default:
      return side satisfies never
  }
}

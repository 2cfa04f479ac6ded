import { isDecision } from '../../../claims/outcomes'
import { unseenValues } from '../../shared/guardedMean'
import { type ComparisonSample, comparisonVerdict, primaryTest } from '../comparisonVerdict'
import { failsMoreUnpaired, failureMarginOf } from '../failures'
import type { LocationTest } from '../locationTest'
import { deltaOf, type PairEffect, pairEffect } from '../pairEffect'
import { resolvedLocationTest } from '../resolvedLocationTest'
import type { PairedHypothesis, Resolution } from '../types'
import { acrossSettings, settingsDisagree } from './acrossSettings'
import { failureTable, hasTrained, summariseArm } from './armSummary'
import { type Cell, pairsOf } from './cells'
import { censoredOf, tooManyCensored } from './censoring'
import { type Estimator, pairedOver, unpairedOver } from './estimators'
import { stratifiedFisherP } from './stratifiedFisher'
import type { ArmSummary, Comparable, Comparison, EffectNumbers, LogsVerdict, OutsideRun, Question } from './types'

const SETTINGS_DISAGREE = { outcome: 'inconclusive', subtype: 'settings-disagree' } as const
const TOO_MANY_CENSORED = { outcome: 'not-evaluable', subtype: 'too-many-censored' } as const
/** With fewer runs no interval is worth its name. */
export const MIN_RUNS = 3

/**
 * Prepares the comparison of two arms over settings: the average effect over these settings, each of weight 1.
 *
 * @param cells settings at which both arms have runs
 * @param exactAt level of the exact test where it is a check only and the interval's test keeps the level that is asked
 *   for: few runs have no p as small as Holm's level over a map. Left out: both keep the same one
 */
export function compareArms(question: Question, cells: readonly Cell[], exactAt?: number): Comparable {
  const { claim, hypothesis, pairing, chanceLevel } = question
  const effect = pairEffect(claim, hypothesis)
  const delta = deltaOf(hypothesis.margin)
  const control = summariseArm(cells.map((cell) => cell.control))
  const treatment = summariseArm(cells.map((cell) => cell.treatment))
  const trained = cells.map(
    ({ setting, ...cell }): Cell => ({
      setting,
      control: cell.control.filter(hasTrained),
      treatment: cell.treatment.filter(hasTrained)
    })
  )
  const unpaired = asKnown(trained, (own) => unpairedOver(own, hypothesis, effect))
  const paired = pairing === 'none' ? null : asKnown(trained, (own) => pairedOver(own, effect))
  const [decisive, other] = pairing === 'seed' ? [paired, unpaired] : [unpaired, paired]
  const unfit =
    notEvaluable(control, treatment, decisive) ??
    (tooManyCensored(trained, decisive?.method === 'paired') ? TOO_MANY_CENSORED : null)
  const sample: ComparisonSample | null =
    unfit !== null || decisive === null
      ? null
      : {
          kind: hypothesis.kind,
          delta,
          failures: failuresOf(control, treatment, failureMarginOf(hypothesis.margin)),
          // Runs need not be pairs: what is censored was looked at above.
          censoredPairs: 0,
          location: exactAt === undefined ? decisive.location : checkedAt(decisive.location, exactAt)
        }
  const test = sample === null ? null : primaryTest(sample)
  const tied = sample?.location.tied
  const verdictAt = (alpha: number): LogsVerdict => {
    if (sample === null) return unfit!
    const verdict = comparisonVerdict(sample, alpha)
    return isDecision(verdict) && settingsDisagree(sample, decisive!.settings, alpha) ? SETTINGS_DISAGREE : verdict
  }

  return {
    p: test?.p ?? null,
    // The average is decided, even where settings disagree about it.
    isDecided: (alpha) => sample !== null && isDecision(comparisonVerdict(sample, alpha)),
    judge: (alpha) => ({
      verdict: verdictAt(alpha),
      alphaJ: alpha,
      control,
      treatment,
      settingsUsed: sample === null ? 0 : decisive!.settingsUsed,
      settings: cells.length,
      method: sample === null ? null : decisive!.method,
      effect: sample === null ? null : numbersOf(sample, decisive!, alpha),
      across: sample === null ? null : acrossSettings(decisive!.settings, alpha),
      resolution: sample === null ? null : decisive!.resolution,
      pairs: sample === null || decisive?.pairs === undefined ? null : { pairs: decisive.pairs, seeds: decisive.n },
      smallestExactP: sample === null ? null : decisive!.smallestExactP,
      secondary: sample === null ? null : secondaryOf(sample, other, alpha),
      unseen: unseenValues(tied?.equal ?? null, tied?.of ?? 0, claim.decision.alpha).unseen ?? null,
      censored: censoredOf(trained),
      pFailures: stratifiedFisherP(cells.map(failureTable)),
      capped: chanceLevel === null ? null : cappedEffect(cells, chanceLevel, hypothesis, effect, alpha)
    })
  }
}

/** An estimate with what its times are known to, where they are times. */
type Known = Estimator & { readonly resolution: Resolution | null }

/** The estimate at the values, and, of times, at both ends of what the evaluations allow. */
function asKnown(cells: readonly Cell[], over: (cells: readonly Cell[]) => Estimator | null): Known | null {
  const estimator = over(cells)
  const runs = cells.flatMap(({ control, treatment }) => [...control, ...treatment])
  if (estimator === null || runs.some(({ within }) => within === undefined)) {
    return estimator === null ? null : { ...estimator, resolution: null }
  }
  const at = (end: 0 | 1) => (run: OutsideRun) => ({ ...run, value: run.within![end] })
  const thetaAt = (control: 0 | 1, treatment: 0 | 1) =>
    over(
      cells.map((cell) => ({
        ...cell,
        control: cell.control.map(at(control)),
        treatment: cell.treatment.map(at(treatment))
      }))
    )!.theta
  const resolution: Resolution = {
    mean: estimator.theta,
    lowest: thetaAt(1, 0),
    highest: thetaAt(0, 1),
    step: runs.reduce((step, { within }) => Math.max(step, within![1] - within![0]), 0),
    everyPair: estimator.pairs === undefined ? null : everyPairOf(cells)
  }
  return { ...estimator, location: resolvedLocationTest(estimator.location, resolution), resolution }
}

function everyPairOf(cells: readonly Cell[]): number | null {
  const shown = new Set(cells.flatMap(pairsOf).map(([a, b]) => b.within![1] - a.within![1]))
  return shown.size === 1 ? [...shown][0]! : null
}

/** The centre by the interval's test, and that which allows for skewness, at whatever level, and by the exact test at that one. */
function checkedAt(location: LocationTest, exactAt: number): LocationTest {
  return {
    ...location,
    side: (reference, alpha) => {
      const { lower, upper } = location.interval(alpha)
      if (lower <= reference && reference <= upper) return 'open'
      const side = location.side(reference, Math.max(alpha, exactAt))
      const isDecided = side === 'below' || side === 'above'
      return isDecided && (location.test(reference).pSkew ?? 0) > alpha ? 'skewed' : side
    },
    test: (reference) => {
      const tests = location.test(reference)
      const { pT, pFlip, pSkew, p } = tests
      return { ...tests, p: pT !== null && pFlip !== null && pFlip <= exactAt ? Math.max(pT, pSkew ?? 0) : p }
    }
  }
}

function notEvaluable(control: ArmSummary, treatment: ArmSummary, decisive: Estimator | null): LogsVerdict | null {
  if (control.runs === 0 || treatment.runs === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
  if ([control, treatment].every(({ numFailed, runs }) => 2 * numFailed >= runs)) {
    return { outcome: 'not-evaluable', subtype: 'too-many-failures' }
  }
  if (decisive !== null && decisive.n >= MIN_RUNS) return null
  // Runs enough, had they trained.
  const enough = control.runs >= MIN_RUNS && treatment.runs >= MIN_RUNS
  const anyFailed = control.numFailed + treatment.numFailed > 0
  return { outcome: 'not-evaluable', subtype: enough && anyFailed ? 'too-many-failures' : 'too-few-runs' }
}

/** Failures on a common base, so that arms of different size are compared by their rates; all runs, whatever their setting. */
function failuresOf(control: ArmSummary, treatment: ArmSummary, margin: number): ComparisonSample['failures'] {
  const rate = ({ numFailed, runs }: ArmSummary) => ({ count: numFailed, of: runs })
  return {
    control: control.numFailed * treatment.runs,
    treatment: treatment.numFailed * control.runs,
    numPairs: control.runs * treatment.runs,
    failsMore: failsMoreUnpaired(rate(control), rate(treatment), margin)
  }
}

function numbersOf(sample: ComparisonSample, { location, theta }: Estimator, alpha: number): EffectNumbers {
  const { pT, pFlip, p } = primaryTest({ ...sample, location })!
  return { theta, interval: location.interval(alpha), pT: pT!, pExact: pFlip!, p }
}

function secondaryOf(sample: ComparisonSample, other: Estimator | null, alpha: number): Comparison['secondary'] {
  if (other === null || other.method === 'by-setting' || other.n < MIN_RUNS) return null
  return { method: other.method, n: other.n, ...numbersOf(sample, other, alpha) }
}

function cappedEffect(
  cells: readonly Cell[],
  chanceLevel: number,
  hypothesis: PairedHypothesis,
  effect: PairEffect,
  alpha: number
): Comparison['capped'] {
  const cap = (run: OutsideRun): OutsideRun => ({
    ...run,
    value: Number.isFinite(run.value) ? Math.min(run.value, chanceLevel) : chanceLevel
  })
  const capped = cells.map((cell) => ({ ...cell, control: cell.control.map(cap), treatment: cell.treatment.map(cap) }))
  const estimator = unpairedOver(capped, hypothesis, effect)
  return estimator === null ? null : { theta: estimator.theta, interval: estimator.location.interval(alpha) }
}

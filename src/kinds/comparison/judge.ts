import { isDecision } from '../../claims/outcomes'
import type { ClaimWith, SequentialDecision } from '../../claims/types'
import { InputError } from '../../errors'
import { mean, sampleStandardDeviation } from '../../stats/describe'
import { minPairs } from '../../stats/minPairs'
import type { Judgeable, Ruling, SeedPlan } from '../judged'
import { unseenValues } from '../shared/guardedMean'
import { allReasons, otherNumberOfSeeds, unfinished } from '../shared/judgeable'
import { isSequential, type StoppedLook } from '../shared/monitor'
import { inSeedOrder } from '../shared/seedOrder'
import type { SequentialAnalysis } from '../shared/types'
import { isDenial } from './claimedSide'
import {
  type ComparisonSample,
  comparisonSample,
  comparisonVerdict,
  notEvaluable,
  primaryTest
} from './comparisonVerdict'
import { analyseFailures, bothTrained, failureMarginOf } from './failures'
import { goOnForSubtype, type SubtypeMonitoring } from './goOnForSubtype'
import { judgeWithoutLogarithm } from './judgeWithoutLogarithm'
import { marginCurve } from './marginCurve'
import { monitorPairs, type PairedLook } from './monitorPairs'
import { morePairs } from './morePairs'
import { overImages } from './overImages'
import { deltaOf, NoLogarithmError, type PairEffect, pairEffect } from './pairEffect'
import { pairedExtras } from './pairedExtras'
import { pairedWarnings } from './pairedWarnings'
import type {
  AnyPaired,
  Pair,
  PairedAnalysis,
  PairedEvidence,
  PairedHypothesis,
  PairedVerdict,
  SubtypeLooks
} from './types'
import { varianceReport } from './varianceReport'

/** Prepares a comparison for its family. What one claim's losses lack must not stop the others. */
export function judgeComparison(
  claim: ClaimWith<PairedHypothesis>,
  evidence: PairedEvidence,
  seeds: SeedPlan
): Judgeable<AnyPaired> {
  try {
    return judgePaired(claim, evidence, seeds)
  } catch (error) {
    if (error instanceof NoLogarithmError) return judgeWithoutLogarithm(claim, evidence, seeds)
    throw error
  }
}

/**
 * Prepares a comparison of two arms for its family.
 *
 * @param seeds that the claim states at this profile
 * @throws NoLogarithmError for a loss that has no logarithm
 * @throws InputError for equivalence without a margin
 */
export function judgePaired(
  claim: ClaimWith<PairedHypothesis>,
  evidence: PairedEvidence,
  seeds: SeedPlan
): Judgeable<AnyPaired> {
  const { hypothesis } = claim
  const delta = deltaOf(hypothesis.margin)
  if (hypothesis.kind === 'equivalent' && !(delta > 0)) {
    throw new InputError(`claim ${claim.id} claims equivalence without a margin`, {
      expected: 'margin.relative > 0, such as 0.01 for 1 %, or margin.absolute > 0',
      received: String(delta),
      remedy: 'state the smallest difference that matters'
    })
  }
  const context: PairedContext = { claim, hypothesis, evidence, effect: pairEffect(claim, hypothesis) }
  const { decision } = claim
  return isSequential(decision) ? sequential(context, decision, seeds) : fixed(context, seeds)
}

interface PairedContext {
  readonly claim: ClaimWith<PairedHypothesis>
  readonly hypothesis: PairedHypothesis
  readonly evidence: PairedEvidence
  readonly effect: PairEffect
}

function fixed(context: PairedContext, seeds: SeedPlan): Judgeable<AnyPaired> {
  const { pairs } = context.evidence
  const sample = comparisonSample(context.hypothesis, pairs, context.effect)
  const p = primaryTest(sample)?.p ?? null
  const verdictAt = (alpha: number) => comparisonVerdict(sample, alpha)
  return {
    evidence: context.evidence,
    p,
    looks: null,
    isDecided: (alpha) => isDecision(verdictAt(alpha)),
    verdict: verdictAt,
    judge: (alpha): Ruling<AnyPaired> => {
      const verdict = verdictAt(alpha)
      const analysis = analyse(context, { pairs, sample, verdict, sequential: null, minPairs: minPairs(alpha) }, alpha)
      const provisionalWhy = fixedWhy(pairs.length, analysis, verdict, seeds.max)
      return { verdict, analysis, p, provisionalWhy, open: false }
    }
  }
}

function sequential(
  context: PairedContext,
  decision: SequentialDecision,
  { min, max, first }: SeedPlan
): Judgeable<AnyPaired> {
  const { hypothesis, evidence, effect } = context
  const budget = { min, max }
  const order = inSeedOrder(evidence.pairs, first, max)
  const monitoring = monitorPairs(hypothesis, order, effect, decision, budget)
  const { subtypeSeeds } = decision
  const maxForSubtype = Math.min(subtypeSeeds ?? 0, max)
  const beyondAt = (alpha: number, { state, later }: StoppedLook<PairedLook>) =>
    // Of a denial there is no more to know than that it is refuted.
    subtypeSeeds === undefined || isDenial(hypothesis)
      ? null
      : goOnForSubtype(state, later, alpha, order.entered.length, maxForSubtype)
  const verdictAt = (alpha: number): PairedVerdict => {
    const stopped = monitoring.stoppedAt(alpha)
    return (beyondAt(alpha, stopped)?.state ?? stopped.state).verdict(alpha)
  }
  return {
    evidence,
    p: monitoring.p,
    looks: monitoring.looks,
    isDecided: (alpha) => isDecision(monitoring.stoppedAt(alpha).state.verdict(alpha)),
    verdict: verdictAt,
    judge: (alpha): Ruling<AnyPaired> => {
      const stopped = monitoring.stoppedAt(alpha)
      const { state, p, sequential: looks } = stopped
      const { pairs, sample, n } = state
      const verdict = state.verdict(alpha)
      const beyond = beyondAt(alpha, stopped)
      const stop: Stop = {
        pairs,
        sample,
        verdict,
        minPairs: min,
        sequential: used(looks, (beyond?.entered ?? n) - n),
        ...(beyond !== null && { atMargins: beyond.state.sample })
      }
      const analysis = analyse(context, stop, alpha)
      if (beyond === null) {
        return { verdict, analysis, p, provisionalWhy: unfinished(stopped.open, n, budget), open: stopped.open }
      }
      return {
        verdict: beyond.state.verdict(alpha),
        analysis: {
          ...analysis,
          subtypeLooks: subtypeLooksOf(beyond, maxForSubtype, alpha),
          warnings: [...analysis.warnings, ...contradiction(beyond)]
        },
        p,
        provisionalWhy: beyond.open ? unsettledWhy(beyond.entered, maxForSubtype) : null,
        open: beyond.open
      }
    }
  }
}

/** The first seeds after the stop were used, for the subtype. */
function used(sequential: SequentialAnalysis, count: number): SequentialAnalysis {
  return { ...sequential, unusedSeeds: sequential.unusedSeeds.slice(count) }
}

function subtypeLooksOf({ atStop, state, entered }: SubtypeMonitoring, max: number, alpha: number): SubtypeLooks {
  const { values } = state.sample.location
  const interval = state.sample.location.interval(alpha)
  return { atStop, n: state.n, numPairs: values.length, theta: mean(values), interval, entered, max }
}

function contradiction({ contradictory, state, entered }: SubtypeMonitoring): string[] {
  if (!contradictory) return []
  return [`with ${entered} seeds the looks have no value in common: how it is refuted is what ${state.n} seeds say`]
}

function unsettledWhy(entered: number, max: number): string {
  return `it is refuted, and seeds go on for how, to at most ${max}: ${entered} have entered`
}

/** What the verdict speaks of: with added seeds, all that had entered at the look whose verdict it is. */
interface Stop {
  readonly pairs: readonly Pair[]
  readonly sample: ComparisonSample
  readonly verdict: PairedVerdict
  readonly sequential: SequentialAnalysis | null
  readonly minPairs: number
  /** What other margins are judged by, where seeds went on for the subtype. */
  readonly atMargins?: ComparisonSample
}

function analyse({ claim, hypothesis, evidence, effect }: PairedContext, stop: Stop, alpha: number): PairedAnalysis {
  const { pairs, sample, verdict, sequential } = stop
  const { location, delta } = sample
  const { values } = location
  const primary = primaryTest(sample)
  const secondary = pairedExtras(hypothesis, sample, pairs, alpha, effect, sequential === null)
  const enough = values.length >= 2
  const images = notEvaluable(sample) === null ? overImages(sample, pairs, alpha, verdict.outcome) : null
  const more = morePairs(sample, verdict, alpha, sequential?.mode ?? null)
  return {
    kind: 'paired',
    numPairs: values.length,
    minPairs: stop.minPairs,
    theta: enough ? mean(values) : null,
    interval: enough ? location.interval(alpha) : null,
    delta,
    standardDeviation: enough ? sampleStandardDeviation(values) : null,
    pT: primary?.pT ?? null,
    pFlip: primary?.pFlip ?? null,
    pSkew: primary?.pSkew ?? null,
    sequential,
    ...unseenValues(location.tied?.equal ?? null, values.length, claim.decision.alpha),
    ...(sample.resolution !== undefined && { resolution: sample.resolution }),
    censoredPairs: sample.censoredPairs,
    failures: analyseFailures(
      pairs,
      evidence.chanceLevel,
      claim.decision.alpha,
      1 - alpha,
      effect,
      failureMarginOf(hypothesis.margin)
    ),
    ...(images !== null && { images }),
    secondary,
    variance: varianceReport(pairs.filter(bothTrained)),
    ...(verdict.outcome === 'not-evaluable'
      ? {}
      : { marginCurve: marginCurve(stop.atMargins ?? sample, alpha, hypothesis.margin) }),
    warnings: pairedWarnings(hypothesis, { ...evidence, pairs }, secondary, sequential),
    morePairs: more?.expected ?? null,
    ...(more === null ? {} : { morePairsRange: more.range })
  }
}

function fixedWhy(
  numSeeds: number,
  { numPairs, minPairs: needed }: PairedAnalysis,
  verdict: PairedVerdict,
  statedSeeds: number
): string | null {
  // Runs that fail do so whatever their number: that verdict needs no minimum.
  const isShort = numPairs < needed && verdict.subtype !== 'too-many-failures'
  return allReasons(
    otherNumberOfSeeds(numSeeds, statedSeeds),
    isShort ? `the exact test can decide from ${needed} pairs on, and ${numPairs} trained in both arms` : null
  )
}

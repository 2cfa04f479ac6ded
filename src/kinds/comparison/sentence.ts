import { outcomePhrase } from '../../claims/outcomes'
import type { Interval } from '../../stats/interval'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import { pointWords } from '../shared/runPoint'
import { sequentialNote } from '../shared/sequentialNote'
import { unseenWords } from '../shared/unseenWords'
import { type ComparisonWords, comparisonWords, type EffectScale, RATIO_SCALE } from './comparisonWords'
import { thresholdWords } from './curve'
import { epsilonOf } from './pairEffect'
import { distanceWords, resolutionNote } from './resolutionWords'
import { decidedWords, type SideWords, sideWords } from './sideWords'
import { smallestLoss } from './smallestLoss'
import type {
  AnyPaired,
  Measure,
  PairedAnalysis,
  PairedEvidence,
  PairedHypothesis,
  PairedVerdict,
  SubtypeLooks
} from './types'

/** What two arms show, in one sentence, from its subject on. */
export function comparisonAnswer(judgement: Wordless<AnyPaired>): string {
  const { analysis, evidence, claim } = judgement
  const { hypothesis } = claim
  const { theta, interval } = analysis
  if (judgement.verdict.outcome === 'not-evaluable' || theta === null || interval === null) {
    if (judgement.verdict.subtype === 'no-logarithm') return noLogarithm(judgement, hypothesis, evidence)
    return `${missing(judgement.verdict, hypothesis, analysis)}, ${conclusion(judgement)}.`
  }
  const scale = scaleOf(evidence)
  const words = comparisonWords(theta, interval, analysis.delta, scale)
  const beyond = looksBeyond(analysis)
  // The numbers are those of the stop, and so is what they show.
  const verdict: PairedVerdict = beyond === null ? judgement.verdict : { outcome: 'refuted', subtype: beyond.atStop }
  const end = beyond === null ? judgement : { ...judgement, verdict: { outcome: 'refuted' as const, subtype: null } }
  return `${comparedWords(judgement, words)}: ${finding(verdict, hypothesis, words, scale, analysis)}, ${conclusion(end)}.`
}

/** What was compared, and how far it is apart. */
function comparedWords({ claim: { hypothesis }, evidence }: Wordless<AnyPaired>, { effect }: ComparisonWords): string {
  const epsilon = epsilonOf(hypothesis.margin)
  const plus = epsilon > 0 ? ` plus ${epsilon}` : ''
  const other = evidence.controlMeasure === undefined ? '' : ` ${measureWords(evidence, 'control')}`
  return `${hypothesis.treatment}'s ${measureWords(evidence)}${plus} is ${effect} ${hypothesis.control}'s${other}${plus}`
}

/** The verdict on two arms in words, from the subject of the sentence on. */
export function comparisonSentence(judgement: Wordless<AnyPaired>): string {
  const { analysis, evidence } = judgement
  const { hypothesis } = judgement.claim
  const { theta, interval } = analysis
  const answer = comparisonAnswer(judgement)
  if (judgement.verdict.outcome === 'not-evaluable' || theta === null || interval === null) return answer
  const scale = scaleOf(evidence)
  const words = comparisonWords(theta, interval, analysis.delta, scale)
  const epsilon = epsilonOf(hypothesis.margin)
  const notes = [
    `The ${levelWords(interval)} interval is ${words.interval} (${counted(analysis.numPairs, 'paired seed')}).`,
    evidence.measure.kind === 'time-to'
      ? `A run that never gets there counts with ${evidence.measure.tau} ${evidence.measure.unit}s.`
      : null,
    epsilon > 0 ? `With ${epsilon} added to both losses these are no percentages of ${evidence.metric} itself.` : null,
    analysis.resolution === undefined ? null : resolutionNote(analysis.resolution, analysis.delta, scale),
    failureNote(hypothesis, analysis),
    analysis.unseen === undefined ? null : unseenWords(analysis.unseen, 'pairs', judgement.claim.decision.alpha),
    sequentialNote(analysis.sequential, judgement.verdict, 'pair'),
    imagesNote(judgement, scale),
    subtypeNote(judgement, hypothesis, analysis, scale),
    morePairsNote(analysis)
  ]
  return [answer, ...notes.filter((note) => note !== null)].join(' ')
}

/** The looks for the subtype, where there were any after the stop. */
function looksBeyond({ subtypeLooks, sequential }: PairedAnalysis): SubtypeLooks | null {
  return subtypeLooks === undefined || subtypeLooks.entered === sequential?.decidedAt ? null : subtypeLooks
}

function subtypeNote(
  judgement: Wordless<AnyPaired>,
  hypothesis: PairedHypothesis,
  analysis: PairedAnalysis,
  scale: EffectScale
): string | null {
  const looks = looksBeyond(analysis)
  if (looks === null) return null
  const words = comparisonWords(looks.theta, looks.interval, analysis.delta, scale)
  const found = finding(judgement.verdict, hypothesis, words, scale, analysis)
  const shown = `${words.interval} (${levelWords(looks.interval)} interval, ${counted(looks.numPairs, 'paired seed')})`
  return `To learn how, seeds went on to ${looks.entered} of at most ${counted(looks.max, 'pair')}: ${shown}. So it is ${found}, ${conclusion(judgement)}.`
}

/** What a run's value is, in words. @example (not run) measureWords(evidence) // 'final train.loss' */
export function measureWords(evidence: MeasuredPairs, side: 'control' | 'treatment' = 'treatment'): string {
  const { measure, controlMeasure = measure, distanceTo } = evidence
  const value = valueWords(evidence.metric, side === 'control' ? controlMeasure : measure)
  return distanceTo === undefined ? value : `distance of ${value} to ${distanceTo.arm}'s`
}

type MeasuredPairs = Pick<PairedEvidence, 'metric' | 'measure' | 'controlMeasure' | 'distanceTo'>

/** An arm, with the point at which it is looked at where the other one is at another. */
export function sideLabel(evidence: PairedEvidence, side: 'control' | 'treatment'): string {
  const { arm } = evidence[side]
  return evidence.controlMeasure === undefined ? arm : `${arm}, ${measureWords(evidence, side)}`
}

function valueWords(metric: string, measure: Measure): string {
  switch (measure.kind) {
    case 'auc':
      return `geometric mean of ${metric} over the run`
    case 'time-to':
      return thresholdWords(metric, measure)
    default:
      return pointWords(metric, measure)
  }
}

/** How a comparison's numbers read. */
export function scaleOf({ transform, measure }: Pick<PairedEvidence, 'transform' | 'measure'>): EffectScale {
  if (transform === 'log-ratio') return { ...RATIO_SCALE, ...directions(measure) }
  return { kind: 'difference', unit: measure.kind === 'time-to' ? ` ${measure.unit}s` : '', ...directions(measure) }
}

function directions({ kind }: Measure): Pick<EffectScale, 'less' | 'more'> {
  return kind === 'time-to' ? { less: 'shorter', more: 'longer' } : { less: 'lower', more: 'higher' }
}

function missing(verdict: PairedVerdict, hypothesis: PairedHypothesis, analysis: PairedAnalysis): string {
  const { failures, numPairs, censoredPairs } = analysis
  if (verdict.subtype === 'no-data') return 'no pair was run'
  if (verdict.subtype === 'too-many-failures') return `too many runs failed: ${failureCounts(hypothesis, failures)}`
  if (verdict.subtype === 'too-many-censored') {
    return `neither arm reached the threshold in ${censoredPairs} of ${counted(numPairs, 'pair')}`
  }
  return `${counted(numPairs, 'pair')} of runs trained in both arms and 3 are needed`
}

/** With what mends it: the floor that the claim would have to state. */
function noLogarithm(judgement: Wordless<AnyPaired>, { margin }: PairedHypothesis, evidence: PairedEvidence): string {
  const { arm, side, seed, value } = smallestLoss(evidence)
  const epsilon = epsilonOf(margin)
  const plus = epsilon > 0 ? ` plus ${epsilon}` : ''
  const loss = `${arm}'s ${measureWords(evidence, side)} of ${value}${plus} with seed ${seed}`
  const remedy = `To mend: state a margin.epsilon above ${Math.abs(value)} in the claim; it is added to both losses.`
  return `${loss} has no logarithm, ${conclusion(judgement)}. ${remedy}`
}

/** What the numbers show of the claim; the margin is always named. */
function finding(
  { outcome, subtype }: PairedVerdict,
  hypothesis: PairedHypothesis,
  numbers: ComparisonWords,
  scale: EffectScale,
  { pFlip, pSkew, failures, delta, numPairs, minPairs, interval, resolution }: PairedAnalysis
): string {
  const { treatment, control } = hypothesis
  const words = sideWords(hypothesis, numbers, scale, delta === 0)
  const { claimed, to, toBy } = words

  if (outcome === 'inconclusive') {
    switch (subtype) {
      case 'failures':
        return `${shownOfSurvivors(interval!, delta, words)} where both trained, but ${failures.failsMore === 'control' ? control : treatment} fails more often`
      case 'co-check':
        return numPairs < minPairs
          ? `its interval would decide, but the exact sign-flip test needs ${minPairs} pairs`
          : `its interval would decide, but the exact sign-flip test (p = ${(pFlip ?? 1).toPrecision(2)}) does not agree`
      case 'skew':
        return `its interval would decide, but the test that allows for skewness does not agree (p = ${(pSkew ?? 1).toPrecision(2)})`
      case 'no-spread':
        return `whether it is ${claimed} cannot be said, since equal pairs say nothing of those that were not seen`
      case 'contradictory-looks':
        return `whether it is ${claimed} cannot be said, since the looks at it have no value in common`
      case 'resolution':
        return `whether it is ${claimed} cannot be told from times that are known to ${distanceWords(resolution!, scale)}`
      case 'direction':
        return `${to}, but whether${toBy} is undecided`
      case 'selection':
        return `whether it is ${claimed} depends on which of the settings is taken that selection cannot tell from the best`
      default:
        return `whether it is ${claimed} is undecided`
    }
  }
  return decidedWords({ outcome, subtype }, hypothesis, words, numbers.margin)
}

/** What the losses of the runs that trained show, and failures keep from being a verdict. */
function shownOfSurvivors(interval: Interval, delta: number, words: SideWords): string {
  if (interval.upper < -delta) return words.lower
  if (interval.lower > -delta && interval.upper < delta) return words.within
  if (interval.lower > delta) return words.higher
  return `not ${words.claimed}`
}

/** The same interval, were the images drawn anew too. */
function imagesNote({ analysis, evidence, verdict: { outcome, subtype } }: Wordless<AnyPaired>, scale: EffectScale) {
  const { images, theta, delta } = analysis
  if (images === undefined || evidence.images === undefined || theta === null) return null
  const { interval } = comparisonWords(theta, images.interval, delta, scale)
  const { count, split } = evidence.images
  // Where the claim hangs on the settings, its outcome is not that of the chosen ones.
  const hangs = subtype === 'selection'
  const there = hangs ? ' at the chosen settings' : ''
  const then =
    images.outcome === undefined || (images.outcome === outcome && !hangs)
      ? `the outcome${there} is the same`
      : `the claim${there} would be ${outcomePhrase({ outcome: images.outcome, subtype: null })}`
  return `Were the ${count} ${split} images drawn anew too, the interval would be ${interval}, and ${then}.`
}

function failureNote(hypothesis: PairedHypothesis, { failures, numPairs }: PairedAnalysis): string | null {
  if (failures.controlFailures + failures.treatmentFailures === 0) return null
  const speaksOf = `the interval speaks of the ${counted(numPairs, 'pair')} in which both arms trained`
  return `Failed runs: ${failureCounts(hypothesis, failures)}; ${speaksOf}.`
}

function failureCounts({ control, treatment }: PairedHypothesis, failures: PairedAnalysis['failures']): string {
  const { controlFailures, treatmentFailures, numPairs } = failures
  return `${control} ${controlFailures} of ${numPairs}, ${treatment} ${treatmentFailures} of ${numPairs}`
}

function morePairsNote({ morePairs, morePairsRange }: PairedAnalysis): string | null {
  if (morePairs === null) return null
  const range = morePairsRange === undefined ? '' : ` (${rangeOfPairs(morePairsRange)})`
  if (morePairs === Infinity) {
    return `If the effect is as measured, deciding would take over 1,000 more pairs${range}.`
  }
  return `About ${counted(morePairs, 'more pair')} would be expected to decide${range}.`
}

/** What an effect that is measured only so well leaves open. */
export function rangeOfPairs([fewest, most]: readonly [number, number]): string {
  if (fewest === Infinity) return 'as for any effect within a standard error of it'
  const end = most === Infinity ? 'over 1,000' : String(most)
  return `${fewest === most ? fewest : `${fewest} to ${end}`} for an effect within a standard error of it`
}

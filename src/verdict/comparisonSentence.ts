import type { PairedEvidence } from '../evidence/types'
import type { ComparisonHypothesis } from '../spec/types'
import { conclusion, counted, levelWords } from './conclusion'
import { type EffectWords, effectWords } from './effectWords'
import { smallestLoss } from './smallestLoss'
import type { PairedAnalysis, Verdict, WordlessJudgement } from './types'

/** The verdict on two arms in words, from the subject of the sentence on. */
export function comparisonSentence(judgement: WordlessJudgement, analysis: PairedAnalysis): string {
  const hypothesis = judgement.claim.hypothesis as ComparisonHypothesis
  const evidence = judgement.evidence as PairedEvidence
  const { theta, interval } = analysis
  if (judgement.verdict.outcome === 'not-evaluable' || theta === null || interval === null) {
    if (judgement.verdict.subtype === 'no-logarithm') return noLogarithm(judgement, hypothesis, evidence)
    return `${missing(judgement.verdict, hypothesis, analysis)}, ${conclusion(judgement)}.`
  }
  const words = effectWords(theta, interval, hypothesis.margin.relative)
  const { epsilon } = hypothesis.margin
  const plus = epsilon > 0 ? ` plus ${epsilon}` : ''
  const parts = [
    `${hypothesis.treatment}'s final ${evidence.metric}${plus} is ${words.effect} ${hypothesis.control}'s${plus} `,
    `(${levelWords(interval)} interval: ${words.interval}, ${counted(analysis.numPairs, 'paired seed')}): `,
    `${finding(judgement.verdict, hypothesis, words, analysis)}, ${conclusion(judgement)}.`
  ]
  const notes = [
    epsilon > 0 ? `With ${epsilon} added to both losses these are no percentages of ${evidence.metric} itself.` : null,
    failureNote(hypothesis, analysis),
    morePairsNote(analysis)
  ]
  return [parts.join(''), ...notes.filter((note) => note !== null)].join(' ')
}

function missing(verdict: Verdict, hypothesis: ComparisonHypothesis, { failures, numPairs }: PairedAnalysis): string {
  if (verdict.subtype === 'no-data') return 'no pair was run'
  if (verdict.subtype === 'too-many-failures') return `too many runs failed: ${failureCounts(hypothesis, failures)}`
  return `${counted(numPairs, 'pair')} of runs trained in both arms and 3 are needed`
}

/** With what mends it: the floor that the claim would have to state. */
function noLogarithm(judgement: WordlessJudgement, { margin }: ComparisonHypothesis, evidence: PairedEvidence): string {
  const { arm, seed, value } = smallestLoss(evidence)
  const plus = margin.epsilon > 0 ? ` plus ${margin.epsilon}` : ''
  const loss = `${arm}'s final ${evidence.metric} of ${value}${plus} with seed ${seed}`
  const remedy = `To mend: state a margin.epsilon above ${Math.abs(value)} in the claim; it is added to both losses.`
  return `${loss} has no logarithm, ${conclusion(judgement)}. ${remedy}`
}

/** What the numbers show of the claim; the margin is always named. */
function finding(
  { outcome, subtype }: Verdict,
  { kind, treatment, control }: ComparisonHypothesis,
  { margin, marginDownwards }: EffectWords,
  { pFlip, failures, numPairs, minPairs }: PairedAnalysis
): string {
  const bare = margin === '0 %'
  const enough = bare ? '' : ` by at least ${margin} (${marginDownwards} downwards)`
  const within = bare ? '' : `within ${margin} either way`
  const claimed = kind === 'equivalent' ? within : `lower${enough}`

  if (outcome === 'inconclusive') {
    switch (subtype) {
      case 'failures':
        return `${claimed} where both trained, but ${treatment} failed ${failures.treatmentFailures} and ${control} ${failures.controlFailures} of ${failures.numPairs} times`
      case 'co-check':
        return numPairs < minPairs
          ? `the interval would decide whether it is ${claimed}, but the exact sign-flip test cannot decide below ${minPairs} pairs`
          : `the interval would decide whether it is ${claimed}, but the exact sign-flip test (p = ${(pFlip ?? 1).toPrecision(2)}) does not agree`
      case 'direction':
        return `lower, but whether${enough} is undecided`
      default:
        return `whether it is ${claimed} is undecided`
    }
  }
  if (kind === 'equivalent') return outcome === 'reproduced' ? within : `different${enough}`
  if (kind === 'not-lower') return outcome === 'reproduced' ? `not lower${enough}` : `lower${enough}`
  if (outcome === 'reproduced') return `lower${enough}`
  switch (subtype) {
    case 'opposite':
      return bare ? 'not lower but higher' : `not lower${enough} but higher by at least ${margin}`
    case 'lower-by-less-than-margin':
      return `not lower${enough}; lower, but by less than that`
    case 'equivalent':
      return `not lower${enough} but ${within}`
    case 'higher':
      return `not lower${enough} but higher`
    default:
      return `not lower${enough}`
  }
}

function failureNote(hypothesis: ComparisonHypothesis, { failures, numPairs }: PairedAnalysis): string | null {
  if (failures.controlFailures + failures.treatmentFailures === 0) return null
  const speaksOf = `the interval speaks of the ${counted(numPairs, 'pair')} in which both arms trained`
  return `Failed runs: ${failureCounts(hypothesis, failures)}; ${speaksOf}.`
}

function failureCounts({ control, treatment }: ComparisonHypothesis, failures: PairedAnalysis['failures']): string {
  const { controlFailures, treatmentFailures, numPairs } = failures
  return `${control} ${controlFailures} of ${numPairs}, ${treatment} ${treatmentFailures} of ${numPairs}`
}

function morePairsNote({ morePairs }: PairedAnalysis): string | null {
  if (morePairs === null) return null
  if (morePairs === Infinity) return 'Deciding it by more pairs is not practical: over 1,000 would be needed.'
  return `About ${counted(morePairs, 'more pair')} would be expected to decide.`
}

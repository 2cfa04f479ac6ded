import { comparisonWords } from '../comparison/comparisonWords'
import { epsilonOf } from '../comparison/pairEffect'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import { pointWords } from '../shared/runPoint'
import type { BestOfTypes, RivalAnalysis } from './types'
import { amountsOf, closestRival, scaleFor } from './words'

/** The verdict on an arm against several in words, from the subject of the sentence on. */
export function bestOfSentence(judgement: Wordless<BestOfTypes>): string {
  const lack = lacking(judgement)
  if (lack !== null) return `${lack}, ${conclusion(judgement)}.`
  const { hypothesis } = judgement.claim
  const { analysis, evidence } = judgement
  const { arm, metric, margin } = hypothesis
  const epsilon = epsilonOf(margin)
  const plus = epsilon > 0 ? ` plus ${epsilon}` : ''
  const failed = analysis.rivals.filter(({ ownFailures, rivalFailures }) => ownFailures + rivalFailures > 0)
  const notes = [
    closestNote(judgement),
    epsilon > 0 ? `With ${epsilon} added to both values these are no percentages of ${metric} itself.` : null,
    failed.length === 0 ? null : failureNote(arm, failed, evidence.rows.length)
  ]
  const found = `${findingOf(judgement, `${arm}'s ${pointWords(metric, evidence.measure)}${plus}`)}, ${conclusion(judgement)}.`
  return [found, ...notes.filter((note) => note !== null)].join(' ')
}

function findingOf(
  { claim: { hypothesis }, analysis, evidence, verdict }: Wordless<BestOfTypes>,
  subject: string
): string {
  const { rivals, delta } = analysis
  const { to, toBy, fro, froBy } = amountsOf(hypothesis, delta, evidence)
  const each = `each of ${counted(rivals.length, 'other')}'`
  const isAmong = hypothesis.among === true
  const claimed = isAmong
    ? `not ${fro} than any of ${counted(rivals.length, 'other')}'${froBy}`
    : `${to} than ${each}${toBy}`
  const { outcome, subtype } = verdict
  if (outcome === 'reproduced') return `${subject} is ${claimed}`
  if (outcome === 'below-margin') return `${subject} is ${to} than ${each}, but not${toBy}`
  if (outcome === 'refuted') {
    const isBeaten = subtype === 'beaten'
    const by = rivals.filter(({ standing }) => standing === 'beaten' || (!isBeaten && standing === 'no-better'))
    return `${subject} is ${isBeaten ? fro : `not ${to}`} than ${names(by)}'s${isBeaten ? froBy : toBy}`
  }
  if (subtype === 'direction') return `${subject} is ${to} than ${each}, but whether${toBy} is undecided`
  const shown = rivals.filter(({ named }) => named)
  const so = shown.length === 0 ? '' : ` (so shown by itself: ${names(shown)})`
  return `whether ${subject} is ${claimed} ${objection(subtype, rivals)}${so}`
}

function objection(subtype: string | null, rivals: readonly RivalAnalysis[]): string {
  const where = names(rivals.filter(({ standing }) => standing === subtype))
  switch (subtype) {
    case 'failures':
      return `is undecided, since an arm that the runs favour failed more often (${where})`
    case 'co-check':
      return `is undecided, since the exact sign-flip test does not agree (${where})`
    case 'skew':
      return `is undecided, since the differences are too skewed (${where})`
    case 'no-spread':
      return `is undecided, since equal pairs say nothing of those that were not seen (${where})`
    case 'selection':
      return 'depends on which of the settings is taken that selection cannot tell from the best'
    default:
      return 'is undecided'
  }
}

/** The other that matters most, with its numbers. */
function closestNote({ claim: { hypothesis }, analysis, evidence }: Wordless<BestOfTypes>): string | null {
  const closest = closestRival(hypothesis, analysis)
  if (closest === null || closest.interval === null) return null
  const { effect, interval } = comparisonWords(closest.theta!, closest.interval, analysis.delta, scaleFor(evidence))
  return `Strongest of the others: ${effect} ${closest.arm}'s (${levelWords(closest.interval)} interval: ${interval}, ${counted(closest.numPairs, 'paired seed')}).`
}

function failureNote(arm: string, failed: readonly RivalAnalysis[], of: number): string {
  const own = failed[0]!.ownFailures
  const others = failed.filter(({ rivalFailures }) => rivalFailures > 0)
  const counts = [...(own > 0 ? [`${arm} ${own}`] : []), ...others.map((each) => `${each.arm} ${each.rivalFailures}`)]
  return `Failed runs of ${of}: ${counts.join(', ')}; intervals speak of the pairs in which both arms trained.`
}

function lacking({ verdict: { outcome, subtype }, analysis: { rivals }, claim }: Wordless<BestOfTypes>): string | null {
  if (outcome !== 'not-evaluable') return null
  if (subtype === 'no-data') return 'no seed was run'
  const where = names(rivals.filter(({ standing }) => standing === subtype))
  if (subtype === 'too-many-failures') return `too many runs failed of ${claim.hypothesis.arm} or ${where}`
  if (subtype === 'no-logarithm')
    return `a value of 0 or below has no logarithm (against ${where}; margin.epsilon mends it)`
  return `fewer than 3 pairs of runs trained in both arms (against ${where})`
}

function names(rivals: readonly RivalAnalysis[]): string {
  const all = rivals.map(({ arm }) => arm)
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`
}

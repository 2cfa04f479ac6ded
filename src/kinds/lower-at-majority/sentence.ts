import { comparisonWords } from '../comparison/comparisonWords'
import { epsilonOf } from '../comparison/pairEffect'
import { measureWords, scaleOf } from '../comparison/sentence'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import type { Conjunction, SettingCounts, SettingsAnalysis, SettingsHypothesis, SettingsTypes } from './types'

/** The verdict on a whole map in words, from the subject of the sentence on. */
export function settingsSentence(judgement: Wordless<SettingsTypes>): string {
  const { analysis } = judgement
  const { hypothesis } = judgement.claim
  if (judgement.verdict.outcome === 'not-evaluable') return notEvaluable(judgement, hypothesis, analysis)
  const { treatment, control, metric, margin } = hypothesis
  const { lower, notLower, numSettings, numPairs, counts } = analysis
  const epsilon = epsilonOf(margin)
  const plus = epsilon > 0 ? ` plus ${epsilon}` : ''
  const { enough } = amounts(judgement, analysis)
  const shown =
    `${treatment}'s ${measureWords(judgement.evidence.cells[0]!)}${plus} is shown to be lower than ` +
    `${control}'s${plus}${enough} at ${lower.shown} of ${counted(numSettings, 'setting')} (${levelOf(lower)}, ` +
    `${counted(numPairs, 'paired seed')} each) and not to be so at ${notLower.shown} (${levelOf(notLower)})`
  const notes = [
    `Setting by setting (Holm over them, exploratory): ${settingCountsWords(counts)}.`,
    epsilon > 0 ? `With ${epsilon} added to both losses these are no percentages of ${metric} itself.` : null
  ]
  return [
    `${shown}: ${finding(judgement, analysis)}, ${conclusion(judgement)}.`,
    ...notes.filter((note) => note !== null)
  ].join(' ')
}

function finding(judgement: Wordless<SettingsTypes>, analysis: SettingsAnalysis): string {
  const { outcome, subtype } = judgement.verdict
  const { lower, notLower, opposite, lowerAtAll, failing } = analysis
  const majority = `a majority (${lower.needed} or more)`
  if (outcome === 'reproduced') return majority
  if (outcome === 'inconclusive') {
    return subtype === 'failures'
      ? `it would be decided by ${counted(failing, 'setting')} more, as the runs that trained show, but an arm that they favour fails more often there by more than the margin of failures`
      : `whether it is so at ${majority} is undecided`
  }
  const noMajority = `${notLower.needed} or more leave no majority`
  if (outcome === 'below-margin') {
    return `${noMajority}; but it is lower, by whatever amount, at ${lowerAtAll!.shown}, ${majority} (${levelOf(lowerAtAll!)})`
  }
  if (subtype !== 'opposite') return noMajority
  const { more } = amounts(judgement, analysis)
  return `at ${opposite.shown}, ${majority}, it is even higher${more} (${levelOf(opposite)})`
}

/** What the single settings show, in the order of the outcomes. */
export function settingCountsWords({
  lower,
  belowMargin = 0,
  notLower,
  undecided,
  notEvaluable
}: SettingCounts): string {
  const short = belowMargin > 0 ? `, ${belowMargin} lower by less than the margin` : ''
  return `${lower} lower${short}, ${notLower} not lower, ${undecided} undecided, ${notEvaluable} not evaluable`
}

/** `by at least 1 % (0.99 % downwards)`, and upwards; '' for bare direction. */
function amounts(
  { evidence }: Wordless<SettingsTypes>,
  { delta }: SettingsAnalysis
): { readonly enough: string; readonly more: string } {
  if (delta === 0) return { enough: '', more: '' }
  const scale = scaleOf(evidence.cells[0]!)
  const { margin, marginDownwards } = comparisonWords(0, { lower: 0, upper: 0 }, delta, scale)
  const downwards = scale.kind === 'log-ratio' ? ` (${marginDownwards} downwards)` : ''
  return { enough: ` by at least ${margin}${downwards}`, more: ` by at least ${margin}` }
}

function levelOf({ level }: Conjunction): string {
  return `each at level ${levelWords({ lower: 0, upper: 0, level: 1 - level })}`
}

function notEvaluable(
  judgement: Wordless<SettingsTypes>,
  { metric }: SettingsHypothesis,
  { numSettings, settings, notLower, numPairs }: SettingsAnalysis
): string {
  const { subtype } = judgement.verdict
  if (subtype === 'no-data') return `no pair was run, ${conclusion(judgement)}.`
  if (subtype === 'too-few-pairs') {
    return `${counted(numPairs, 'pair')} of runs at each setting and 3 are needed, ${conclusion(judgement)}.`
  }
  const place = settings.filter(({ verdict }) => verdict.subtype === subtype).length
  const where = `at ${place} of ${counted(numSettings, 'setting')}`
  const few = `too few are left to show anything of a majority (${notLower.needed} at the least)`
  if (subtype === 'too-many-failures') return `too many runs failed ${where}: ${few}, ${conclusion(judgement)}.`
  const remedy = 'To mend: state a margin.epsilon in the claim; it is added to both losses.'
  return `${metric} is 0 or below ${where}, which has no logarithm: ${few}, ${conclusion(judgement)}. ${remedy}`
}

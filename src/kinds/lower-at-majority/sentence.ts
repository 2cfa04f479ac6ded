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
  const { metric, margin } = hypothesis
  const { lower, notLower, numPairs, counts } = analysis
  const epsilon = epsilonOf(margin)
  const notes = [
    `It is shown not to be so at ${notLower.shown}.`,
    `Each setting has ${counted(numPairs, 'paired seed')}; lower is tested at level ${levelOf(lower)}, not lower at ${levelOf(notLower)}.`,
    `Setting by setting (Holm over them, exploratory): ${settingCountsWords(counts)}.`,
    epsilon > 0 ? `With ${epsilon} added to both losses these are no percentages of ${metric} itself.` : null
  ]
  return [settingsAnswer(judgement), ...notes.filter((note) => note !== null)].join(' ')
}

/** The same in one sentence. */
export function settingsAnswer(judgement: Wordless<SettingsTypes>): string {
  const { analysis } = judgement
  const { hypothesis } = judgement.claim
  if (judgement.verdict.outcome === 'not-evaluable') return notEvaluable(judgement, hypothesis, analysis)
  const { treatment, control, margin } = hypothesis
  const { lower, numSettings } = analysis
  const epsilon = epsilonOf(margin)
  const plus = epsilon > 0 ? ` plus ${epsilon}` : ''
  const shown =
    `${treatment}'s ${measureWords(judgement.evidence.cells[0]!)}${plus} is lower than ${control}'s${plus}${marginOf(judgement, analysis)} ` +
    `at ${lower.shown} of ${counted(numSettings, 'setting')}`
  return `${shown}: ${finding(judgement, analysis)}, ${conclusion(judgement)}.`
}

function finding(judgement: Wordless<SettingsTypes>, analysis: SettingsAnalysis): string {
  const { outcome, subtype } = judgement.verdict
  const { lower, opposite, lowerAtAll, failing } = analysis
  const majority = `a majority (${lower.needed} or more)`
  if (outcome === 'reproduced') return majority
  if (outcome === 'inconclusive') {
    return subtype === 'failures'
      ? `${counted(failing, 'setting')} more would decide it, but the arm that is better there fails more often`
      : 'a majority is undecided'
  }
  const noMajority = 'no majority is left'
  if (outcome === 'below-margin') {
    return `${noMajority}, though it is lower by some amount at ${lowerAtAll!.shown}, ${majority}`
  }
  if (subtype !== 'opposite') return noMajority
  return `at ${opposite.shown} higher`
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

/** ` by the margin of 1 %`, which as a ratio is a little less from above; '' for bare direction. */
function marginOf({ evidence }: Wordless<SettingsTypes>, { delta }: SettingsAnalysis): string {
  if (delta === 0) return ''
  const { margin } = comparisonWords(0, { lower: 0, upper: 0 }, delta, scaleOf(evidence.cells[0]!))
  return ` by the margin of ${margin}`
}

function levelOf({ level }: Conjunction): string {
  return levelWords({ lower: 0, upper: 0, level: 1 - level })
}

function notEvaluable(
  judgement: Wordless<SettingsTypes>,
  { metric }: SettingsHypothesis,
  { numSettings, settings, numPairs }: SettingsAnalysis
): string {
  const { subtype } = judgement.verdict
  if (subtype === 'no-data') return `no pair was run, ${conclusion(judgement)}.`
  if (subtype === 'too-few-pairs') {
    return `${counted(numPairs, 'pair')} of runs at each setting and 3 are needed, ${conclusion(judgement)}.`
  }
  const place = settings.filter(({ verdict }) => verdict.subtype === subtype).length
  const where = `at ${place} of ${counted(numSettings, 'setting')}`
  if (subtype === 'too-many-failures')
    return `too many runs failed ${where}, which leaves too few for a majority, ${conclusion(judgement)}.`
  const remedy = 'To mend: state a margin.epsilon in the claim; it is added to both losses.'
  return `${metric} has no logarithm ${where}, which leaves too few for a majority, ${conclusion(judgement)}. ${remedy}`
}

import type { Claim, ComparisonHypothesis } from '../../spec/types'
import { counted, levelWords } from '../../verdict/conclusion'
import { type EffectWords, effectWords } from '../../verdict/effectWords'
import { deltaOf } from '../../verdict/pairEffect'
import type { AdjudicatedGroup } from '../adjudicate'
import { describeLabels } from '../analyse/cells'
import type { ArmSummary, Comparison } from '../analyse/types'
import { pWords, scaleOf, verdictWords } from './words'

/** The decisive verdict on a group in plain words, made from its numbers. */
export function groupSentence(claim: Claim, { group, overall, directions }: AdjudicatedGroup): string {
  const hypothesis = claim.hypothesis as ComparisonHypothesis
  const where = Object.keys(group).length === 0 ? '' : `${describeLabels(group)}: `
  const end = `so the claim is ${verdictWords(overall.verdict).replace('not-evaluable', 'not evaluable')}.`
  const notes = [failureNote(hypothesis, overall), settingsNote(overall), directionsNote(directions)]
    .filter((note) => note !== null)
    .join(' ')
  const { effect } = overall
  if (effect === null) return `${where}${missing(overall)}, ${end}${notes === '' ? '' : ` ${notes}`}`
  const words = effectWords(effect.theta, effect.interval, deltaOf(hypothesis.margin), scaleOf(hypothesis.margin))
  const average = overall.settings > 1 ? `, averaged over ${counted(overall.settingsUsed, 'setting')},` : ''
  const { control, treatment, metric } = hypothesis
  return (
    `${where}${treatment}'s final ${metric}${average} is ${words.effect} ${control}'s ` +
    `(${levelWords(effect.interval)} interval: ${words.interval}; ${sizeWords(overall)}): ` +
    `${finding(overall, hypothesis, words)}, ${end}${notes === '' ? '' : ` ${notes}`}`
  )
}

function missing({ verdict, control, treatment }: Comparison): string {
  switch (verdict.subtype) {
    case 'no-data':
      return 'no setting has runs of both arms'
    case 'too-many-failures':
      return 'too many runs failed'
    default:
      return `${control.runs} and ${treatment.runs} runs are too few`
  }
}

function sizeWords({ method, control, treatment }: Comparison): string {
  const runs = `${control.runs - control.numFailed} and ${treatment.runs - treatment.numFailed} runs`
  switch (method) {
    case 'paired':
      return `${runs}, paired by seed`
    case 'by-setting':
      return `${runs}, one a setting`
    default:
      return `${runs}, unpaired`
  }
}

function finding({ verdict, effect }: Comparison, { kind }: ComparisonHypothesis, words: EffectWords): string {
  const { outcome, subtype } = verdict
  const isBare = Number.parseFloat(words.margin) === 0
  const downwards = words.marginDownwards === words.margin ? '' : ` (${words.marginDownwards} downwards)`
  const enough = `by at least ${words.margin}${downwards}`
  const lower = isBare ? 'lower' : `lower ${enough}`
  const within = `within ${words.margin} either way`
  const claimed = kind === 'equivalent' ? within : lower
  if (outcome === 'inconclusive') {
    switch (subtype) {
      case 'failures':
        return `${claimed} where runs trained, but the arms failed unequally often`
      case 'co-check':
        return `the interval would decide whether it is ${claimed}, but the exact test (${pWords(effect!.pExact)}) does not agree`
      case 'direction':
        return `lower, but whether ${enough} is undecided`
      default:
        return `whether it is ${claimed} is undecided`
    }
  }
  if (kind === 'equivalent') return outcome === 'reproduced' ? within : `different ${enough}`
  if ((kind === 'lower') === (outcome === 'reproduced')) return lower
  switch (subtype) {
    case 'opposite':
      return `not ${lower} but higher${isBare ? '' : ` by at least ${words.margin}`}`
    case 'lower-by-less-than-margin':
      return `not ${lower}; lower, but by less than that`
    case 'equivalent':
      return `not ${lower} but ${within}`
    case 'higher':
      return `not ${lower} but higher`
    default:
      return `not ${lower}`
  }
}

function failureNote(hypothesis: ComparisonHypothesis, { control, treatment, pFailures }: Comparison): string | null {
  if (control.numFailed + treatment.numFailed === 0) return null
  const words = (arm: string, { numFailed, runs, failures }: ArmSummary) => {
    const kinds = Object.entries(failures).map(([kind, count]) => `${count} ${kind}`)
    return `${arm} ${numFailed} of ${runs}${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}`
  }
  return `Failed runs: ${words(hypothesis.control, control)}, ${words(hypothesis.treatment, treatment)}; exact test of equal rates ${pWords(pFailures)}.`
}

function settingsNote({ settings, settingsUsed, effect }: Comparison): string | null {
  if (effect === null || settingsUsed === settings) return null
  return `${settings - settingsUsed} of ${settings} settings have too few runs that trained; the average is over the others.`
}

function directionsNote({ below, above }: AdjudicatedGroup['directions']): string | null {
  if (below === 0 || above === 0) return null
  return `The average hides that settings disagree: by its own interval the effect is lower at ${below} of them and higher at ${above}.`
}

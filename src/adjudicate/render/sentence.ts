import { outcomePhrase } from '../../claims/outcomes'
import type { Claim } from '../../kinds'
import { outcomeOfClaimed } from '../../kinds/comparison/answer'
import { claimedSide } from '../../kinds/comparison/claimedSide'
import { type ComparisonWords, comparisonWords, type EffectScale } from '../../kinds/comparison/comparisonWords'
import { deltaOf } from '../../kinds/comparison/pairEffect'
import { distanceWords, resolutionNote } from '../../kinds/comparison/resolutionWords'
import { sideWords } from '../../kinds/comparison/sideWords'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { counted, levelWords } from '../../kinds/shared/conclusion'
import { unseenWords } from '../../kinds/shared/unseenWords'
import { minPairs } from '../../stats/minPairs'
import { pWords } from '../../text/format'
import type { AdjudicatedGroup } from '../adjudicate'
import { describeLabels } from '../analyse/cells'
import type { ArmSummary, Comparison } from '../analyse/types'
import type { Mapping } from '../mapping/types'
import { scaleOfGroup, valueWords } from './words'

/** The decisive verdict on a group in plain words, made from its numbers. */
export function groupSentence(
  claim: Claim,
  { group, overall, directions }: AdjudicatedGroup,
  unit: Mapping['epochs']['unit']
): string {
  const hypothesis = claim.hypothesis as PairedHypothesis
  const where = Object.keys(group).length === 0 ? '' : `${describeLabels(group)}: `
  const end = `so the claim is ${outcomePhrase(overall.verdict)}.`
  const scale = scaleOfGroup(hypothesis, unit)
  const notes = [
    failureNote(hypothesis, overall),
    unseenNote(overall, claim.decision.alpha),
    censoredNote(hypothesis, overall, unit),
    overall.resolution === null ? null : resolutionNote(overall.resolution, deltaOf(hypothesis.margin), scale),
    settingsNote(overall),
    acrossNote(overall, hypothesis, scale),
    directionsNote(directions, scale)
  ]
    .filter((note) => note !== null)
    .join(' ')
  const { effect } = overall
  if (effect === null) return `${where}${missing(hypothesis, overall)}, ${end}${notes === '' ? '' : ` ${notes}`}`
  const numbers = comparisonWords(effect.theta, effect.interval, deltaOf(hypothesis.margin), scale)
  const average = overall.settings > 1 ? `, averaged over ${counted(overall.settingsUsed, 'setting')},` : ''
  const { control, treatment } = hypothesis
  return (
    `${where}${treatment}'s ${valueWords(hypothesis)}${average} is ${numbers.effect} ${control}'s ` +
    `(${levelWords(effect.interval)} interval: ${numbers.interval}; ${sizeWords(overall)}): ` +
    `${finding(overall, hypothesis, numbers, scale)}, ${end}${notes === '' ? '' : ` ${notes}`}`
  )
}

function missing(hypothesis: PairedHypothesis, { verdict, control, treatment }: Comparison): string {
  switch (verdict.subtype) {
    case 'no-data':
      return 'no setting has runs of both arms'
    case 'too-many-failures':
      return 'too many runs failed'
    case 'too-many-censored':
      return `too many runs of ${hypothesis.control} and of ${hypothesis.treatment} did not reach the threshold`
    default:
      return `${control.runs} and ${treatment.runs} runs are too few`
  }
}

function sizeWords({ method, control, treatment, pairs, settingsUsed }: Comparison): string {
  if (pairs !== null && settingsUsed > 1) {
    return `${counted(pairs.pairs, 'pair')} by ${counted(pairs.seeds, 'seed')} at ${counted(settingsUsed, 'setting')}`
  }
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

function finding(
  { verdict, effect, pairs, alphaJ, smallestExactP, resolution }: Comparison,
  hypothesis: PairedHypothesis,
  words: ComparisonWords,
  scale: EffectScale
): string {
  const { outcome, subtype } = verdict
  const isBare = Number.parseFloat(words.margin) === 0
  const { claimed, to, toBy, fro, froBy, within } = sideWords(hypothesis, words, scale, isBare)
  if (outcome === 'inconclusive') {
    switch (subtype) {
      case 'failures':
        return `the runs that trained would decide whether it is ${claimed}, but an arm that they favour fails more often by more than the margin of failures`
      case 'co-check':
        if (pairs !== null && smallestExactP! > alphaJ) {
          return `the interval would decide whether it is ${claimed}, but the exact test cannot decide below ${minPairs(alphaJ)} seeds`
        }
        return `the interval would decide whether it is ${claimed}, but the exact test (${pWords(effect!.pExact)}) does not agree`
      case 'skew':
        return `the interval would decide whether it is ${claimed}, but not with the skewness of the differences allowed for`
      case 'no-spread':
        return `whether it is ${claimed} cannot be said, since equal runs say nothing of those that were not seen`
      case 'resolution':
        return `whether it is ${claimed} cannot be told from times that are known to ${distanceWords(resolution!, scale)}`
      case 'settings-disagree':
        return `whether it is ${claimed} depends on the setting`
      case 'direction':
        return `${to}, but whether${toBy} is undecided`
      default:
        return `whether it is ${claimed} is undecided`
    }
  }
  if (outcome === 'below-margin') return `${to}, but not${toBy}`
  if (claimedSide(hypothesis) === 0) return outcome === 'reproduced' ? within : `different${toBy}`
  if (outcomeOfClaimed(hypothesis, outcome) === 'reproduced') return claimed
  switch (subtype) {
    case 'opposite':
      return `not ${claimed} but ${fro}${froBy}`
    case 'higher-by-less-than-margin':
    case 'lower-by-less-than-margin':
      return `not ${claimed} but ${fro}, by less than ${words.margin}`
    case 'equivalent':
      return `not ${claimed} but ${within}`
    case 'higher':
    case 'lower':
      return `not ${claimed} but ${fro}`
    default:
      return `not ${claimed}`
  }
}

function failureNote(hypothesis: PairedHypothesis, { control, treatment, pFailures }: Comparison): string | null {
  if (control.numFailed + treatment.numFailed === 0) return null
  const words = (arm: string, { numFailed, runs, failures }: ArmSummary) => {
    const kinds = Object.entries(failures).map(([kind, count]) => `${count} ${kind}`)
    return `${arm} ${numFailed} of ${runs}${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`}`
  }
  return `Failed runs: ${words(hypothesis.control, control)}, ${words(hypothesis.treatment, treatment)}; exact test of equal rates ${pWords(pFailures)}.`
}

function unseenNote({ unseen, method }: Comparison, alpha: number): string | null {
  const what = { unpaired: 'runs of an arm', paired: 'seeds', 'by-setting': 'settings' }[method ?? 'unpaired']
  return unseen === null ? null : unseenWords(unseen, what, alpha)
}

function censoredNote(
  { control, treatment }: PairedHypothesis,
  { censored, ...comparison }: Comparison,
  unit: Mapping['epochs']['unit']
): string | null {
  if (censored === null) return null
  const words = (arm: string, count: number, { runs, numFailed }: ArmSummary) =>
    `${arm} ${count} of ${runs - numFailed}`
  const counts = [
    words(control, censored.control, comparison.control),
    words(treatment, censored.treatment, comparison.treatment)
  ]
  return `Runs that did not reach the threshold, and count with ${censored.length} ${unit}s: ${counts.join(', ')}.`
}

function settingsNote({ settings, settingsUsed, effect }: Comparison): string | null {
  if (effect === null || settingsUsed === settings) return null
  return `${settings - settingsUsed} of ${settings} settings have too few runs that trained; the average is over the others.`
}

/** The other estimand: not the average over these settings, but over settings like these. */
function acrossNote({ across }: Comparison, { margin }: PairedHypothesis, scale: EffectScale): string | null {
  if (across === null) return null
  const [average, further] = [across.interval, across.prediction].map(
    (interval) => comparisonWords(across.mean, interval, deltaOf(margin), scale).interval
  )
  return `Over settings like these, were they drawn at random, the effect is ${average} on average, and ${further} at a further one.`
}

function directionsNote({ below, above }: AdjudicatedGroup['directions'], { less, more }: EffectScale): string | null {
  if (below === 0 || above === 0) return null
  return `The average hides that settings disagree: by its own interval the effect is ${less} at ${below} of them and ${more} at ${above}.`
}

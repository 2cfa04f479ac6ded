import { outcomePhrase } from '../../../claims/outcomes'
import type { ClaimWith } from '../../../claims/types'
import { groupBy } from '../../../json/groupBy'
import { minPairs } from '../../../stats/minPairs'
import { formatNumber, formatPercent, pWords } from '../../../text/format'
import type { Wordless } from '../../judged'
import { counted, levelWords } from '../../shared/conclusion'
import { unseenWords } from '../../shared/unseenWords'
import { type ComparisonWords, comparisonWords, type EffectScale } from '../comparisonWords'
import { failureMarginOf } from '../failures'
import { deltaOf } from '../pairEffect'
import { distanceWords, resolutionNote } from '../resolutionWords'
import { decidedWords, sideWords } from '../sideWords'
import type { PairedHypothesis } from '../types'
import { describeLabels } from './cells'
import { MIN_RUNS } from './compareArms'
import { smallestExactP } from './smallestExactP'
import type { AdjudicatedGroup, ArmSummary, Comparison, LogsEvidence, LogsTypes, WithoutPartner } from './types'
import { scaleOfGroup, valueWords, whoseWords } from './words'

/** Settings of one arm alone that are named in a sentence, and ends of a row of run numbers. */
const MOST_NAMED = 3

/** The verdict in plain words: whose runs they are, then group by group. */
export function logsSentence({ claim, evidence, analysis, verdict }: Wordless<LogsTypes>): string {
  const lead = whoseWords(evidence)
  const sentences = analysis.groups.map((group) => groupSentence(claim, group, evidence))
  if (sentences.length === 1) return `${lead}: ${sentences[0]}`
  const end = `so the claim is ${outcomePhrase(verdict)}.`
  if (sentences.length === 0) {
    const unusable = analysis.warnings.at(-1)
    return verdict.subtype === 'no-logarithm'
      ? `${lead}: no ratio can be taken, ${end} ${unusable ?? ''}`.trimEnd()
      : `${lead}: no run is of either arm, ${end}`
  }
  const outcomes = groupBy(analysis.groups, ({ overall }) => overall.verdict.outcome)
  const counts = [...outcomes].map(([outcome, { length }]) => `${length} ${outcome}`).join(', ')
  return [`${lead}: of ${counted(sentences.length, 'group')} ${counts}, ${end}`, ...sentences].join(' ')
}

/** The decisive verdict on a group in plain words, made from its numbers. */
export function groupSentence(
  claim: ClaimWith<PairedHypothesis>,
  adjudicated: AdjudicatedGroup,
  { unit, pairing }: Pick<LogsEvidence, 'unit' | 'pairing'>
): string {
  const { group, overall, directions } = adjudicated
  const { hypothesis } = claim
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
  if (effect === null)
    return `${where}${missing(hypothesis, adjudicated, pairing)}, ${end}${notes === '' ? '' : ` ${notes}`}`
  const numbers = comparisonWords(effect.theta, effect.interval, deltaOf(hypothesis.margin), scale)
  const average = overall.settings > 1 ? `, averaged over ${counted(overall.settingsUsed, 'setting')},` : ''
  const { control, treatment } = hypothesis
  return (
    `${where}${treatment}'s ${valueWords(hypothesis)}${average} is ${numbers.effect} ${control}'s ` +
    `(${levelWords(effect.interval)} interval: ${numbers.interval}; ${sizeWords(overall, hypothesis)}): ` +
    `${finding(overall, hypothesis, numbers, scale)}, ${end}${notes === '' ? '' : ` ${notes}`}`
  )
}

function missing(
  hypothesis: PairedHypothesis,
  { overall, unmatched, withoutPartner }: AdjudicatedGroup,
  pairing: LogsEvidence['pairing']
): string {
  const { verdict, control, treatment, alphaJ } = overall
  const arms = [hypothesis.control, hypothesis.treatment] as const
  switch (verdict.subtype) {
    case 'no-data': {
      const where = arms.flatMap((arm) => {
        const own = unmatched.filter((one) => one.arm === arm).map(({ setting }) => describeLabels(setting))
        const named = own.slice(0, MOST_NAMED).filter((words) => words !== '')
        return named.length === 0 ? [] : [`${arm}: ${named.join('; ')}${own.length > MOST_NAMED ? '; ...' : ''}`]
      })
      return `no setting has runs of both arms${where.length === 0 ? '' : ` (${where.join(', ')})`}`
    }
    case 'too-many-failures':
      return 'too many runs failed'
    case 'too-many-censored':
      return `too many runs of ${hypothesis.control} and of ${hypothesis.treatment} did not reach the threshold`
    default: {
      if (withoutPartner.length > 0 && withoutPartner.length === control.runs + treatment.runs) {
        const [a, b] = arms.map((arm) => idsOf(withoutPartner.filter((run) => run.arm === arm)))
        return `no seed of ${arms[0]} (${a}) is one of ${arms[1]}'s (${b}): nothing to pair`
      }
      const level = formatNumber(alphaJ)
      if (pairing === 'seed') {
        const pairs = (control.runs + treatment.runs - withoutPartner.length) / 2
        return `${counted(pairs, 'pair')} ${pairs === 1 ? 'is' : 'are'} too few (${MIN_RUNS} are judged, and ${minPairs(alphaJ)} can decide at level ${level})`
      }
      const [few, many] = [runsOf(control), runsOf(treatment)]
      return `${few} of ${arms[0]} and ${many} of ${arms[1]} are too few (${MIN_RUNS} of each are judged, and ${runsToDecide(alphaJ)} of each can decide at level ${level})`
    }
  }
}

const runsOf = ({ runs }: ArmSummary) => counted(runs, 'run')

/** Smallest number of runs of each arm with which the permutation test can get to a level. */
function runsToDecide(alpha: number): number {
  let runs = MIN_RUNS
  const blockOf = (size: number) => [{ a: new Array<number>(size).fill(0), b: new Array<number>(size).fill(0) }]
  while (smallestExactP(blockOf(runs)) > alpha) runs++
  return runs
}

/** Run numbers in their order: a row of whole numbers by its ends. */
function idsOf(runs: readonly WithoutPartner[]): string {
  const ids = [...new Set(runs.map(({ id }) => id ?? 'without a number'))]
  const numbers = ids.map(Number)
  const isRow = ids.length > 2 && numbers.every((number, index) => number === numbers[0]! + index)
  if (isRow) return `${ids[0]} to ${ids.at(-1)}`
  return ids.length > 2 * MOST_NAMED ? `${ids.slice(0, 2 * MOST_NAMED).join(', ')}, ...` : ids.join(', ')
}

/** In the order of the sentence. */
function sizeWords({ method, control, treatment, pairs, settingsUsed }: Comparison, arms: PairedHypothesis): string {
  if (pairs !== null && settingsUsed > 1) {
    return `${counted(pairs.pairs, 'pair')} by ${counted(pairs.seeds, 'seed')} at ${counted(settingsUsed, 'setting')}`
  }
  if (method === 'paired') return `${counted(pairs!.pairs, 'pair')} by seed`
  const trained = ({ runs, numFailed }: ArmSummary) => runs - numFailed
  const runs = `${counted(trained(treatment), 'run')} of ${arms.treatment} and ${trained(control)} of ${arms.control}`
  return `${runs}, ${method === 'by-setting' ? 'one a setting' : 'unpaired'}`
}

function finding(
  { verdict, effect, pairs, alphaJ, smallestExactP: smallest, resolution, control, treatment }: Comparison,
  hypothesis: PairedHypothesis,
  words: ComparisonWords,
  scale: EffectScale
): string {
  const { outcome, subtype } = verdict
  const isBare = Number.parseFloat(words.margin) === 0
  const sides = sideWords(hypothesis, words, scale, isBare)
  const { claimed, to, toBy } = sides
  if (outcome === 'inconclusive') {
    switch (subtype) {
      case 'failures': {
        const failed = (arm: string, { numFailed, runs }: ArmSummary) => `${arm} failed in ${numFailed} of ${runs} runs`
        const margin = formatPercent(failureMarginOf(hypothesis.margin))
        return `the runs that trained would decide whether it is ${claimed}, but ${failed(hypothesis.treatment, treatment)} and ${failed(hypothesis.control, control)}: an arm that they favour fails more often by more than ${margin}`
      }
      case 'co-check':
        if (smallest! > alphaJ) {
          const [size, enough] =
            pairs === null
              ? ['so few runs', `${runsToDecide(alphaJ)} of each arm`]
              : [counted(pairs.seeds, 'pair'), String(minPairs(alphaJ))]
          return `the interval would decide whether it is ${claimed}, but ${size} can never decide at level ${formatNumber(alphaJ)} (smallest exact p ${formatNumber(smallest!, 3)}): ${enough} can`
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
  return decidedWords(verdict, hypothesis, sides, words.margin)
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
  unit: LogsEvidence['unit']
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

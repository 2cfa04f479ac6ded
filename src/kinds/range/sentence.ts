import { agreeingRound } from '../../text/agreeingRound'
import { formatPercent } from '../../text/format'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import { lacking, meanWords } from '../shared/meanWords'
import { unseenWords } from '../shared/unseenWords'
import { rangeMetricWords } from './evidence'
import type { RangeAnalysis, RangeTypes } from './types'

const DIGITS = 3

/** The verdict on a range in words, from the subject of the sentence on; it says what is claimed to lie in it. */
export function rangeSentence(judgement: Wordless<RangeTypes>): string {
  const { analysis } = judgement
  const { arm } = judgement.evidence
  const { diverged, numSeeds, reported, unseen } = analysis
  const lack = lacking(judgement.verdict, analysis)
  if (lack !== null) return `${lack}, ${conclusion(judgement)}.`
  const what = rangeMetricWords(judgement.evidence)
  const { subtype } = judgement.verdict
  const { decision } = judgement.claim
  const notes = [
    diverged > 0 && subtype !== 'failures' ? divergedNote(analysis, numSeeds) : null,
    ...besideNotes(analysis),
    unseen === undefined ? null : unseenWords(unseen, 'runs', decision.alpha),
    reported === null ? null : reportedWords(reported)
  ].filter((note) => note !== null)
  const found = `${measured(analysis, arm.arm, what)}: ${finding(judgement)}, ${conclusion(judgement)}.`
  return [found, ...notes].join(' ')
}

function measured(analysis: RangeAnalysis, arm: string, what: string): string {
  const { low, high, of, inside, prediction } = analysis
  if (of === 'share' && inside !== undefined)
    return `${arm}'s ${what} is inside ${rangeWords(analysis)} in ${inside.count} of ${counted(inside.of, 'run')}${shareBounds(inside)}`
  if (of === 'run' && prediction) {
    return `a further run of ${arm} would be expected to have a ${what} of ${boundsWords(prediction, [low, high])}`
  }
  if (of === 'run' && prediction === null) return `the ${what} of a further run of ${arm} has no bounds`
  return `${arm}'s mean ${what} is ${meanWords(analysis, [low, high], 'seed')}`
}

function finding({ verdict: { outcome, subtype }, analysis }: Wordless<RangeTypes>): string {
  const { of, inside, diverged } = analysis
  if (of === 'share') {
    const share = `${formatPercent(inside!.share!)} of runs`
    if (outcome === 'reproduced') return `in more than ${share}`
    if (outcome === 'refuted') return `in fewer than ${share}`
    return `whether in more than ${share} ${subtype === 'selection' ? SELECTION : 'is undecided'}`
  }
  const range = rangeWords(analysis)
  const subject = of === 'run' ? '' : 'on average '
  if (outcome === 'reproduced') return `${subject}inside ${range}`
  if (outcome === 'refuted') return `${subject}${subtype} ${range}`
  switch (subtype) {
    case 'failures':
      return `${subject}inside ${range}, but ${counted(diverged, 'run')} diverged`
    case 'no-spread':
      return `whether it is ${subject}inside ${range} cannot be said, since equal runs say nothing of those that were not seen`
    case 'skew':
      return `the interval would decide whether it is ${subject}inside ${range}, but not with the skewness of the values allowed for`
    case 'selection':
      return `whether it is ${subject}inside ${range} ${SELECTION}`
    default:
      return `whether it is ${subject}inside ${range} is undecided`
  }
}

const SELECTION = 'depends on which of the settings is taken that selection cannot tell from the best'

function rangeWords({ low, high }: RangeAnalysis): string {
  return `the range of ${low} to ${high}`
}

function divergedNote({ diverged, of }: RangeAnalysis, numSeeds: number): string {
  const runs = `${counted(diverged, 'run')} diverged`
  if (of === 'share') return `${runs}, which ${diverged === 1 ? 'is' : 'are'} not inside.`
  return `${runs}; the ${of === 'run' ? 'interval' : 'mean'} is that of the other ${numSeeds}.`
}

/** What is not claimed, beside what is: single runs beside a mean, and the reverse. Never decisive. */
function besideNotes(analysis: RangeAnalysis): string[] {
  const { of, inside, prediction, low, high, mean, reported } = analysis
  const notes: string[] = []
  if (of !== 'share' && inside !== undefined)
    notes.push(`${inside.count} of ${counted(inside.of, 'run')} are inside${shareBounds(inside)}.`)
  if (of !== undefined && mean !== null) notes.push(`The mean is ${meanWords(analysis, [low, high], 'seed')}.`)
  // What the source reports stands against it.
  if (of !== 'run' && prediction && reported === null) {
    notes.push(`One further run would be expected at ${boundsWords(prediction, [low, high])}.`)
  }
  return notes
}

/** ` (95 % interval of the share: 26.24 % to 87.84 %)`; empty without a run. */
function shareBounds({ interval }: NonNullable<RangeAnalysis['inside']>): string {
  if (interval === null) return ''
  const [lower, upper] = [interval.lower, interval.upper].map((end) => formatPercent(end))
  return ` (${levelWords(interval)} interval of the share: ${lower} to ${upper})`
}

function boundsWords(prediction: NonNullable<RangeAnalysis['prediction']>, references: readonly number[]): string {
  const { lower, upper } = prediction
  const bound = (each: number) => agreeingRound(each, references, DIGITS)
  return `${bound(lower)} to ${bound(upper)} (${levelWords(prediction)} prediction interval)`
}

/** The number that the source reports, beside where one further run falls. Never decisive. */
function reportedWords({ value, prediction }: NonNullable<RangeAnalysis['reported']>): string {
  const { lower, upper } = prediction
  const within = lower <= value && value <= upper
  const bound = (each: number) => agreeingRound(each, [value], DIGITS)
  return `The reported ${value} is ${within ? 'one' : 'none'} that a further run would be expected to give (${levelWords(prediction)} prediction interval: ${bound(lower)} to ${bound(upper)}).`
}

import type { Interval } from '../../stats/interval'
import { agreeingRound } from '../../text/agreeingRound'
import { formatPercent } from '../../text/format'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import { lacking, meanInterval, meanValue } from '../shared/meanWords'
import { unseenWords } from '../shared/unseenWords'
import { rangeMetricWords, rangeWords } from './evidence'
import type { RangeAnalysis, RangeTypes } from './types'

const DIGITS = 3

/** The verdict on a range in words, from the subject of the sentence on; it says what is claimed to lie in it. */
export function rangeSentence(judgement: Wordless<RangeTypes>): string {
  const { analysis } = judgement
  const { diverged, numSeeds, reported, unseen } = analysis
  const lack = lacking(judgement.verdict, analysis)
  if (lack !== null) return `${lack}, ${conclusion(judgement)}.`
  const { subtype } = judgement.verdict
  const { decision } = judgement.claim
  const notes = [
    analysis.places === undefined ? null : placesNote(analysis.places),
    diverged > 0 && subtype !== 'failures' ? divergedNote(analysis, numSeeds) : null,
    ...besideNotes(analysis),
    unseen === undefined ? null : unseenWords(unseen, 'runs', decision.alpha),
    reported === null ? null : reportedWords(reported)
  ].filter((note) => note !== null)
  return [rangeAnswer(judgement), ...intervalNotes(analysis), ...notes].join(' ')
}

/** The same in one sentence. */
export function rangeAnswer(judgement: Wordless<RangeTypes>): string {
  const { analysis, evidence } = judgement
  const lack = lacking(judgement.verdict, analysis)
  if (lack !== null) return `${lack}, ${conclusion(judgement)}.`
  const { arm, control } = evidence
  const less = control === undefined ? '' : ` less ${control.arm}'s`
  const found = measured(analysis, arm.arm, `${rangeMetricWords(evidence)}${less}`)
  const { place, places } = analysis
  const where =
    places === undefined ? '' : ` at ${place} (of ${places.length} values the one that is least for the claim)`
  return `${found}${where}: ${finding(judgement)}, ${conclusion(judgement)}.`
}

/** Each value of an axis by itself. */
function placesNote(places: NonNullable<RangeAnalysis['places']>): string {
  const named = (wanted: 'reproduced' | 'refuted') =>
    places.flatMap(({ name, outcome, outcomeAtShare }) =>
      (wanted === 'refuted' ? outcomeAtShare : outcome) === wanted ? [name] : []
    )
  const [inside, outside] = [named('reproduced'), named('refuted')]
  const against = outside.length === 0 ? '' : `; outside at ${outside.join(', ')}`
  return `By themselves ${inside.length} of ${places.length} values are shown to be inside${against}.`
}

/** The interval that decides. */
function intervalNotes(analysis: RangeAnalysis): string[] {
  const { low, high, of, inside, prediction } = analysis
  if (of === 'share') return inside?.interval ? [`The ${shareWords(inside.interval)}.`] : []
  if (of === 'spread') {
    if (analysis.spread === undefined) return []
    const [lower, upper] = [analysis.spread.lower, analysis.spread.upper].map((end) =>
      agreeingRound(end, [low, high], DIGITS)
    )
    return [
      `The ${levelWords(analysis.spread)} interval is ${lower} to ${upper} (${counted(analysis.numSeeds, 'seed')}).`
    ]
  }
  if (of === 'run') return prediction ? [`That is the ${levelWords(prediction)} prediction interval.`] : []
  return [meanInterval(analysis, [low, high], 'seed')]
}

function shareWords(interval: Interval): string {
  const [lower, upper] = [interval.lower, interval.upper].map((end) => formatPercent(end))
  return `${levelWords(interval)} interval of the share is ${lower} to ${upper}`
}

function measured(analysis: RangeAnalysis, arm: string, what: string): string {
  const { low, high, of, inside, prediction } = analysis
  if (of === 'share' && inside !== undefined)
    return `${arm}'s ${what} is inside ${rangeWords(analysis)} in ${inside.count} of ${counted(inside.of, 'run')}`
  if (of === 'run' && prediction) {
    return `a further run of ${arm} would be expected to have a ${what} of ${boundsWords(prediction, [low, high])}`
  }
  if (of === 'spread' && analysis.standardDeviation !== null) {
    return `the standard deviation of ${arm}'s ${what} over runs is ${agreeingRound(analysis.standardDeviation, [low, high], DIGITS)}`
  }
  if (of === 'run' && prediction === null) return `the ${what} of a further run of ${arm} has no bounds`
  return `${arm}'s mean ${what} is ${meanValue(analysis, [low, high])}`
}

function finding({ verdict: { outcome, subtype }, analysis }: Wordless<RangeTypes>): string {
  const { of, inside, diverged, places } = analysis
  const all = places === undefined || outcome === 'refuted' ? '' : ` at all ${places.length} values`
  if (of === 'share') {
    const share = `${formatPercent(inside!.share!)} of runs`
    if (outcome === 'reproduced') return `in more than ${share}${all}`
    if (outcome === 'refuted') return `in fewer than ${share}`
    return `whether in more than ${share}${all} ${subtype === 'selection' ? SELECTION : 'is undecided'}`
  }
  const range = `${rangeWords(analysis)}${all}`
  const subject = of === 'run' || of === 'spread' ? '' : 'on average '
  if (outcome === 'reproduced') return `${subject}inside ${range}`
  if (outcome === 'refuted') return `${subject}${subtype} ${range}`
  switch (subtype) {
    case 'failures':
      return `${subject}inside ${range}, but ${counted(diverged, 'run')} diverged`
    case 'no-spread':
      return `whether it is ${subject}inside ${range} cannot be said, since equal runs say nothing of those that were not seen`
    case 'skew':
      return `the interval would decide whether it is ${subject}inside ${range}, but the test that allows for skewness does not agree`
    case 'selection':
      return `whether it is ${subject}inside ${range} ${SELECTION}`
    default:
      return `whether it is ${subject}inside ${range} is undecided`
  }
}

const SELECTION = 'depends on which of the settings is taken that selection cannot tell from the best'

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
    notes.push(
      `${inside.count} of ${counted(inside.of, 'run')} are inside${inside.interval === null ? '' : `; the ${shareWords(inside.interval)}`}.`
    )
  if (of !== undefined && mean !== null) {
    notes.push(`The mean is ${meanValue(analysis, [low, high])}.`, meanInterval(analysis, [low, high], 'seed'))
  }
  // What the source reports stands against it.
  if (of !== 'run' && prediction && reported === null) {
    notes.push(
      `One further run would be expected at ${boundsWords(prediction, [low, high])} (${levelWords(prediction)} prediction interval).`
    )
  }
  return notes
}

function boundsWords(prediction: NonNullable<RangeAnalysis['prediction']>, references: readonly number[]): string {
  const { lower, upper } = prediction
  const bound = (each: number) => agreeingRound(each, references, DIGITS)
  return `${bound(lower)} to ${bound(upper)}`
}

/** The number that the source reports, beside where one further run falls. Never decisive. */
function reportedWords({ value, prediction }: NonNullable<RangeAnalysis['reported']>): string {
  const { lower, upper } = prediction
  const within = lower <= value && value <= upper
  const bound = (each: number) => agreeingRound(each, [value], DIGITS)
  return `The reported ${value} is ${within ? 'inside' : 'outside of'} what a further run would be expected to give: ${bound(lower)} to ${bound(upper)} (${levelWords(prediction)} prediction interval).`
}

import { agreeingRound } from '../../text/agreeingRound'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import { lacking, meanWords } from '../shared/meanWords'
import type { RangeAnalysis, RangeTypes } from './types'

const DIGITS = 3

/** The verdict on the mean of a metric in words, from the subject of the sentence on. */
export function rangeSentence(judgement: Wordless<RangeTypes>): string {
  const { analysis } = judgement
  const { arm, metric, at } = judgement.evidence
  const { low, high, numSeeds, diverged, reported } = analysis
  const lack = lacking(judgement.verdict, analysis)
  if (lack !== null) return `${lack}, ${conclusion(judgement)}.`
  const { outcome, subtype } = judgement.verdict
  const range = `the range of ${low} to ${high}`
  const finding =
    outcome === 'reproduced'
      ? `inside ${range}`
      : outcome === 'refuted'
        ? `${subtype} ${range}`
        : subtype === 'failures'
          ? `inside ${range}, but ${counted(diverged, 'run')} diverged`
          : subtype === 'skew'
            ? `the interval would decide whether it is inside ${range}, but not with the skewness of the values allowed for`
            : `whether it is inside ${range} is undecided`
  const what = at === 'last-change' ? `relative change of ${metric} over the last epoch` : `${at ?? 'final'} ${metric}`
  const mean = `${arm.arm}'s mean ${what} is ${meanWords(analysis, [low, high], 'seed')}`
  const without =
    diverged > 0 && subtype !== 'failures'
      ? ` ${counted(diverged, 'run')} diverged; the mean is that of the other ${numSeeds}.`
      : ''
  return `${mean}: ${finding}, ${conclusion(judgement)}.${without}${reported === null ? '' : ` ${reportedWords(reported)}`}`
}

/** The number that the source reports, beside where one further run falls. Never decisive. */
function reportedWords({ value, prediction }: NonNullable<RangeAnalysis['reported']>): string {
  const { lower, upper } = prediction
  const within = lower <= value && value <= upper
  const bound = (each: number) => agreeingRound(each, [value], DIGITS)
  return `The reported ${value} is ${within ? 'one' : 'none'} that a further run would be expected to give (${levelWords(prediction)} prediction interval: ${bound(lower)} to ${bound(upper)}).`
}

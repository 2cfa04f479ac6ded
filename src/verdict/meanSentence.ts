import type { RateHypothesis } from '../claims/types'
import type { RangeEvidence } from '../evidence/types'
import { agreeingRound } from '../text/agreeingRound'
import { conclusion, counted, levelWords } from './conclusion'
import type { MeanAnalysis, RangeAnalysis, RateAnalysis, Verdict, WordlessJudgement } from './types'

const DIGITS = 3

/** The verdict on the mean of a metric in words, from the subject of the sentence on. */
export function rangeSentence(judgement: WordlessJudgement, analysis: RangeAnalysis): string {
  const { arm, metric, at } = judgement.evidence as RangeEvidence
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

/** The verdict on the rate at which the average regret falls, in words, from the subject of the sentence on. */
export function rateSentence(judgement: WordlessJudgement, analysis: RateAnalysis): string {
  const { arm } = judgement.claim.hypothesis as RateHypothesis
  const { over, slopeBelow, notPositive, diverged } = analysis
  const lack = lacking(judgement.verdict, analysis)
  if (lack !== null) return `${lack}, ${conclusion(judgement)}.`
  const { outcome, subtype } = judgement.verdict
  const faster = `an average regret that falls with a slope below ${slopeBelow}`
  const finding =
    outcome === 'reproduced'
      ? `consistent with ${faster}`
      : outcome === 'refuted'
        ? `not consistent with ${faster}`
        : subtype === 'failures'
          ? `consistent with ${faster}, but ${counted(diverged, 'run')} diverged`
          : subtype === 'mixed'
            ? `only in part consistent with ${faster}`
            : `whether it is consistent with ${faster} is undecided`
  const subject =
    "slope of the logarithm of arm's average regret on the logarithm of time, over the last decade of steps,".replace(
      "arm's",
      `${arm}'s`
    )
  const total = analysis.numSeeds + notPositive + diverged
  const measured =
    over === 'seeds'
      ? `the mean ${subject} is ${meanWords(analysis, [slopeBelow], 'seed')}`
      : `the ${subject} is below ${slopeBelow} from ${analysis.holding} of ${counted(total, 'starting point')}`
  const note =
    notPositive > 0
      ? ` In ${counted(notPositive, 'run')} the average regret is not above zero: no slope, and nothing against the claim.`
      : ''
  return `${measured}: ${finding}, ${conclusion(judgement)}.${note}`
}

function lacking({ outcome, subtype }: Verdict, { numSeeds, diverged }: MeanAnalysis): string | null {
  if (outcome !== 'not-evaluable') return null
  if (subtype === 'no-data') return 'nothing was run'
  if (subtype === 'too-many-failures') return `too many runs diverged: ${diverged} of ${numSeeds + diverged}`
  return `${counted(numSeeds, 'seed')} gave a number and 3 are needed`
}

function meanWords({ mean, interval, numSeeds }: MeanAnalysis, bounds: readonly number[], unit: string): string {
  if (mean === null || interval === null) return 'not known'
  const [center, lower, upper] = [mean, interval.lower, interval.upper].map((value) =>
    agreeingRound(value, bounds, DIGITS)
  )
  return `${center} (${levelWords(interval)} interval: ${lower} to ${upper}, ${counted(numSeeds, unit)})`
}

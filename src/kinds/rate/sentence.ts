import type { Wordless } from '../judged'
import { conclusion, counted } from '../shared/conclusion'
import { lacking, meanWords } from '../shared/meanWords'
import { unseenWords } from '../shared/unseenWords'
import type { RateTypes } from './types'

/** The verdict on the rate at which the average regret falls, in words, from the subject of the sentence on. */
export function rateSentence(judgement: Wordless<RateTypes>): string {
  const { analysis } = judgement
  const { arm } = judgement.claim.hypothesis
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
            : subtype === 'skew'
              ? `the interval would decide whether it is consistent with ${faster}, but not with the skewness of the slopes allowed for`
              : subtype === 'no-spread'
                ? `whether it is consistent with ${faster} cannot be said, since equal slopes say nothing of those that were not seen`
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
  const { unseen } = analysis
  const seldom = unseen === undefined ? '' : ` ${unseenWords(unseen, 'slopes', judgement.claim.decision.alpha)}`
  return `${measured}: ${finding}, ${conclusion(judgement)}.${note}${seldom}`
}

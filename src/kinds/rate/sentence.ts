import type { Wordless } from '../judged'
import { conclusion, counted } from '../shared/conclusion'
import { lacking, meanInterval, meanValue } from '../shared/meanWords'
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
  const faster = `a slope below ${slopeBelow}`
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
              ? `the interval would decide whether it is consistent with ${faster}, but the test that allows for skewness does not agree`
              : subtype === 'no-spread'
                ? `whether it is consistent with ${faster} cannot be said, since equal slopes say nothing of those that were not seen`
                : `whether it is consistent with ${faster} is undecided`
  const total = analysis.numSeeds + notPositive + diverged
  const diverging = subtype === 'failures' ? `, but ${counted(diverged, 'run')} diverged` : ''
  const measured =
    over === 'seeds'
      ? `${arm}'s average regret falls with a mean slope of ${meanValue(analysis, [slopeBelow])}`
      : `${arm}'s average regret falls with a slope below ${slopeBelow} from ${analysis.holding} of ${counted(total, 'starting point')}${diverging}`
  const note =
    notPositive > 0
      ? ` In ${counted(notPositive, 'run')} the average regret is not above zero: no slope, and nothing against the claim.`
      : ''
  const { unseen } = analysis
  const seldom = unseen === undefined ? '' : ` ${unseenWords(unseen, 'slopes', judgement.claim.decision.alpha)}`
  const slope = ' The slope is that of its logarithm on the logarithm of time, over the last decade of steps.'
  const interval = over === 'seeds' ? ` ${meanInterval(analysis, [slopeBelow], 'seed')}` : ''
  return `${measured}${over === 'seeds' ? `: ${finding}` : ''}, ${conclusion(judgement)}.${interval}${slope}${note}${seldom}`
}

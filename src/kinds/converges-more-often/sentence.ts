import { agreeingRound } from '../../text/agreeingRound'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import type { ConvergesMoreOftenTypes } from './types'

/** The verdict on two arms that arrive or not, in words, from the subject of the sentence on. */
export function convergesMoreOftenSentence(judgement: Wordless<ConvergesMoreOftenTypes>): string {
  const { treatment, control, metric, target, tolerance } = judgement.claim.hypothesis
  const { numPairs, both, onlyTreatment, onlyControl, unsettled, interval } = judgement.analysis
  if (numPairs === 0) return `no seed was run, ${conclusion(judgement)}.`
  const { outcome, subtype } = judgement.verdict
  const seeds = counted(numPairs, 'seed')
  const arrivals =
    `${treatment}'s ${metric} ended within ${tolerance} of ${target} in ${both + onlyTreatment} of ${seeds}, ` +
    `${control}'s in ${both + onlyControl}`
  const differ = onlyTreatment + onlyControl
  const percent = (share: number) => `${agreeingRound(100 * share, [50], 3)} %`
  const detail =
    differ === 0
      ? 'They differ on no seed.'
      : `They differ on ${counted(differ, 'seed')}; on ${onlyTreatment} of these ${treatment} alone arrived (${levelWords(interval)} interval of that share: ${percent(interval.lower)} to ${percent(interval.upper)}).`
  const finding =
    outcome === 'reproduced'
      ? `${treatment} arrives more often`
      : outcome === 'refuted'
        ? `${treatment} arrives not more but less often`
        : subtype === 'not-settled'
          ? `runs were still moving on ${counted(unsettled, 'seed')}, and the verdict depends on their end`
          : `whether ${treatment} arrives more often is undecided`
  const note =
    unsettled > 0 && subtype !== 'not-settled'
      ? ` Runs still moving at the end (on ${counted(unsettled, 'seed')}) would not change that.`
      : ''
  return `${arrivals}: ${finding}, ${conclusion(judgement)}. ${detail}${note}`
}

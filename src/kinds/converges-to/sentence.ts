import { agreeingRound } from '../../text/agreeingRound'
import type { Wordless } from '../judged'
import { conclusion, counted, levelWords } from '../shared/conclusion'
import { sequentialNote } from '../shared/sequentialNote'
import type { ConvergesToTypes, InitialPointsAnalysis, ShareAnalysis } from './types'

/** The verdict on a share of seeds in words, from the subject of the sentence on. */
export function shareSentence(judgement: Wordless<ConvergesToTypes>, analysis: ShareAnalysis): string {
  const { interval, nullShare, numSeeds, successes, unsettled } = analysis
  const { outcome, subtype } = judgement.verdict
  if (numSeeds === 0) return `no seed was run, ${conclusion(judgement)}.`
  const bar = agreeingRound(100 * nullShare, [], 6)
  const percent = (share: number) => `${agreeingRound(100 * share, [Number(bar)], 3)} %`
  const range = `${levelWords(interval)} interval: ${percent(interval.lower)} to ${percent(interval.upper)}`
  const arrived = `${ends(judgement)} in ${successes} of ${counted(numSeeds, 'seed')}`
  const finding =
    outcome === 'reproduced'
      ? `in more than ${bar} % of seeds`
      : outcome === 'refuted'
        ? `in fewer than ${bar} % of seeds`
        : subtype === 'not-settled'
          ? `${counted(unsettled, 'other')} ${unsettled === 1 ? 'was' : 'were'} still moving, and the verdict depends on ${unsettled === 1 ? 'its' : 'their'} end`
          : subtype === 'contradictory-looks'
            ? `whether in more than ${bar} % of seeds cannot be said, since the looks at it have no value in common`
            : `whether in more than ${bar} % of seeds is undecided`
  const note =
    unsettled > 0 && subtype !== 'not-settled'
      ? ` ${counted(unsettled, 'seed')} still moving at the end would not change that.`
      : ''
  const notes = [sequentialNote(analysis.sequential, judgement.verdict, 'seed'), moreSeedsNote(analysis)]
  const rest = notes.flatMap((each) => (each === null ? [] : [` ${each}`])).join('')
  const share = `The share is ${percent(analysis.share)} (${range}).`
  return `${arrived}: ${finding}, ${conclusion(judgement)}. ${share}${note}${rest}`
}

function moreSeedsNote({ moreSeeds }: ShareAnalysis): string | null {
  if (moreSeeds === null) return null
  if (moreSeeds === Infinity) return 'Deciding it by more seeds is not practical: it would take over 1,000.'
  return `About ${counted(moreSeeds, 'more seed')} would be expected to decide.`
}

/** The verdict on a deterministic problem in words, from the subject of the sentence on. */
export function gridSentence(
  judgement: Wordless<ConvergesToTypes>,
  { numPoints, reached, unsettled }: InitialPointsAnalysis
): string {
  if (numPoints === 0) return `no starting point was run, ${conclusion(judgement)}.`
  const from =
    reached === 0
      ? `none of ${counted(numPoints, 'starting point')}`
      : reached === numPoints
        ? `all ${counted(numPoints, 'starting point')}`
        : `${reached} of ${counted(numPoints, 'starting point')}`
  const moving = unsettled === 0 ? '' : ` (${unsettled} still moving at the end)`
  return `${ends(judgement)} from ${from}${moving}, ${conclusion(judgement)}.`
}

function ends({ claim }: Wordless<ConvergesToTypes>): string {
  const { arm, metric, target, tolerance } = claim.hypothesis
  return `${arm}'s ${metric} ended within ${tolerance} of ${target}`
}

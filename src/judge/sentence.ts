import type { ProfileName } from '../claims/types'
import { isFromElsewhere, isMadeOfParts, type KindName, kindOf, type WordlessOf } from '../kinds'
import { selectionWords } from './selectionWords'

/** What every verdict speaks of; printed in every report. */
export const SCOPE =
  'Verdicts speak of the init, order and dropout seeds of this code on this fixed training and test set: not of other ' +
  'data draws, architectures or implementations. The sampling error of the test images is in no interval that decides; ' +
  'comparisons of what test images give at the end of a run have an interval over seeds and images beside it. The unit ' +
  'of replication is the paired run, never an epoch or an image.'

/**
 * The verdict in plain words. Everything in it is made from the judgement's numbers, which are rounded to the side of
 * the margin on which they are.
 *
 * @param departure how the profile departs from the source's protocol; null where none is stated, which says nothing of
 *   what the source leaves open
 * @example (not run) sentence(judgement, '5,000 images instead of 50,000')
 * // "At this budget (profile quick: 5,000 images instead of 50,000) amsgrad's final train.loss is 0.4 % higher than
 * // adam's (95 % interval: 0.1 % to 0.7 % higher, 10 paired seeds): not lower by at least 1 % (0.99 % downwards) but
 * // within 1 % either way, so the claim is refuted (equivalent)."
 */
export function sentence<K extends KindName>(judgement: WordlessOf<K>, departure: string | null): string {
  const { claim, profile, provisionalWhy } = judgement
  const { experiments, sentence: words } = kindOf<K>(claim.hypothesis)
  const isWhole = isMadeOfParts(claim.hypothesis)
  // Numbers alone depend on no budget, nor do logs, and a claim that is made of others has the profile of its parts.
  if ((experiments.length === 0 && !isWhole) || isFromElsewhere<K>(claim, judgement)) return words(judgement)
  const budget = isWhole ? `At profile ${profile}` : budgetWords(profile, departure)
  const { lead: choice, note } = selectionWords(judgement)
  const lead = provisionalWhy === null ? budget : `Provisional, because ${provisionalWhy}: ${lowerFirst(budget)}`
  return `${lead}${choice} ${words(judgement)}${note}`
}

/** Only the paper's own budget can speak for the paper. */
function budgetWords(profile: ProfileName, departure: string | null): string {
  const difference = departure?.replace(/\.$/, '')
  if (profile === 'paper') return difference === undefined ? 'At profile paper' : `At profile paper (${difference})`
  return `At this budget (profile ${profile}${difference === undefined ? '' : `: ${difference}`})`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

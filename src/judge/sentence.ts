import { isFromElsewhere, isMadeOfParts, type KindName, kindOf, type WordlessOf } from '../kinds'
import { sentenceOf } from '../text/escape'
import { selectionWords } from './selectionWords'

/** What every verdict speaks of; printed in every report. */
export const SCOPE =
  'This code, on this fixed training and test set, over its init, order and dropout seeds. Not other data draws, ' +
  'architectures or implementations. No interval that decides holds the sampling error of the test images. Comparisons ' +
  'on test images have a second interval beside it, over seeds and images. The unit of replication is the paired run, ' +
  'never an epoch or an image.'

/**
 * The verdict in plain words. Everything in it is made from the judgement's numbers, which are rounded to the side of
 * the margin on which they are.
 *
 * @param departure how the profile departs from the source's protocol; null where none is stated, which says nothing of
 *   what the source leaves open
 * @example (not run) sentence(judgement, '5,000 images instead of 50,000')
 * // "At profile quick amsgrad's final train.loss is 0.4 % higher than adam's: not lower by at least 1 % but within 1 %
 * // either way, so the claim is refuted (equivalent). The 95 % interval is 0.1 % to 0.7 % higher (10 paired seeds).
 * // Budget: 5,000 images instead of 50,000."
 */
export function sentence<K extends KindName>(judgement: WordlessOf<K>, departure: string | null): string {
  const { claim, profile, provisionalWhy } = judgement
  const { experiments, sentence: words } = kindOf<K>(claim.hypothesis)
  const isWhole = isMadeOfParts(claim.hypothesis)
  // Numbers alone depend on no budget, nor do logs, and a claim that is made of others has the profile of its parts.
  if ((experiments.length === 0 && !isWhole) || isFromElsewhere<K>(claim, judgement)) return words(judgement)
  const { lead: choice, note } = selectionWords(judgement)
  const lead = `At profile ${profile}${choice}`
  const provisional = provisionalWhy === null ? '' : `Provisional, because ${provisionalWhy}. `
  const budget = isWhole || departure === null ? '' : ` Budget: ${sentenceOf(departure)}`
  return `${provisional}${lead} ${words(judgement)}${note}${budget}`
}

import type { AnyVerdict } from '../judged'
import { outcomeOfClaimed } from './answer'
import { claimedSide } from './claimedSide'
import type { ComparisonWords, EffectScale } from './comparisonWords'
import type { PairedHypothesis } from './types'

/** The two sides of a claim in words, each with the margin behind it: none where the claim is of bare direction. */
export interface SideWords {
  /** `lower by at least 1 %`, `within 1 % either way`. */
  readonly claimed: string
  /** `lower`. */
  readonly to: string
  /** ` by at least 1 %`. */
  readonly toBy: string
  /** The other side: `higher`, ` by at least 1 %`. */
  readonly fro: string
  readonly froBy: string
  readonly lower: string
  readonly higher: string
  readonly within: string
}

export function sideWords(
  hypothesis: Pick<PairedHypothesis, 'kind'>,
  { margin, marginDownwards }: Pick<ComparisonWords, 'margin' | 'marginDownwards'>,
  { kind, less, more }: EffectScale,
  isBare: boolean
): SideWords {
  const moreBy = isBare ? '' : ` by at least ${margin}`
  const lessBy = isBare || kind === 'difference' ? moreBy : ` by at least ${marginDownwards}`
  const side = claimedSide(hypothesis)
  const [to, toBy, fro, froBy] = side > 0 ? [more, moreBy, less, lessBy] : [less, lessBy, more, moreBy]
  const within = isBare ? '' : `within ${margin} either way`
  const claimed = side === 0 ? within : `${to}${toBy}`
  return { claimed, to, toBy, fro, froBy, lower: `${less}${lessBy}`, higher: `${more}${moreBy}`, within }
}

/** What a decision shows of the claim, however the runs were made and paired; the margin is always named. */
export function decidedWords(
  { outcome, subtype }: AnyVerdict,
  hypothesis: Pick<PairedHypothesis, 'kind'>,
  { claimed, to, toBy, fro, froBy, within }: SideWords,
  margin: string
): string {
  if (outcome === 'below-margin') return `${to}, but not${toBy}`
  if (claimedSide(hypothesis) === 0) return outcome === 'reproduced' ? within : `different${toBy}`
  if (outcomeOfClaimed(hypothesis, outcome) === 'reproduced') return claimed
  switch (subtype) {
    case 'opposite':
      return `not ${claimed} but ${fro}${froBy}`
    case 'higher-by-less-than-margin':
    case 'lower-by-less-than-margin':
      return `not ${claimed} but ${fro}, by less than ${margin}`
    case 'equivalent':
      return `not ${claimed} but ${within}`
    case 'higher':
    case 'lower':
      return `not ${claimed} but ${fro}`
    default:
      return `not ${claimed}`
  }
}

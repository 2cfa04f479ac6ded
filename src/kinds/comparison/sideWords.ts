import { claimedSide } from './claimedSide'
import type { ComparisonWords, EffectScale } from './comparisonWords'
import type { PairedHypothesis } from './types'

/** The two sides of a claim in words, each with the margin behind it: none where the claim is of bare direction. */
export interface SideWords {
  /** `lower by at least 1 % (0.99 % downwards)`, `within 1 % either way`. */
  readonly claimed: string
  /** `lower`. */
  readonly to: string
  /** ` by at least 1 % (0.99 % downwards)`. */
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
  const lessBy = isBare || kind === 'difference' ? moreBy : `${moreBy} (${marginDownwards} downwards)`
  const side = claimedSide(hypothesis)
  const [to, toBy, fro, froBy] = side > 0 ? [more, moreBy, less, lessBy] : [less, lessBy, more, moreBy]
  const within = isBare ? '' : `within ${margin} either way`
  const claimed = side === 0 ? within : `${to}${toBy}`
  return { claimed, to, toBy, fro, froBy, lower: `${less}${lessBy}`, higher: `${more}${moreBy}`, within }
}

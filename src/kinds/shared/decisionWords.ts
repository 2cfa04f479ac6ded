import type { SequentialDecision } from '../../claims/types'
import { type Line, words } from '../../document/document'
import { GROUP_SEQUENTIAL_LOOKS } from '../../stats/sequential/groupSequentialLooks'
import { formatNumber, formatPercent } from '../../text/format'
import type { KindTypes } from '../judged'
import type { Shown } from '../show'

/** How seeds are added, and by which method. */
export function addedWords({ mode, method, seeds, subtypeSeeds }: SequentialDecision): string {
  const looks =
    mode === 'anytime-valid'
      ? `after every seed from ${seeds.min} on, at most ${seeds.max}`
      : `at fixed numbers of pairs (${GROUP_SEQUENTIAL_LOOKS.join(', ')}) up to ${seeds.max}`
  const skew =
    method === 'betting' || method === 'beta-binomial'
      ? ''
      : " Where it decides, t at that look alone, with the skewness allowed for (Hall's transformation, or 100 p of t where that is smaller), has to decide too, else the search goes on: that halves the errors under skewed differences, and cannot rule them out."
  return `Seeds are added until the claim is decided; it is looked at ${looks}, by ${METHOD_NAMES[method]}, whose error rate holds over all looks together.${skew} The first look that decides stands.${subtypeSeeds === undefined ? '' : ` Once refuted, up to ${subtypeSeeds} seeds go on for how; it may turn out below-margin, and is never reproduced.`}`
}

const METHOD_NAMES = {
  'sign-flip': 'the sequential sign-flip e-process (which needs symmetry and nothing else)',
  'mixture-t': 'the mixture-t confidence sequence (which needs normal errors)',
  betting: 'betting (which needs bounded differences and nothing else)',
  'beta-binomial': 'the beta-binomial e-process',
  pocock: 'a group-sequential t test with Pocock spending (which needs normal errors)',
  'obrien-fleming': "a group-sequential t test with O'Brien-Fleming spending (which needs normal errors)"
} as const satisfies Record<SequentialDecision['method'], string>

/**
 * A rule, with the error rate of the family and what is left of it for this claim.
 *
 * @param hasInterval whether the verdict is that of one interval, at that level
 */
export function withLevel(rule: Line, { claim, judgement }: Shown<KindTypes>, hasInterval = true): Line {
  const { family, decision } = claim
  const { alphaJ, familySize } = judgement
  const rest =
    familySize > 1
      ? words`Holm over the ${familySize} claims of the family ${family} that carry a p value: this one was decided at`
      : words`The family ${family} has no other claim that carries a p value:`
  const interval = hasInterval ? `; the interval has level ${formatPercent(1 - alphaJ)}` : ''
  return [
    rule,
    ' ',
    words`The family's error rate is ${formatNumber(decision.alpha)}. ${rest} alpha_j = ${formatNumber(alphaJ)}${interval}.`
  ]
}

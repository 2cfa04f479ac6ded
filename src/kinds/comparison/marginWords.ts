import type { Margin } from '../../claims/types'
import { agreeingRound } from '../../text/agreeingRound'
import type { Shown } from '../show'
import type { AnyPaired, MarginStep, PairedAnalysis } from './types'

const OUTCOMES = { inconclusive: 'undecided', 'not-evaluable': 'not evaluable' } as const

/**
 * A margin curve in a line; null where there is none. It never contradicts the verdict at the claim's own margin.
 *
 * @example
 * marginCurveWords([[0.024, 'reproduced'], [0.031, 'inconclusive'], [null, 'below-margin']], { relative: 0.01, epsilon: 0 })
 * // 'reproduced for margins up to 2.4 %, undecided up to 3.1 %, below-margin beyond'
 */
export function marginCurveWords(curve: PairedAnalysis['marginCurve'], margin: Margin): string | null {
  if (curve === undefined) return null
  const parts = curve.map(([upTo, outcome], index) => {
    const word = outcomeWord(outcome)
    if (upTo !== null) return `${word} ${index === 0 ? 'for margins ' : ''}up to ${marginText(upTo, margin)}`
    return `${word} ${index === 0 ? 'whatever the margin' : 'beyond'}`
  })
  return parts.join(', ')
}

/** A claim's margin curve in a sentence without its end: where several settings were judged, that of the chosen ones. */
export function marginLine({ claim, judgement }: Shown<AnyPaired>): string | null {
  const words = marginCurveWords(judgement.analysis.marginCurve, claim.hypothesis.margin)
  if (words === null) return null
  return `By the margin${judgement.contenders === undefined ? '' : ', at the chosen settings'}: ${words}`
}

export function outcomeWord(outcome: MarginStep[1]): string {
  return outcome === 'inconclusive' || outcome === 'not-evaluable' ? OUTCOMES[outcome] : outcome
}

/** A margin as its claim states it, in percent where it is a share. */
export function marginText(value: number, margin: Margin): string {
  if ('absolute' in margin) return agreeingRound(value, [margin.absolute], 2)
  return `${agreeingRound(100 * value, [100 * margin.relative], 2)} %`
}

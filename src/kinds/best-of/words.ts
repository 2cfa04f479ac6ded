import { comparisonWords, RATIO_SCALE } from '../comparison/comparisonWords'
import { scaleOf } from '../comparison/sentence'
import { type SideWords, sideWords } from '../comparison/sideWords'
import type { BestOfAnalysis, BestOfEvidence, BestOfHypothesis, RivalAnalysis } from './types'

/** `better` and `worse` in the words of the metric, with the margin behind them. */
export function amountsOf(
  { better }: BestOfHypothesis,
  delta: number,
  evidence: BestOfEvidence
): SideWords & { readonly margin: string } {
  const scale = scaleFor(evidence)
  const words = comparisonWords(0, { lower: 0, upper: 0 }, delta, scale)
  return { ...sideWords({ kind: better }, words, scale, delta === 0), margin: words.margin }
}

export function scaleFor({ transform }: Pick<BestOfEvidence, 'transform'>) {
  return transform === 'log-ratio' ? RATIO_SCALE : scaleOf({ transform, measure: { kind: 'final' } })
}

/** The other that comes nearest to contradicting the claim; null where none has an effect. */
export function closestRival({ better }: BestOfHypothesis, { rivals }: BestOfAnalysis): RivalAnalysis | null {
  const sign = better === 'lower' ? 1 : -1
  const known = rivals.filter(({ theta }) => theta !== null)
  return known.reduce<RivalAnalysis | null>(
    (most, rival) => (most === null || sign * rival.theta! > sign * most.theta! ? rival : most),
    null
  )
}

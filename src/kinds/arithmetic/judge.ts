import type { ClaimWith } from '../../claims/types'
import type { Judgeable } from '../judged'
import { judgedExactly } from '../shared/judgedExactly'
import type { ArithmeticEvidence, ArithmeticHypothesis, ArithmeticTypes, ArithmeticVerdict } from './types'

/** Judges a statement about numbers alone: it holds where low <= value <= high. No runs, no p value. */
export function judgeArithmetic(
  _claim: ClaimWith<ArithmeticHypothesis>,
  evidence: ArithmeticEvidence
): Judgeable<ArithmeticTypes> {
  const { value, low, high } = evidence
  return judgedExactly(evidence, {
    verdict: arithmeticVerdict(evidence),
    analysis: { kind: 'arithmetic', value, low, high, warnings: [] },
    provisionalWhy: null
  })
}

function arithmeticVerdict({ value, low, high }: ArithmeticEvidence): ArithmeticVerdict {
  if (value < low) return { outcome: 'refuted', subtype: 'below' }
  if (value > high) return { outcome: 'refuted', subtype: 'above' }
  return { outcome: 'reproduced', subtype: null }
}

import type { ArithmeticEvidence } from '../evidence/types'
import type { Judgeable } from './judgeable'
import { judgedExactly } from './judgedExactly'
import type { Verdict } from './types'

/** Judges a statement about numbers alone: it holds where low <= value <= high. No runs, no p value. */
export function judgeArithmetic(evidence: ArithmeticEvidence): Judgeable {
  const { value, low, high } = evidence
  return judgedExactly(evidence, {
    verdict: arithmeticVerdict(evidence),
    analysis: { kind: 'arithmetic', value, low, high, warnings: [] },
    provisionalWhy: null
  })
}

function arithmeticVerdict({ value, low, high }: ArithmeticEvidence): Verdict {
  if (value < low) return { outcome: 'refuted', subtype: 'below' }
  if (value > high) return { outcome: 'refuted', subtype: 'above' }
  return { outcome: 'reproduced', subtype: null }
}

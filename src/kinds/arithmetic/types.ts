import type { VerdictWith } from '../judged'

/** A statement about numbers alone. No run, no seeds, no p value. */
export interface ArithmeticHypothesis {
  readonly kind: 'arithmetic'
  /** Numbers, + - * / ^ ( ) and sqrt, ln, exp, abs, min, max, floor, ceil; `5000 * 128 / 50000`. */
  readonly expression: string
  /** Holds where low <= value <= high. */
  readonly low: number
  readonly high: number
}

/** A number that no run was needed for. */
export interface ArithmeticEvidence {
  readonly kind: 'arithmetic'
  readonly expression: string
  /** Finite. */
  readonly value: number
  readonly low: number
  readonly high: number
}

export interface ArithmeticAnalysis {
  readonly kind: 'arithmetic'
  readonly value: number
  readonly low: number
  readonly high: number
  readonly warnings: readonly string[]
}

/** On which side of the range the value lies. */
export type ArithmeticVerdict = VerdictWith<'below' | 'above', never, never>

export interface ArithmeticTypes {
  readonly file: ArithmeticHypothesis
  readonly hypothesis: ArithmeticHypothesis
  readonly evidence: ArithmeticEvidence
  readonly analysis: ArithmeticAnalysis
  readonly verdict: ArithmeticVerdict
}

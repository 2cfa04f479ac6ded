import type { VerdictWith, Warnings } from '../judged'

/** A statement about numbers alone. No run, no seeds, no p value. */
export interface ArithmeticHypothesis {
  readonly kind: 'arithmetic'
  /** Numbers, + - * / ^ ( ) and sqrt, ln, exp, abs, min, max, floor, ceil; `5000 * 128 / 50000`. */
  readonly expression: string
  /** Holds where low <= value <= high. */
  readonly low: number
  /** Upper end of the range. */
  readonly high: number
}

/** A number that no run was needed for. */
export interface ArithmeticEvidence {
  readonly kind: 'arithmetic'
  /** What is evaluated. */
  readonly expression: string
  /** Finite. */
  readonly value: number
  /** Lower end of the range. */
  readonly low: number
  /** Upper end of the range. */
  readonly high: number
}

/** A value against a range. */
export interface ArithmeticAnalysis {
  readonly kind: 'arithmetic'
  /** What the expression comes to. */
  readonly value: number
  /** Lower end of the range. */
  readonly low: number
  /** Upper end of the range. */
  readonly high: number
  readonly warnings: Warnings
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

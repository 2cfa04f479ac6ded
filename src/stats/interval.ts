/** A confidence interval with its level. Bounds may be infinite. */
export interface Interval {
  readonly lower: number
  readonly upper: number
  /** Confidence level in (0, 1), such as 0.95. */
  readonly level: number
}

import type { Double, Probability } from '../json/scalars'
/** A confidence interval with its level. Bounds may be infinite. */
export interface Interval {
  /** -Infinity where there is no bound. */
  readonly lower: Double
  /** Infinity where there is no bound. */
  readonly upper: Double
  /** Confidence level in (0, 1), such as 0.95. */
  readonly level: Probability
}

import type { OptimizerSpec, Problem } from '../../claims/types'
import type { RunSpecBase } from '../types'

export interface SyntheticRunSpec extends RunSpecBase {
  readonly kind: 'synthetic'
  readonly optimizer: OptimizerSpec
  readonly problem: Problem
  readonly initialPoint: number
  readonly numSteps: number
  readonly record: {
    readonly points: number
    readonly window: number
    /** Look at the effective step after every update; absent where nobody asks, so that such a run keeps its key. */
    readonly effectiveStep?: true
  }
}

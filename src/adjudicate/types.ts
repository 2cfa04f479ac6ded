export type { OutsideFailure, OutsideRun } from '../kinds/comparison/logs/types'

/** A run that is not used, and why. */
export interface LeftOut {
  readonly origin: string
  readonly why: string
}

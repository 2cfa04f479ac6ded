import type { Margin } from '../claims/types'

/** What is asked of two commands. */
export interface ComparisonQuestion {
  /** As it would be typed, `{seed}` in the place of the seed. */
  readonly control: string
  readonly treatment: string
  /** As the program logs it. */
  readonly metric: string
  readonly better: 'lower' | 'higher'
  readonly margin: Margin
  /** Most pairs that are run. */
  readonly pairs: number
  readonly alpha: number
  /** Globs of what decides its numbers beside the files that the commands name. */
  readonly inputs: readonly string[]
  /** Names of variables that the programs see beside those that every program does. */
  readonly pass: readonly string[]
}

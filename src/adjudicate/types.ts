import type { Labels } from '../external/types'

/** A run that somebody else made, as far as a claim needs it. */
export interface OutsideRun {
  /** Path of its log inside the folder, with `#` and a key where a file holds several runs. */
  readonly origin: string
  /** As the claim names it. */
  readonly arm: string
  readonly group: Labels
  readonly setting: Labels
  /** Run number or seed; null where runs have none. */
  readonly id: string | null
  /** What the claim's hypothesis makes of the run's metric: its final value, as a rule; NaN where there is none. */
  readonly value: number
  /** `time-to`: the evaluations between which the value lies, the second one showing the threshold; else left out. */
  readonly within?: readonly [number, number]
  /** `time-to`: the run ended before the threshold was reached, and the value is its length. Else false. */
  readonly censored: boolean
  /** Final training loss, which decides whether the run trained at all; NaN where there is none. */
  readonly trainLoss: number
  /** Final value of the metric by which settings are chosen; NaN where there is none, null where nothing is chosen. */
  readonly selection: number | null
  readonly failure: OutsideFailure | null
}

export type OutsideFailure =
  /** Its metric or training loss is no finite number at the end. */
  | 'diverged'
  /** Final training loss >= 0.98 x chance level. */
  | 'chance'
  /** Its log ends early, and the mapping says that it died. */
  | 'incomplete'
  /** There is no log, and the mapping says that it died. */
  | 'missing'

/** A run that is not used, and why. */
export interface LeftOut {
  readonly origin: string
  readonly why: string
}

import type { ProfileName } from '../../../claims/types'
import type { Claim } from '../../../kinds'
import type { SyntheticAxis, SyntheticSetting } from '../../../runs/synthetic/axes'
import type { SyntheticExperiment } from '../../../runs/synthetic/types'
import type { EngineIdentity } from '../../../runs/types'
import type { ReportedJudgement } from '../types'

/** Raised whenever a reader of the old form would misread the new one. */
export const SYNTHETIC_MAP_FORMAT_VERSION = 1

/** The content of `sensitivity.json` for a synthetic claim: a function of the claim, the options and the records. */
export interface SyntheticMapReport {
  readonly format: 'claimcheck-synthetic-maps'
  readonly formatVersion: typeof SYNTHETIC_MAP_FORMAT_VERSION
  readonly claim: Claim
  readonly profile: ProfileName
  /** At the profile. */
  readonly experiment: SyntheticExperiment
  readonly by: readonly SyntheticAxis[]
  readonly firstSeed: number
  /** `--seeds`; null where the claim's own number was used. */
  readonly seedsOverride: number | null
  readonly engine: EngineIdentity
  /** Updates of all runs, and how long the runs took as they were recorded, on one core each. */
  readonly cost: { readonly numRuns: number; readonly numSteps: number; readonly runTimeMs: number }
  readonly maps: readonly MeasuredMap[]
  /** Each run once, by key. */
  readonly runs: readonly { readonly key: string; readonly resultDigest: string }[]
}

/** The claim judged in every cell of one map. Exploratory: Holm within the map. */
export interface MeasuredMap {
  readonly axes: readonly SyntheticAxis[]
  readonly cells: readonly MeasuredCell[]
}

export interface MeasuredCell {
  readonly setting: SyntheticSetting
  /** Where the expected loss is least; null where it is flat. */
  readonly bestPoint: number | null
  /** What counts as being at a point here: the claim's, or more where a constant alpha makes x saw-tooth. */
  readonly tolerance: number
  readonly judgement: ReportedJudgement
  /** Every arm of the experiment, in its order, the claim's own among them. */
  readonly arms: readonly CellArm[]
}

export interface CellArm {
  readonly arm: string
  readonly numRuns: number
  /**
   * Where all of its runs ended: within the tolerance of the best or of the worst point. `moving`: a run that is at
   * neither has not settled; `elsewhere`: all have, and not all at the same of the two.
   */
  readonly place: CellPlace
  /** Last mean of x over the window. */
  readonly x: Spread
  /** R_T/T at the end. */
  readonly averageRegret: Spread
}

export type CellPlace = 'best' | 'worst' | 'moving' | 'elsewhere'

/** Over the runs of an arm; NaN where one diverged. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

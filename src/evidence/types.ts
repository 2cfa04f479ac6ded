import type { Setting } from '../spec/types'

/** What a claim's metric takes from the records: the samples that a verdict is computed from, and nothing else. */
export type Evidence = PairedEvidence | ShareEvidence | GridEvidence

/** Two arms, pair by pair, in seed order. */
export interface PairedEvidence {
  readonly kind: 'paired'
  readonly metric: string
  readonly control: ArmEvidence
  readonly treatment: ArmEvidence
  /** Loss of a classifier that knows nothing (ln K); null where the metric has none. */
  readonly chanceLevel: number | null
  readonly pairs: readonly Pair[]
}

export interface ArmEvidence {
  readonly arm: string
  /** The setting that tuning chose; {} where the arm was taken as it stands. */
  readonly setting: Setting
  /** How it was chosen; null without tuning. */
  readonly selection: Selection | null
}

export interface Selection {
  readonly metric: string
  readonly seeds: readonly number[]
  /** Every candidate in grid order with its mean over the selection seeds; null where a run diverged. */
  readonly candidates: readonly { readonly setting: Setting; readonly mean: number | null }[]
  /** Names of the hyperparameters whose chosen value lies on the edge of the grid. */
  readonly onEdge: readonly (keyof Setting)[]
}

export interface Pair {
  readonly seed: number
  readonly control: PairSide
  readonly treatment: PairSide
}

export interface PairSide {
  readonly runKey: string
  /** Final value of the metric; NaN where the run diverged. */
  readonly value: number
  /** Final training loss, which decides whether the run trained at all; NaN where it diverged. */
  readonly trainLoss: number
  /** null: it trained. `diverged`, or `chance`: final training loss >= 0.98 x chance level. */
  readonly failure: 'diverged' | 'chance' | null
}

/** One arm over seeds, each a success or not. */
export interface ShareEvidence {
  readonly kind: 'share'
  readonly metric: string
  readonly arm: string
  readonly target: number
  readonly tolerance: number
  readonly samples: readonly EndPoint[]
}

/** One arm of a deterministic problem over starting points. */
export interface GridEvidence {
  readonly kind: 'grid'
  readonly metric: string
  readonly arm: string
  readonly target: number
  readonly tolerance: number
  readonly samples: readonly EndPoint[]
}

export interface EndPoint {
  readonly seed: number
  readonly initialPoint: number
  readonly runKey: string
  /** Last value of the metric; NaN where the run diverged. */
  readonly value: number
  /** |value - target| <= tolerance. */
  readonly reached: boolean
  /** It has stopped travelling: over the second half of the run the metric stayed within one tolerance, not nearing the target. */
  readonly settled: boolean
}

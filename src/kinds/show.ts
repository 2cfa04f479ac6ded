import type { RunStatus } from '../claims/runs'
import type { ClaimWith } from '../claims/types'
import type { Blocks, Line, Table } from '../document/document'
import type { DotPlot } from '../figures/dotPlot'
import type { Figure } from '../figures/figure'
import type { Interval } from '../stats/interval'
import type { FindingsOf, KindTypes } from './judged'
import type { Effect } from './shared/effect'
import type { LossFinding } from './shared/lossFinding'

/** What a reader is shown of a judged claim of one kind. What is left out is nothing. */
export interface Show<T extends KindTypes> {
  /** The rule by which it was decided, with the level that was left for it. */
  readonly rule: (shown: Shown<T>) => Line
  readonly effect: (hypothesis: T['hypothesis'], analysis: T['analysis']) => Effect
  /** The samples of the verdict, one row a pair, seed or starting point. */
  readonly samples: (shown: Shown<T>, runs: RunsByKey) => Blocks
  /** What was computed of them, and what decided. */
  readonly numbers: (shown: Shown<T>) => Blocks
  /** Its samples as figures, and how the evidence grew where seeds were added. @param id beginning of the figures' ids */
  readonly figures?: (shown: Shown<T>, id: string) => readonly (Figure | null)[]
  /** How its runs went shows more than where they ended: a page leads there, where it has that, instead of to figures. */
  readonly isTrajectory?: (evidence: T['evidence']) => boolean
  /** What shows it best on a terminal. */
  readonly plot?: (shown: Shown<T>) => ClaimPlot | null
  /** What it would come to at other margins, in a line; null where that was not asked. */
  readonly otherMargins?: (shown: Shown<T>) => string | null
  /** Where it stands in the figure of all claims; null or left out: in words alone. */
  readonly place?: (hypothesis: T['hypothesis'], analysis: T['analysis']) => Place | null
  /** Where the treatment's loss ends against the control's, as a figure of a source shows it. */
  readonly finding?: (shown: Shown<T>) => LossFinding
  /** What a failing test adds to its message. */
  readonly failure?: (shown: Shown<T>) => readonly (Table | string)[]
  /** Of a provisional verdict: the pairs that are missing for it to count as measured; null where it counts. */
  readonly missing?: (findings: Pick<FindingsOf<T>, 'analysis' | 'verdict'>) => PairsMissing | null
}

/** A claim with what was found of it. */
export interface Shown<T extends KindTypes> {
  readonly claim: ClaimWith<T['hypothesis']>
  readonly judgement: FindingsOf<T>
}

/** What became of each run. */
export type RunsByKey = ReadonlyMap<string, { readonly status: RunStatus }>

/** A plot with the words that it needs. */
export interface ClaimPlot {
  readonly title: string
  readonly plot: DotPlot
  /** What the signs mean, one part a sign. */
  readonly legend: readonly string[]
}

/** A place on one of two scales: logarithms of ratios, or shares from 0 to 1. */
export interface Place {
  readonly panel: 'ratio' | 'share'
  readonly center: number | null
  readonly interval: Interval | null
  /** Half width of the margin; the share that has to be exceeded. */
  readonly reference: number | null
}

/** How many pairs there are, of how many that the exact test needs at the level of the family. */
export interface PairsMissing {
  readonly numPairs: number
  readonly minPairs: number
}

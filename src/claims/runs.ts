import type { Count } from '../json/scalars'

/** A run that has ended, as far as a claim takes its samples from it. */
export interface MeasuredRun {
  readonly status: RunStatus
  readonly metrics: Readonly<Record<string, MetricSeries>>
  /** Of a completed run that was asked for them; left out of all others. */
  readonly imageBlocks?: SplitBlocks
}

/** The last evaluation of a run, split by split; without a split that has no images. */
export type SplitBlocks = Partial<Readonly<Record<'validation' | 'test', ImageBlocks>>>

/**
 * The last evaluation of a split by blocks of its images, drawn at random: what tells how much its mean owes to these images.
 * Which images make a block is the same in every run on the split (`engine/training/blockTally.ts`).
 */
export interface ImageBlocks {
  /** Images of each block; two of them differ by at most one. */
  readonly sizes: readonly number[]
  /** Mean loss of each, to nine digits. */
  readonly losses: readonly number[]
  /** How many images of each are not classified as their label; left out where their targets are numbers. */
  readonly errors?: readonly number[]
}

/** How a run ended. `diverged` is a scientific outcome; `failed` is an infrastructure failure and is never used. */
export type RunStatus =
  | { readonly kind: 'completed' }
  /** The loss or an iterate became NaN or infinite in update `step` (from 1). */
  | {
      readonly kind: 'diverged'
      /** Update in which a value became non-finite, from 1. */
      readonly step: Count
      /** What became non-finite. */
      readonly what: string
    }
  | {
      readonly kind: 'failed'
      /** What went wrong. */
      readonly reason: string
    }

/** A metric over the course of a run. In memory numbers; on disk non-finite values are "NaN", "Infinity", "-Infinity". */
export interface MetricSeries {
  readonly unit: 'epoch' | 'step'
  /** Epochs or steps, from 1, strictly increasing. */
  readonly at: readonly number[]
  readonly values: readonly number[]
}

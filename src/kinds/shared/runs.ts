import type { MeasuredRun } from '../../claims/runs'
import type { Setting } from '../../claims/types'
import type { Experiment } from '../../runs/runKinds'
import type { RunAmounts } from '../../runs/types'
import type { ArmEvidence } from './types'

/** A finished run in its place in a claim. */
export interface FinishedRun extends MeasuredRun {
  readonly key: string
  /** Of its pair: runs of one seed belong together. */
  readonly seed: number
  /** x_1 of a synthetic run; null for a classification run. */
  readonly initialPoint: number | null
  /** What it takes that is known without measuring; null where nothing is, left out where nobody can ask. */
  readonly amounts?: () => RunAmounts | null
  /** When and where it was made; left out where nobody asked. */
  readonly timing?: RunTiming
}

/** When and where a run was made. */
export interface RunTiming {
  /** Milliseconds since 1970, UTC. */
  readonly startedAtMs: number
  readonly seconds: number
  /** Processor and system. */
  readonly machine: string
  /** On this machine, and no other run in its process at the time. */
  readonly isComparable: boolean
}

/** The finished runs that a claim is judged by. */
export interface Runs {
  /** At the profile; null for a claim that runs nothing. */
  readonly experiment: Experiment | null
  /** An arm with its setting, as tuning chose it or as it stands. */
  arm(name: string): ArmEvidence
  /** Of one arm, in the order of their seeds, then of their starting points. */
  of(arm: string): readonly FinishedRun[]
  /** Of both arms pair by pair: each control run with the treatment run of the same seed. */
  pairs(control: string, treatment: string): readonly RunPair[]
  /** Those at one setting of the grid. */
  at(setting: Setting): Runs
}

export interface RunPair {
  readonly control: FinishedRun
  readonly treatment: FinishedRun
}

/** Of a claim that runs nothing. */
export const NO_RUNS: Runs = {
  experiment: null,
  arm: (name) => ({ arm: name, setting: {}, selection: null }),
  of: () => [],
  pairs: () => [],
  at: () => NO_RUNS
}

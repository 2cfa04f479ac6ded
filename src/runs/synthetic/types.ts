import type { ArmsFile, AssumptionEntry } from '../../claims/fileTypes'
import type { Arm, ProfileName } from '../../claims/types'
import type { PositiveInteger } from '../../json/scalars'
import type { OptimizerSpec, VariantName } from '../../optim/presets'
import type { ExperimentBase, ProfileBase, ProfileFile } from '../experiment'
import type { RunSpecBase } from '../types'

type Optional<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>

/** An optimizer on a one-dimensional problem with a known answer. */
export interface SyntheticExperiment extends ExperimentBase {
  readonly kind: 'synthetic'
  readonly problem: Problem
  /** x_1, one run for each. */
  readonly initialPoints: readonly number[]
  /** Updates of a run. */
  readonly numSteps: PositiveInteger
  /** What is kept of the trajectory. */
  readonly record: {
    /** Number of points of the thinned trajectory, evenly spaced, the last step among them. */
    readonly points: PositiveInteger
    /** Steps over which `x.windowMean` averages before each recorded point: a cycle of the problem, or more. */
    readonly window: PositiveInteger
  }
  /** The optimizers that are compared, by name. */
  readonly arms: Readonly<Record<string, Arm>>
  /** What each profile overrides. */
  readonly profiles: Partial<Readonly<Record<ProfileName, SyntheticProfile>>>
  /** What `sensitivity` tries besides, each a Cartesian product; decides no claim. Left out where there is nothing. */
  readonly maps?: readonly SyntheticMap[]
}

/** Values of some axes, the same for every arm; what is no axis of it stays as the experiment has it. */
export interface SyntheticMap {
  /** alpha. */
  readonly learningRate?: readonly number[]
  /** How alpha goes from step to step. */
  readonly schedule?: readonly ('constant' | 'inverse-sqrt')[]
  /** Decay of the first moment. */
  readonly beta1?: readonly number[]
  /** Decay of the second moment. */
  readonly beta2?: readonly number[]
  /** Whose variant of the optimizer, but for its decays: bias correction, epsilon, which v is maximised. */
  readonly variant?: readonly VariantName[]
  /** Updates of a run. */
  readonly numSteps?: readonly number[]
  /** Steps from one large gradient to the next, of a periodic problem; the ratio below is kept where it is no axis too. */
  readonly period?: readonly number[]
  /** The same of a random problem: its expected value is 1/probability. */
  readonly probability?: readonly number[]
  /**
   * Rare slopes over common ones, summed over a cycle and without their signs: 1010/(100 x 10) = 1.01 of the online
   * problem. Above 1 the best point is the end of the domain that the rare slope drives to.
   */
  readonly rareToCommon?: readonly number[]
}

/** What a profile overrides of a synthetic experiment. */
export interface SyntheticProfile extends ProfileBase {
  /** Updates of a run. */
  readonly numSteps?: PositiveInteger
  /** Where runs start. */
  readonly initialPoints?: readonly number[]
}

/** f_t(x) is linear with a rare large slope and a frequent small one of the other sign. */
export type Problem =
  /** slope `rareSlope` if t mod `period` = 1, else `commonSlope`; t counts from 1. */
  | {
      readonly name: 'periodic-linear'
      /** The rare, large slope. */
      readonly rareSlope: number
      /** The frequent, small slope. */
      readonly commonSlope: number
      /** Length of a cycle in steps. */
      readonly period: number
      /** The interval that x is projected on. */
      readonly domain: readonly [number, number]
    }
  /** slope `rareSlope` with probability `probability`, drawn from the stream `problem`, else `commonSlope`. */
  | {
      readonly name: 'bernoulli-linear'
      /** The rare, large slope. */
      readonly rareSlope: number
      /** The frequent, small slope. */
      readonly commonSlope: number
      /** Probability of the rare slope at a step. */
      readonly probability: number
      /** The interval that x is projected on. */
      readonly domain: readonly [number, number]
    }

export type SyntheticFile = Pick<SyntheticExperiment, 'id' | 'kind' | 'description' | 'sourceProtocol' | 'numSteps'> & {
  readonly assumptions?: readonly AssumptionEntry[]
  readonly problem: ProblemFile
  readonly initialPoints?: readonly number[]
  readonly record?: Partial<SyntheticExperiment['record']>
  readonly arms: ArmsFile
  readonly profiles?: Partial<Record<ProfileName, ProfileFile<SyntheticProfile>>>
  readonly maps?: readonly SyntheticMap[]
}

/** Distributes over the union of problems. */
type WithoutDomain<P> = P extends Problem ? Optional<P, 'domain'> : never
export type ProblemFile = WithoutDomain<Problem>

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

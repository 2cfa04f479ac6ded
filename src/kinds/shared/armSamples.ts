import type { MeasuredRun } from '../../claims/runs'
import type { Count, Digest, Double } from '../../json/scalars'
import type { RecordedValue } from '../kind'
import { numberOf } from './runPoint'
import type { Runs } from './runs'
import type { ArmEvidence } from './types'

/** The value of one run. */
export interface ArmSample {
  /** Seed of the run. */
  readonly seed: Count
  /** Key of the run. */
  readonly runKey: Digest
  /** Value of the metric, or its difference; NaN where a run diverged, or ended before the point that is looked at. */
  readonly value: Double
  /** What a difference is of; left out of others. */
  readonly of?: DifferenceSides
  /** A run that stayed at chance level has a value like any other. */
  readonly failure: 'diverged' | 'incomplete' | null
}

/** Two runs of a seed whose values are taken from each other. */
export interface DifferenceSides {
  /** Value of the arm; NaN as of a sample. */
  readonly value: Double
  /** Key of the control's run. */
  readonly controlRunKey: Digest
  /** Value of the control; NaN as of a sample. */
  readonly control: Double
}

interface OneOrTwoArms {
  readonly metric: string
  readonly arm: string
  /** The arm whose value is taken off; left out where none is. */
  readonly control?: string
}

/** One arm's runs, each with its value, or how far it lies from another arm's with its seed. */
export function armSamples(
  { metric, arm, control }: OneOrTwoArms,
  runs: Runs,
  valueIn: (run: MeasuredRun) => number
): ArmSample[] {
  if (control === undefined) return runs.of(arm).map((run) => numberOf(run, metric, valueIn(run)))
  return runs.pairs(control, arm).map((pair): ArmSample => {
    const own = numberOf(pair.treatment, metric, valueIn(pair.treatment))
    const other = numberOf(pair.control, metric, valueIn(pair.control))
    return {
      ...own,
      value: own.value - other.value,
      of: { value: own.value, controlRunKey: other.runKey, control: other.value },
      failure: own.failure ?? other.failure
    }
  })
}

/** The last values that samples were made of; of samples that are made of them. */
export function recordedSamples(
  { metric, arm, control }: OneOrTwoArms,
  samples: readonly ArmSample[]
): RecordedValue[] {
  return samples.flatMap(({ seed, runKey, value, of }) => {
    const run = { seed, initialPoint: null, metric }
    return of === undefined || control === undefined
      ? [{ ...run, runKey, arm, value }]
      : [
          { ...run, runKey, arm, value: of.value },
          { ...run, runKey: of.controlRunKey, arm: control, value: of.control }
        ]
  })
}

/** The same of what was looked at. */
export function armsName({ arm, control }: { readonly arm: ArmEvidence; readonly control?: ArmEvidence }): string {
  return samplesName({ arm: arm.arm, ...(control !== undefined && { control: control.arm }) })
}

/** `adam`, `adam less sgd`. */
export function samplesName({ arm, control }: Pick<OneOrTwoArms, 'arm' | 'control'>): string {
  return control === undefined ? arm : `${arm} less ${control}`
}

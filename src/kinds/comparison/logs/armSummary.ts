import { mean, sampleStandardDeviation } from '../../../stats/describe'
import type { Cell } from './cells'
import type { FailureTable } from './stratifiedFisher'
import type { ArmSummary, OutsideFailure, OutsideRun } from './types'

/** Mean and standard deviation of two numbers are those two numbers. */
const MIN_SUMMARISED = 3

/** A run that failed never enters an effect. */
export function hasTrained({ failure }: OutsideRun): boolean {
  return failure === null
}

/** @param cells the arm's runs, setting by setting */
export function summariseArm(cells: readonly (readonly OutsideRun[])[]): ArmSummary {
  const runs = cells.flat()
  const failures: Partial<Record<OutsideFailure, number>> = {}
  for (const { failure } of runs) if (failure !== null) failures[failure] = (failures[failure] ?? 0) + 1
  const values = runs.filter(hasTrained).map(({ value }) => value)
  return {
    runs: runs.length,
    failures,
    numFailed: runs.length - values.length,
    summary:
      cells.length === 1 && values.length >= MIN_SUMMARISED
        ? { mean: mean(values), standardDeviation: sampleStandardDeviation(values) }
        : null
  }
}

/** How often each arm failed at a setting. */
export function failureTable({ control, treatment }: Cell): FailureTable {
  return {
    controlRuns: control.length,
    controlFailures: control.filter((run) => !hasTrained(run)).length,
    treatmentRuns: treatment.length,
    treatmentFailures: treatment.filter((run) => !hasTrained(run)).length
  }
}

import type { RecordedValue } from '../kind'
import { numberOf, runPointOf, valueAtPoint } from '../shared/runPoint'
import type { Runs } from '../shared/runs'
import type { MatchesEvidence, MatchesHypothesis, MatchesSample } from './types'

/** One arm's runs, each with its value at the point that is looked at, or how far it lies from another arm's with its seed. */
export function matchesEvidence({ metric, at, arm, control }: MatchesHypothesis, runs: Runs): MatchesEvidence {
  const point = runPointOf(at, metric, runs.experiment)
  const base = { kind: 'matches', metric, point, arm: runs.arm(arm) } as const
  if (control === undefined) {
    const samples = runs.of(arm).map((run): MatchesSample => numberOf(run, metric, valueAtPoint(run, metric, point)))
    return { ...base, samples }
  }
  const samples = runs.pairs(control, arm).map((pair): MatchesSample => {
    const [own, other] = [pair.treatment, pair.control].map((run) =>
      numberOf(run, metric, valueAtPoint(run, metric, point))
    ) as [MatchesSample, MatchesSample]
    return {
      ...own,
      value: own.value - other.value,
      of: { value: own.value, controlRunKey: other.runKey, control: other.value },
      failure: own.failure ?? other.failure
    }
  })
  return { ...base, control: runs.arm(control), samples }
}

/** The last values of all runs; none where another point is looked at. */
export function recordedMatches({ metric, point, arm, control, samples }: MatchesEvidence): RecordedValue[] {
  if (point.kind !== 'final') return []
  return samples.flatMap(({ seed, runKey, value, of }) => {
    const run = { seed, initialPoint: null, metric }
    return of === undefined
      ? [{ ...run, runKey, arm: arm.arm, value }]
      : [
          { ...run, runKey, arm: arm.arm, value: of.value },
          { ...run, runKey: of.controlRunKey, arm: control!.arm, value: of.control }
        ]
  })
}

/** `adam`, `adam less sgd`. */
export function matchedArm({ arm, control }: Pick<MatchesEvidence, 'arm' | 'control'>): string {
  return control === undefined ? arm.arm : `${arm.arm} less ${control.arm}`
}

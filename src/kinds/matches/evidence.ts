import type { RecordedValue } from '../kind'
import { armSamples, recordedSamples } from '../shared/armSamples'
import { runPointOf, valueAtPoint } from '../shared/runPoint'
import type { Runs } from '../shared/runs'
import type { MatchesEvidence, MatchesHypothesis } from './types'

/** One arm's runs, each with its value at the point that is looked at, or how far it lies from another arm's with its seed. */
export function matchesEvidence(hypothesis: MatchesHypothesis, runs: Runs): MatchesEvidence {
  const { metric, at, arm, control } = hypothesis
  const point = runPointOf(at, metric, runs.experiment)
  return {
    kind: 'matches',
    metric,
    point,
    arm: runs.arm(arm),
    ...(control !== undefined && { control: runs.arm(control) }),
    samples: armSamples(hypothesis, runs, (run) => valueAtPoint(run, metric, point))
  }
}

/** The last values of all runs; none where another point is looked at. */
export function recordedMatches({ metric, point, arm, control, samples }: MatchesEvidence): RecordedValue[] {
  if (point.kind !== 'final') return []
  return recordedSamples({ metric, arm: arm.arm, ...(control !== undefined && { control: control.arm }) }, samples)
}

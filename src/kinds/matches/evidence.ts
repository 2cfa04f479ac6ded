import { numberOf, runPointOf, valueAtPoint } from '../shared/runPoint'
import type { Runs } from '../shared/runs'
import type { MatchesEvidence, MatchesHypothesis, MatchesSample } from './types'

/** One arm's runs, each with its value at the point that is looked at. */
export function matchesEvidence({ metric, at, arm }: MatchesHypothesis, runs: Runs): MatchesEvidence {
  const point = runPointOf(at, metric, runs.experiment)
  const samples = runs.of(arm).map((run): MatchesSample => numberOf(run, metric, valueAtPoint(run, metric, point)))
  return { kind: 'matches', metric, point, arm: runs.arm(arm), samples }
}

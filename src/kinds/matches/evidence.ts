import { finalValue } from '../shared/metric'
import type { Runs } from '../shared/runs'
import type { MatchesEvidence, MatchesHypothesis, MatchesSample } from './types'

/** One arm's runs, each with its last value. */
export function matchesEvidence({ metric, arm }: MatchesHypothesis, runs: Runs): MatchesEvidence {
  const samples = runs.of(arm).map((run): MatchesSample => {
    const value = finalValue(run, metric)
    return { seed: run.seed, runKey: run.key, value, failure: Number.isFinite(value) ? null : 'diverged' }
  })
  return { kind: 'matches', metric, arm: runs.arm(arm), samples }
}

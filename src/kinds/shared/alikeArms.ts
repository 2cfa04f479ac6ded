import type { SpecDocument } from '../../claims/document'
import { type JsonPath, type LintProblem, problemAt } from '../../claims/lintProblem'
import { PROFILE_NAMES } from '../../claims/types'
import { armDifferences } from '../../runs/armDifferences'
import { applyProfile } from '../../runs/profiles'
import type { Experiment } from '../../runs/runKinds'

/** Two arms of which every run is one and the same, at some profile or at all. @param path that names them in the claim */
export function alikeArms(
  claim: SpecDocument,
  path: JsonPath,
  experiment: Experiment,
  arms: readonly [string, string]
): LintProblem[] {
  const profiles = PROFILE_NAMES.filter((name) => armDifferences(applyProfile(experiment, name), arms).length === 0)
  if (profiles.length === 0) return []
  const where = profiles.length === PROFILE_NAMES.length ? '' : ` at profile ${profiles.join(', ')}`
  return [
    problemAt(claim, path, {
      severity: 'warning',
      message: `the arms ${arms.join(' and ')} are the same${where}: a run would be compared with itself`,
      expected: 'arms that differ in what decides their runs',
      received: 'no difference',
      remedy: `let one of them override something in experiments/${experiment.id}.json, at that profile too`,
      atKey: true
    })
  ]
}

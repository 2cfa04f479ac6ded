import { type SpecDocument, stringAt } from '../../claims/document'
import { type LintProblem, problemAt } from '../../claims/lintProblem'

/** SGD divides by no second moment, so it has no effective step of its own. */
export function checkAdaptiveArm(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const arm = stringAt(claim, 'hypothesis', 'arm')
  if (arm === undefined || stringAt(experiment, 'arms', arm, 'optimizer', 'name') !== 'SGD') return []
  return [
    problemAt(claim, ['hypothesis', 'arm'], {
      message: 'SGD has no second moment, so no effective step',
      expected: 'an arm with Adam or AMSGrad',
      remedy: 'name another arm'
    })
  ]
}

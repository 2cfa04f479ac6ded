import { type SpecDocument, stringAt } from '../../claims/document'
import { type LintProblem, problemAt } from '../../claims/lintProblem'
import { optimizerNames } from '../../claims/optimizerNames'
import { isDivided } from '../../optim/presets'

/** Where no second moment divides the steps, there is no effective step but alpha itself. */
export function checkAdaptiveArm(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  const name = optimizerNames(experiment).get(stringAt(claim, 'hypothesis', 'arm') ?? '')
  if (name === undefined || isDivided(name) === true) return []
  return [
    problemAt(claim, ['hypothesis', 'arm'], {
      message: `${name} has no second moment, so no effective step`,
      expected: 'an arm whose steps one divides, such as Adam',
      remedy: 'name another arm'
    })
  ]
}

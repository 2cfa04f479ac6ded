import { type SpecDocument, stringAt, valueAt } from '../claims/document'
import { type LintProblem, problemAt } from '../claims/lintProblem'
import { KINDS } from '../kinds'
import { kindNameOf } from './claimIndex'

/** What is wrong with a hypothesis by itself, beyond what its schema can say; an experiment that declares its metrics says which there are. */
export function checkHypothesis(claim: SpecDocument, experiment?: SpecDocument): LintProblem[] {
  const kind = kindNameOf(claim)
  if (kind === undefined) return []
  const { armKeys, checks } = KINDS[kind]
  return [...(armKeys.length === 2 ? sameArm(claim) : []), ...checks.alone.flatMap((check) => check(claim, experiment))]
}

function sameArm(claim: SpecDocument): LintProblem[] {
  const treatment = stringAt(claim, 'hypothesis', 'treatment')
  // At two points of its runs an arm can be compared with itself.
  if (valueAt(claim, ['hypothesis', 'controlAt']) !== undefined) return []
  if (treatment === undefined || treatment !== stringAt(claim, 'hypothesis', 'control')) return []
  return [
    problemAt(claim, ['hypothesis', 'control'], {
      message: 'treatment and control are the same arm',
      expected: 'two arms',
      remedy: 'name the arm that the treatment is compared with'
    })
  ]
}

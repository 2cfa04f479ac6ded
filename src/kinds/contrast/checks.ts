import type { SpecDocument } from '../../claims/document'
import { isDeterministic } from '../../claims/experimentDocument'
import { type LintProblem, problemAt } from '../../claims/lintProblem'

export function checkRandomOnly(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (!isDeterministic(experiment)) return []
  return [
    problemAt(claim, ['experiment'], {
      message: 'a contrast counts seeds, and a deterministic problem has none',
      expected: 'an experiment with a random problem',
      remedy: 'make a "converges-to" claim of each arm'
    })
  ]
}
